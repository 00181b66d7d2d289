/**
 * The crash test: servers are killed and stopped while users talk, and what all of them saw is held against what was promised.
 * It needs nothing but the JDK, for {@code ./crash-test} compiles it by itself.
 */
@NullMarked
package dev.messaging.cli.crash;

import org.jspecify.annotations.NullMarked;
