package dev.messaging.sqlite;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.sqlite.Operations.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Doing something that may fail, and looking what became of it. */
final class Trial {
    private Trial() {}

    /** What one attempt came to. */
    sealed interface Answer {
        record Value(Object value) implements Answer {}

        record Refused(String why) implements Answer {}

        record Trouble(Outcome outcome) implements Answer {}
    }

    static Answer attempt(Operation operation, SqliteStore store) {
        return attempt(operation.call(), store);
    }

    static Answer attempt(Function<? super SqliteStore, Object> call, SqliteStore store) {
        try {
            return new Answer.Value(call.apply(store));
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.toString());
        } catch (StoreException trouble) {
            return new Answer.Trouble(trouble.outcome());
        }
    }

    /** Every row of every table. */
    static List<String> content(DatabaseFile file) {
        List<String> rows = new ArrayList<>();
        try (Session session = new DatabaseFile(file.path()).reader()) {
            for (String table : session.list("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                    row -> row.getString(1))) {
                rows.addAll(session.list("SELECT * FROM " + table + " ORDER BY 1, 2", row -> {
                    List<String> values = new ArrayList<>(List.of(table));
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        values.add(String.valueOf(row.getObject(column)));
                    }
                    return String.join(" ", values);
                }));
            }
            return rows;
        } catch (SQLException trouble) {
            throw new IllegalStateException(trouble);
        }
    }
}
