package dev.messaging.core.memory;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under the directory's lock, so that a password and the sessions that were opened with it change together. */
final class MemoryCredentials implements Credentials {
    private final MemoryDirectory directory;
    private final Map<SessionKey, UserSession> sessions = new LinkedHashMap<>();

    MemoryCredentials(MemoryDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Account> recent(UserId user) {
        return directory.findUser(user);
    }

    @Override
    public boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next,
            Optional<SessionKey> kept) {
        return directory.read(() -> {
            boolean replaced = directory.replacePassword(user, current, next);
            if (replaced) {
                var unused = sessions.values().removeIf(
                        session -> session.user().equals(user) && !kept.equals(Optional.of(session.key())));
            }
            return replaced;
        });
    }

    @Override
    public void suspend(UserId user, boolean suspended) {
        directory.change(() -> {
            directory.suspend(user, suspended);
            if (suspended) {
                int unused = endAll(user);
            }
        });
    }

    /** How many there were. For who has the lock. */
    int endAll(UserId user) {
        int before = sessions.size();
        var unused = sessions.values().removeIf(session -> session.user().equals(user));
        return before - sessions.size();
    }

    @Override
    public boolean open(UserSession session, PasswordHash verified, int sessionsMax) {
        return directory.read(() -> {
            Optional<Account> account = directory.findUser(session.user());
            if (!account.flatMap(Account::password).equals(Optional.of(verified))) {
                return false;
            }
            if (account.orElseThrow().suspended()) {
                throw new Refusal.Suspended(session.user());
            }
            var unused = sessions.values().removeIf(old -> !old.expiresAt().isAfter(session.openedAt()));
            if (sessions(session.user(), session.openedAt()).size() >= sessionsMax) {
                throw new Refusal.TooManySessions(sessionsMax);
            }
            sessions.put(session.key(), session);
            return true;
        });
    }

    @Override
    public Optional<UserSession> recent(SessionKey key) {
        return directory.read(() -> Optional.ofNullable(sessions.get(key)));
    }

    @Override
    public List<UserSession> sessions(UserId user, Instant now) {
        return directory.read(() -> {
            List<UserSession> theirs = new ArrayList<>(sessions.values().stream()
                    .filter(session -> session.user().equals(user) && session.expiresAt().isAfter(now)).toList());
            theirs.sort(Comparator.comparing(UserSession::openedAt).thenComparing(session -> session.key().value()));
            return List.copyOf(theirs);
        });
    }

    /** Expired or not; under the directory's lock. */
    Collection<UserSession> all() {
        return sessions.values();
    }

    /** Whether there was this very session; under the directory's lock. */
    boolean remove(UserSession session) {
        return sessions.remove(session.key(), session);
    }

    @Override
    public void end(UserId user, List<SessionKey> keys) {
        directory.change(() -> keys.forEach(key -> {
            UserSession session = sessions.get(key);
            if (session != null && session.user().equals(user)) {
                sessions.remove(key);
            }
        }));
    }
}
