/**
 * Runs the program as {@code pulumi preview} would, without the pulumi command, plugins or an account: what would stand in
 * AWS, as a tree to read and as a graph for programs. It cannot tell whether AWS would take it.
 */
@NullMarked
package dev.messaging.infra.preview;

import org.jspecify.annotations.NullMarked;
