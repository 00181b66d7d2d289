package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import java.time.Duration;
import java.util.Optional;

/**
 * Which users there are, and whether they are protected or suspended: remembered for less than a minute. That there is no such
 * user is never remembered.
 */
final class Accounts {
    /** With what a replica may be behind, no more than the 60 s that are promised. */
    private static final Duration KEPT = Duration.ofSeconds(55);
    private static final int USERS_MAX = 100_000;

    private final DirectoryTable directory;
    private final Cache<UserId, Standing> standings;

    Accounts(DirectoryTable directory, Surroundings surroundings) {
        this.directory = directory;
        this.standings = Caches.of(surroundings).maximumSize(USERS_MAX).expireAfterWrite(KEPT).build();
    }

    /** What is remembered; empty if nothing is. */
    Optional<Standing> known(UserId user) {
        return Optional.ofNullable(standings.getIfPresent(user));
    }

    /** Looks an account up and remembers it. Empty only if a strong read finds none. */
    Optional<Account> recent(Patience patience, UserId user) {
        Key profile = Key.profile(user);
        Optional<Account> account = directory.getRecent(patience, profile).filter(Profiles::isUser)
                .or(() -> directory.get(patience, profile).filter(Profiles::isUser)).map(Profiles::account);
        account.ifPresent(this::remember);
        return account;
    }

    /**
     * What was read may be older than what is remembered. But no protected account is ever opened again, so of two
     * standings that one is the newer. Which of two that differ in a suspension is, nobody can tell: the one that was read later
     * counts, and is forgotten in time.
     */
    private void remember(Account account) {
        var unused = standings.asMap().merge(account.user().id(), account.standing(),
                (before, read) -> before.butForSuspension() == Standing.PROTECTED
                        && read.butForSuspension() == Standing.OPEN ? before : read);
    }

    /** At once, and for as long as anything is remembered: longer than any replica is behind. */
    void rememberProtected(UserId user) {
        var unused = standings.asMap().merge(user, Standing.PROTECTED,
                (before, now) -> Standing.of(true, before != before.butForSuspension()));
    }

    void forget(UserId user) {
        standings.invalidate(user);
    }

    /** What an account is from now on, but for a password that it may have been given since. */
    void learned(UserId user, Standing standing) {
        var unused = standings.asMap().merge(user, standing,
                (before, now) -> before.butForSuspension() == Standing.PROTECTED
                        ? Standing.of(true, now != now.butForSuspension())
                        : now);
    }

    /**
     * Checks a condition by what is known, or at the price of a read.
     *
     * @throws Refusal if it does not hold
     */
    void check(Patience patience, UserId user, AccountCondition condition) {
        condition.check(user, known(user).orElseGet(
                () -> recent(patience, user).map(Account::standing).orElse(Standing.ABSENT)));
    }
}
