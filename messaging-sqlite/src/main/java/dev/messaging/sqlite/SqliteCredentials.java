package dev.messaging.sqlite;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A password and the sessions that were opened with it change in one transaction. */
final class SqliteCredentials implements Credentials {
    /** Each new session clears away more that have expired than it adds, whosever they are: so the table cannot grow for ever. */
    static final int CLEARED_MAX = 10;

    private final Readers readers;
    private final Writer writer;

    SqliteCredentials(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Optional<Account> recent(UserId user) {
        return readers.read(session -> SqliteDirectory.find(session, user));
    }

    @Override
    public boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next,
            Optional<SessionKey> kept) {
        return writer.write(session -> {
            Existing.require(session, user);
            if (current.isPresent() && !hasPassword(session, user, current.get())) {
                return false;
            }
            session.run("UPDATE users SET password = ? WHERE id = ?", next.text(), user.value());
            session.run("DELETE FROM sessions WHERE user_id = ? AND key <> ?", user.value(),
                    kept.map(SessionKey::value).orElse(""));
            return true;
        });
    }

    @Override
    public void suspend(UserId user, boolean suspended) {
        boolean unused = writer.write(session -> {
            Existing.require(session, user);
            session.run("UPDATE users SET suspended = ? WHERE id = ?", suspended ? 1 : 0, user.value());
            if (suspended) {
                session.run("DELETE FROM sessions WHERE user_id = ?", user.value());
            }
            return true;
        });
    }

    @Override
    public boolean open(UserSession opened, PasswordHash verified, int sessionsMax) {
        return writer.write(session -> {
            if (!hasPassword(session, opened.user(), verified)) {
                return false;
            }
            if (session.any("SELECT 1 FROM users WHERE id = ? AND suspended", opened.user().value())) {
                throw new Refusal.Suspended(opened.user());
            }
            clearExpired(session, opened.user(), opened.openedAt());
            if (session.count("SELECT count(*) FROM sessions WHERE user_id = ?",
                    opened.user().value()) >= sessionsMax) {
                throw new Refusal.TooManySessions(sessionsMax);
            }
            session.run("INSERT INTO sessions (key, user_id, opened, expires) VALUES (?, ?, ?, ?)",
                    opened.key().value(), opened.user().value(), opened.openedAt().toEpochMilli(),
                    opened.expiresAt().toEpochMilli());
            return true;
        });
    }

    /** All of the user's, so that those that are left can be counted, and some of others. */
    private static void clearExpired(Session session, UserId user, Instant now) throws SQLException {
        session.run("DELETE FROM sessions WHERE user_id = ? AND expires <= ?", user.value(), now.toEpochMilli());
        session.run("""
                DELETE FROM sessions WHERE key IN (
                    SELECT key FROM sessions WHERE expires <= ? ORDER BY expires LIMIT ?)""", now.toEpochMilli(),
                CLEARED_MAX);
    }

    @Override
    public Optional<UserSession> recent(SessionKey key) {
        return readers.read(session -> session.first(
                "SELECT key, user_id, opened, expires FROM sessions WHERE key = ?", SqliteCredentials::session,
                key.value()));
    }

    @Override
    public List<UserSession> sessions(UserId user, Instant now) {
        return readers.read(session -> List.copyOf(session.list("""
                SELECT key, user_id, opened, expires FROM sessions WHERE user_id = ? AND expires > ?
                ORDER BY opened, key""", SqliteCredentials::session, user.value(), now.toEpochMilli())));
    }

    @Override
    public void end(UserId user, List<SessionKey> keys) {
        boolean unused = writer.write(session -> {
            for (SessionKey key : keys) {
                session.run("DELETE FROM sessions WHERE key = ? AND user_id = ?", key.value(), user.value());
            }
            return true;
        });
    }

    private static boolean hasPassword(Session session, UserId user, PasswordHash password) throws SQLException {
        return session.any("SELECT 1 FROM users WHERE id = ? AND password = ?", user.value(), password.text());
    }

    static UserSession session(ResultSet row) throws SQLException {
        return new UserSession(new SessionKey(row.getString(1)), new UserId(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)), Instant.ofEpochMilli(row.getLong(4)));
    }
}
