/**
 * The store in one SQLite file, for one machine: begin at {@link dev.messaging.sqlite.SqliteStore}.
 */
@NullMarked
package dev.messaging.sqlite;

import org.jspecify.annotations.NullMarked;
