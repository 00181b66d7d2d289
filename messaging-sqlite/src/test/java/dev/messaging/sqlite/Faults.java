package dev.messaging.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Stands between the adapter and SQLite: counts the calls of all connections, and makes those fail that a plan names. It does not
 * wait for the disk, as nobody pulls the plug in these tests.
 */
final class Faults implements UnaryOperator<Connection> {
    /** What may happen in a call. */
    enum Kind {
        /** Nothing was done; what was done before in the transaction stands. */
        FULL(SQLiteErrorCode.SQLITE_FULL),
        /** Nothing was done, and unless it was in the middle of rows, SQLite has rolled back the whole transaction. */
        BROKEN(SQLiteErrorCode.SQLITE_IOERR_WRITE),
        /** It was done, and then something broke. */
        BROKEN_AFTERWARDS(SQLiteErrorCode.SQLITE_IOERR_FSYNC);

        private final SQLiteErrorCode code;

        Kind(SQLiteErrorCode code) {
            this.code = code;
        }
    }

    /** Which call fails, and how. */
    @FunctionalInterface
    interface Plan {
        /** Decides on a call by its number, from 1 since the plan was made; null if it does not fail. */
        @Nullable
        Kind of(int call);
    }

    private static final Set<String> CALLS = Set.of("execute", "executeQuery", "executeUpdate", "next");

    private static final String WAIT_FOR_DISK = "PRAGMA synchronous = FULL";

    private final List<String> calls = new ArrayList<>();
    private Plan plan = call -> null;

    /** From now on calls fail by this plan. */
    synchronized void plan(Plan next) {
        calls.clear();
        plan = next;
    }

    /** From now on nothing fails. */
    void end() {
        plan(call -> null);
    }

    /** What was called since the plan was made, failed calls included: each is the text of a statement. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized @Nullable Kind next(String sql) {
        calls.add(sql);
        return plan.of(calls.size());
    }

    @Override
    public Connection apply(Connection connection) {
        return proxy(Connection.class, connection, connection, "");
    }

    private <T> T proxy(Class<T> type, Object behind, Connection connection, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && WAIT_FOR_DISK.equals(arguments[0])) {
                arguments[0] = "PRAGMA synchronous = OFF";
            }
            Object result = CALLS.contains(method.getName()) && !sql.contains("wal_checkpoint")
                    ? perhapsFailing(behind, method, arguments, connection, sql)
                    : invoke(behind, method, arguments);
            return switch (result) {
                case PreparedStatement statement ->
                    proxy(PreparedStatement.class, statement, connection, (String) arguments[0]);
                case ResultSet rows -> proxy(ResultSet.class, rows, connection, sql);
                case null, default -> result;
            };
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private @Nullable Object perhapsFailing(Object behind, Method method, Object @Nullable [] arguments,
            Connection connection, String sql) throws Throwable {
        Kind kind = next(sql);
        if (kind == null) {
            return invoke(behind, method, arguments);
        }
        if (kind == Kind.BROKEN && !method.getName().equals("next")) {
            rollBack(connection);
        }
        if (kind == Kind.BROKEN_AFTERWARDS) {
            Object unused = invoke(behind, method, arguments);
        }
        throw new SQLiteException("made to fail at " + sql, kind.code);
    }

    /** There may be nothing to roll back. */
    private static void rollBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("ROLLBACK");
        } catch (SQLException none) {
            if (SqliteErrors.kind(none) != SQLiteErrorCode.SQLITE_ERROR) {
                throw new IllegalStateException(none);
            }
        }
    }

    private static @Nullable Object invoke(Object behind, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
