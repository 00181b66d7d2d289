package dev.messaging.sqlite;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How requests with keys were decided. What a request does, and what is remembered of it, is one transaction. A refusal is
 * remembered too, so it is handed on as a decision and thrown only at the caller: the writer undoes what throws.
 */
final class Decisions {
    /** Each new one clears away more that have expired than it adds: so the table cannot grow for ever. */
    static final int CLEARED_MAX = 10;

    private Decisions() {}

    /** Does something for the first request with the key, and gives the others the same. */
    static Decision once(Session session, Optional<RequestKey> key, Work<Done> work) throws SQLException {
        return key.isPresent() ? once(session, key.get(), work) : work.on(session);
    }

    private static Decision once(Session session, RequestKey key, Work<Done> work) throws SQLException {
        Optional<Decision> first = find(session, key);
        if (first.isPresent()) {
            return first.get();
        }
        Decision decision = decide(session, work);
        remember(session, key, decision);
        return decision;
    }

    /** How it was decided, if it was. */
    static Optional<Decision> find(Session session, RequestKey key) throws SQLException {
        return session.first("SELECT fingerprint, decision FROM requests WHERE id = ? AND expires > ?", row -> {
            key.checkSame(row.getString(1));
            return Decision.parse(row.getString(2));
        }, key.id(), key.usedAt().toEpochMilli());
    }

    /** What a refused request did is undone here, so that the rest of the transaction can stay. */
    private static Decision decide(Session session, Work<Done> work) throws SQLException {
        session.run("SAVEPOINT decision");
        Decision decision;
        try {
            decision = work.on(session);
        } catch (Refusal refusal) {
            session.run("ROLLBACK TO decision");
            decision = Decision.of(refusal).orElseThrow(() -> refusal);
        }
        session.run("RELEASE decision");
        return decision;
    }

    static void remember(Session session, RequestKey key, Decision decision) throws SQLException {
        session.run("""
                DELETE FROM requests WHERE id IN (
                    SELECT id FROM requests WHERE expires <= ? ORDER BY expires LIMIT ?)""",
                key.usedAt().toEpochMilli(), CLEARED_MAX);
        session.run("""
                INSERT INTO requests (id, fingerprint, decision, expires) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    fingerprint = excluded.fingerprint, decision = excluded.decision, expires = excluded.expires""",
                key.id(), key.fingerprint(), decision.toText(), key.expiresAt().toEpochMilli());
    }
}
