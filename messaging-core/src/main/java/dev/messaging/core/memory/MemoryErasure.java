package dev.messaging.core.memory;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Instant;

/** Erases users, each at once and to the end; under the directory's lock. */
final class MemoryErasure {
    private final MemoryDirectory directory;
    private final MemoryCredentials credentials;
    private final MemoryInboxes inboxes;

    MemoryErasure(MemoryDirectory directory, MemoryCredentials credentials, MemoryInboxes inboxes) {
        this.directory = directory;
        this.credentials = credentials;
        this.inboxes = inboxes;
    }

    Erasure erase(UserId user, Instant now) {
        return directory.read(() -> {
            boolean known = directory.users().containsKey(user) || directory.erased().containsKey(user);
            if (!known && !inboxes.has(user)) {
                throw new Refusal.NoSuchUser(user.value());
            }
            return bury(user, now);
        });
    }

    /** Whether there was such a user or not. */
    Erasure bury(UserId user, Instant erasedAt) {
        MemoryDirectory.Left left = directory.erase(user, erasedAt);
        return new Erasure(credentials.endAll(user), left.blocks(), left.groups(), inboxes.clear(user),
                new Erasure.Nothing());
    }
}
