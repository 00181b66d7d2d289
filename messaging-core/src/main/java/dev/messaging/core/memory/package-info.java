/** A store that forgets: for tests of programs that embed the core, and for trying things out. */
@NullMarked
package dev.messaging.core.memory;

import org.jspecify.annotations.NullMarked;
