/** The release archive on an instance that is booted for it, with what an instance does at its first start. */
@NullMarked
package dev.messaging.cli.boot;

import org.jspecify.annotations.NullMarked;
