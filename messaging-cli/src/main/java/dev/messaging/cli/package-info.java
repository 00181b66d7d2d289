/** The admin's commands: thin, each one call of the core, as whoever has the store's own rights. */
@NullMarked
package dev.messaging.cli;

import org.jspecify.annotations.NullMarked;
