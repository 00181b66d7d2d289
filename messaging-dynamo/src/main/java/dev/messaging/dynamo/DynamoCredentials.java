package dev.messaging.dynamo;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Passwords and sessions in the directory table. */
final class DynamoCredentials implements Credentials {
    private final DirectoryTable table;
    private final Accounts accounts;
    private final Supplier<Patience> patience;
    private final InstantSource now;
    private final SessionChanges changes;

    DynamoCredentials(DirectoryTable table, Accounts accounts, Supplier<Patience> patience, InstantSource now) {
        this.table = table;
        this.accounts = accounts;
        this.patience = patience;
        this.now = now;
        this.changes = new SessionChanges(table);
    }

    @Override
    public Optional<Account> recent(UserId user) {
        return accounts.recent(patience.get(), user);
    }

    @Override
    public boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next,
            Optional<SessionKey> kept) {
        boolean replaced = changes.replacePassword(patience.get(), user, current, next, kept);
        if (replaced) {
            accounts.rememberProtected(user);
        }
        return replaced;
    }

    @Override
    public void suspend(UserId user, boolean suspended) {
        accounts.learned(user, changes.suspend(patience.get(), user, now.instant(), suspended));
    }

    @Override
    public boolean open(UserSession session, PasswordHash verified, int sessionsMax) {
        return changes.open(patience.get(), session, verified, sessionsMax);
    }

    @Override
    public Optional<UserSession> recent(SessionKey key) {
        Patience waiting = patience.get();
        Key item = Key.session(key);
        return table.getRecent(waiting, item).or(() -> table.get(waiting, item)).map(Sessions::session);
    }

    @Override
    public List<UserSession> sessions(UserId user, Instant now) {
        return table.between(patience.get(), user.value(), Sessions.FIRST, Sessions.LAST).stream()
                .map(Sessions::session).filter(session -> session.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(UserSession::openedAt).thenComparing(session -> session.key().value()))
                .toList();
    }

    @Override
    public void end(UserId user, List<SessionKey> keys) {
        if (!keys.isEmpty()) {
            changes.end(patience.get(), user, keys);
        }
    }
}
