package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Duration;

/** Which users there are: remembered for a minute. That there is no such user is never remembered. */
final class Accounts {
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int USERS_MAX = 100_000;

    private final DirectoryTable directory;
    private final Cache<UserId, Boolean> existing;

    Accounts(DirectoryTable directory, Surroundings surroundings) {
        this.directory = directory;
        this.existing = Caches.of(surroundings).maximumSize(USERS_MAX).expireAfterWrite(KEPT).build();
    }

    boolean isKnown(UserId user) {
        return existing.getIfPresent(user) != null;
    }

    /**
     * Makes sure that there is such a user.
     *
     * @throws Refusal.NoSuchUser if a strong read finds none
     */
    void check(Patience patience, UserId user) {
        Key profile = Key.profile(user);
        if (!directory.seemsToHave(patience, profile) && directory.get(patience, profile).isEmpty()) {
            throw new Refusal.NoSuchUser(user.value());
        }
        existing.put(user, true);
    }
}
