/**
 * The HTTP API over one {@link dev.messaging.core.Messaging}. Begin at {@link dev.messaging.http.MessagingServer}; what is
 * served stands in one table, {@code Routes}.
 */
@NullMarked
package dev.messaging.http;

import org.jspecify.annotations.NullMarked;
