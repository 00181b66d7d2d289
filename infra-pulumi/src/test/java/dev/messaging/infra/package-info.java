@NullMarked
package dev.messaging.infra;

import org.jspecify.annotations.NullMarked;
