package dev.messaging.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection, for one thread at a time. It keeps its statements prepared: they are this package's constants, so
 * there are few. No cursor outlives the call that opened it.
 */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Makes a value of the row that the result stands on. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Session(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    void run(String sql, @Nullable Object... values) throws SQLException {
        boolean unused = with(sql, values, statement -> {
            boolean hasRows = statement.execute();
            if (hasRows) {
                statement.getResultSet().close();
            }
            return hasRows;
        });
    }

    /** Tells how many rows changed. */
    int change(String sql, @Nullable Object... values) throws SQLException {
        return with(sql, values, PreparedStatement::executeUpdate);
    }

    boolean any(String sql, @Nullable Object... values) throws SQLException {
        return ask(sql, values, ResultSet::next);
    }

    /** Asks for one number. */
    long count(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElseThrow();
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return ask(sql, values, rows -> rows.next() ? Optional.of(row.read(rows)) : Optional.empty());
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return ask(sql, values, rows -> {
            List<T> items = new ArrayList<>();
            while (rows.next()) {
                items.add(row.read(rows));
            }
            return items;
        });
    }

    /** Everything that was asked so far. */
    Set<String> statements() {
        return Set.copyOf(prepared.keySet());
    }

    /** An unfinished transaction is rolled back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private <T> T ask(String sql, @Nullable Object[] values, Row<T> answer) throws SQLException {
        return with(sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return answer.read(rows);
            }
        });
    }

    /** A statement that failed is not used again: after a full disk, the driver would not let some run ever again. */
    private <T> T with(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
        PreparedStatement statement = bound(sql, values);
        try {
            return use.of(statement);
        } catch (SQLException trouble) {
            prepared.remove(sql);
            close(statement, trouble);
            throw trouble;
        }
    }

    private static void close(PreparedStatement statement, SQLException because) {
        try {
            statement.close();
        } catch (SQLException too) {
            because.addSuppressed(too);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
