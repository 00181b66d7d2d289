package dev.messaging.sqlite;

import dev.messaging.core.model.MessageId;
import dev.messaging.core.port.Archive.Flaw;
import dev.messaging.core.port.Mend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SQLite finds wrong with its file, and messages that are not counted as they are held. Both read everything, on a connection
 * of their own; each table's check is a state by itself, so that the log is not kept from being folded longer than that takes.
 */
final class Flaws {
    private static final List<String> TABLES = List.of("users", "groups", "members", "blocks", "sessions", "requests",
            "messages", "inbox_entries");

    private final DatabaseFile file;

    Flaws(DatabaseFile file) {
        this.file = file;
    }

    List<Flaw> find(int atMost) {
        try {
            Session session = file.reader();
            try {
                return find(session, atMost);
            } finally {
                file.close(session);
            }
        } catch (SQLException trouble) {
            throw file.errors().notDone(trouble);
        }
    }

    private static List<Flaw> find(Session session, int atMost) throws SQLException {
        List<Flaw> flaws = new ArrayList<>();
        for (String table : TABLES) {
            session.list("PRAGMA integrity_check(" + table + ")", row -> row.getString(1)).stream()
                    .filter(said -> !said.equals("ok")).limit(atMost)
                    .forEach(said -> flaws.add(new Flaw("file", table, said, Optional.empty())));
        }
        flaws.addAll(copies(session, atMost));
        return flaws.subList(0, Math.min(flaws.size(), atMost));
    }

    /** In one look, for it would be as much work for a part of the messages; SQLite sorts on the disk what memory does not hold. */
    private static List<Flaw> copies(Session session, int atMost) throws SQLException {
        return session.list("""
                SELECT m.id, m.copies, coalesce(held.copies, 0) FROM messages m LEFT JOIN
                    (SELECT message, count(*) AS copies FROM inbox_entries GROUP BY message) AS held
                    ON held.message = m.number
                WHERE m.copies <> coalesce(held.copies, 0) OR held.copies IS NULL LIMIT ?""", Flaws::copies, atMost);
    }

    private static Flaw copies(ResultSet row) throws SQLException {
        String id = row.getString(1);
        long counted = row.getLong(2);
        long there = row.getLong(3);
        return new Flaw(there == 0 ? "unheld-message" : "copies", id,
                there == 0
                        ? "no inbox holds it"
                        : "is counted as held by " + counted + " inboxes, and is held by " + there,
                MessageId.parse(id).map(message -> new Mend.OfCopies(message, counted, there)));
    }
}
