/** The distribution as its users meet it: processes, sockets, files and signals. */
@NullMarked
package dev.messaging.cli.endtoend;

import org.jspecify.annotations.NullMarked;
