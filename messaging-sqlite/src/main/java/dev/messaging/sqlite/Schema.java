package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.sql.SQLException;
import java.util.List;

/**
 * What stands in the file. The file says in its header whose it is (application_id) and in which version
 * (user_version), so that neither another program's file nor a newer one is touched.
 *
 * <p>A message is stored once, and an inbox is a list of places that point at messages: a message to a group of 1,000
 * is one text and 1,000 short rows. A delivery is one transaction, so a message that is stored at all stands, or stood, in each
 * of its inboxes: the unique id of the message is all it takes to deliver exactly once.
 *
 * <p>Ids are compared by the code of their characters, which is what SQLite does unless told otherwise.
 */
final class Schema {
    /** "msgs" in ASCII. */
    static final int APPLICATION_ID = 0x6D736773;

    /** Users, blocks, groups, messages. */
    private static final List<String> MESSAGING = List.of(
            """
                    CREATE TABLE users (
                        id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""",
            """
                    CREATE TABLE blocks (
                        owner TEXT NOT NULL, blocked TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (owner, blocked)
                    ) STRICT, WITHOUT ROWID""",
            """
                    CREATE TABLE groups (
                        id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL,
                        members INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""",
            """
                    CREATE TABLE members (
                        group_id TEXT NOT NULL, user_id TEXT NOT NULL, joined INTEGER NOT NULL,
                        PRIMARY KEY (group_id, user_id)
                    ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX members_by_user ON members (user_id, group_id, joined)",
            """
                    CREATE TABLE messages (
                        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sender TEXT NOT NULL,
                        recipient TEXT NOT NULL, text TEXT NOT NULL, sent INTEGER NOT NULL
                    ) STRICT""",
            """
                    CREATE TABLE inbox_entries (
                        owner TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, message INTEGER NOT NULL,
                        PRIMARY KEY (owner, sequence)
                    ) STRICT, WITHOUT ROWID""",
            // Finds a timestamp without a scan, and keeps two places of an inbox from having the same time.
            "CREATE UNIQUE INDEX inbox_entries_by_time ON inbox_entries (owner, at)");

    /** Passwords and sessions, scopes of blocks, owners of groups. What was there before stays open to everybody. */
    private static final List<String> ACCOUNTS = List.of("ALTER TABLE users ADD COLUMN password TEXT",
            "ALTER TABLE blocks ADD COLUMN scope TEXT NOT NULL DEFAULT 'direct'",
            // Tells at one glance that nobody is deaf to a sender, as is usual.
            "CREATE INDEX blocks_everywhere ON blocks (blocked, owner) WHERE scope = 'everywhere'",
            "ALTER TABLE groups ADD COLUMN owner TEXT",
            // How many members the group was created with: so the same creation is told from another's.
            "ALTER TABLE groups ADD COLUMN founders INTEGER NOT NULL DEFAULT 0",
            """
                    CREATE TABLE sessions (
                        key TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, opened INTEGER NOT NULL,
                        expires INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX sessions_by_user ON sessions (user_id, opened)",
            "CREATE INDEX sessions_by_expiry ON sessions (expires)");

    /** Decisions on requests that carry keys, and how many inboxes still hold a message, so that it goes with the last. */
    private static final List<String> REQUESTS = List.of(
            """
                    CREATE TABLE requests (
                        id TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL, decision TEXT NOT NULL,
                        expires INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX requests_by_expiry ON requests (expires)",
            "ALTER TABLE messages ADD COLUMN copies INTEGER NOT NULL DEFAULT 0",
            """
                    UPDATE messages SET copies = counted.copies
                    FROM (SELECT message, count(*) AS copies FROM inbox_entries GROUP BY message) AS counted
                    WHERE counted.message = messages.number""");

    /** Who may not act for now, and what is left of users who are no more; and whose blocks go with somebody. */
    private static final List<String> SUSPENSIONS_AND_ERASURES = List.of(
            "ALTER TABLE users ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0",
            // When it was erased; name, password and the time of creation are gone then.
            "ALTER TABLE users ADD COLUMN erased INTEGER",
            // Finds whose blocks go with somebody, and tells as the one before did that nobody is deaf to a sender.
            "DROP INDEX blocks_everywhere", "CREATE INDEX blocks_by_blocked ON blocks (blocked, scope, owner)");

    /** The n-th step leads from version n to version n + 1. */
    static final List<List<String>> STEPS = List.of(MESSAGING, ACCOUNTS, REQUESTS, SUSPENSIONS_AND_ERASURES);

    private Schema() {}

    /**
     * Makes sure, without changing anything, that this program may use the file. In one look: another process may be
     * creating it.
     */
    static void check(Session session, String location) throws SQLException {
        session.run("BEGIN");
        checkWhatIsSeen(session, location);
        session.run("COMMIT");
    }

    /**
     * Makes sure, without changing anything, that a store is in the file.
     *
     * @param current whether it must be in the format that this program reads, or may be upgraded to it
     */
    static void checkIsThere(Session session, String location, boolean current) throws SQLException {
        check(session, location);
        int version = version(session);
        if (version == 0) {
            throw StoreException.notDone(location + ": the file is empty: there is no store in it. Check --store.");
        }
        if (current && version < STEPS.size()) {
            throw StoreException.notDone(location + ": the file has format " + version + ", and this program reads"
                    + " format " + STEPS.size() + ". Reading alone does not change it: \"messaging serve\", or any"
                    + " command that changes something, brings it up to date (a \"backup\" before that is possible).");
        }
    }

    private static void checkWhatIsSeen(Session session, String location) throws SQLException {
        int application = number(session, "PRAGMA application_id");
        int version = version(session);
        boolean empty = !session.any("SELECT 1 FROM sqlite_schema");
        if (application != APPLICATION_ID && !(application == 0 && version == 0 && empty)) {
            throw StoreException.notDone(location + ": the file is another program's database; nothing was changed.");
        }
        if (version > STEPS.size()) {
            throw StoreException.notDone(location + ": the file was written by a newer version of this program (format "
                    + version + "; this one knows formats up to " + STEPS.size() + ").");
        }
    }

    /** Brings the file up to date: entirely, or, if a step fails, not at all. */
    static void upgrade(Session session, String location, List<List<String>> steps) throws SQLException {
        if (version(session) == steps.size()) {
            return;
        }
        session.run("BEGIN IMMEDIATE");
        // Another process may have been here since the last look.
        checkWhatIsSeen(session, location);
        int version = version(session);
        for (List<String> step : steps.subList(version, steps.size())) {
            for (String statement : step) {
                session.run(statement);
            }
        }
        session.run("PRAGMA application_id = " + APPLICATION_ID);
        session.run("PRAGMA user_version = " + steps.size());
        session.run("COMMIT");
    }

    static int version(Session session) throws SQLException {
        return number(session, "PRAGMA user_version");
    }

    private static int number(Session session, String pragma) throws SQLException {
        return session.first(pragma, row -> row.getInt(1)).orElseThrow();
    }
}
