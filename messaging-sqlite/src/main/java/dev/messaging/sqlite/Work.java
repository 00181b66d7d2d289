package dev.messaging.sqlite;

import java.sql.SQLException;

/**
 * What is to be done in one transaction.
 *
 * @param <T> what comes out
 */
@FunctionalInterface
interface Work<T> {
    T on(Session session) throws SQLException;
}
