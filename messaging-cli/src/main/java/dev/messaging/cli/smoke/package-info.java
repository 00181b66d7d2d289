/** A tour of a running server, over HTTP as anybody's client would make it. */
@NullMarked
package dev.messaging.cli.smoke;

import org.jspecify.annotations.NullMarked;
