/** A whole store as a file of lines, and back: begin at {@link dev.messaging.cli.bulk.Export} and {@link dev.messaging.cli.bulk.Import}. */
@NullMarked
package dev.messaging.cli.bulk;

import org.jspecify.annotations.NullMarked;
