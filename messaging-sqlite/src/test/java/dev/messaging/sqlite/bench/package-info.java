/** How fast the store is on the disk at hand. */
@NullMarked
package dev.messaging.sqlite.bench;

import org.jspecify.annotations.NullMarked;
