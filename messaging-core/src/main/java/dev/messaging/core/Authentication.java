package dev.messaging.core;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.OpenedSession;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.SessionToken;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tells who a caller is, by a password or by a session's token. What it knows of accounts and sessions may be a minute old, so
 * that asking costs a read a minute at most: within that time a changed password or an ended session is noticed on every
 * node, and at once on the node that changed it.
 *
 * <p>A wrong password and an unknown user are told apart by nothing: they get the same refusal after the same work, one hash.
 * Every method may also throw {@link dev.messaging.core.port.StoreException}.
 */
public final class Authentication {
    private static final Duration KNOWN_FOR = Duration.ofSeconds(60);
    private static final int ENTRIES_MAX = 100_000;

    private final Store store;
    private final InstantSource clock;
    private final HashingQueue hashing;
    private final boolean required;
    private final int sessionsMax;
    private final Duration sessionLifetime;
    private final SecureRandom random = new SecureRandom();
    private final VerifiedPasswords verified;
    private final BoundedCache<UserId, Account> accounts;
    /** Without a value: ended here. Others that do not exist are not remembered. */
    private final BoundedCache<SessionKey, Optional<UserSession>> sessions;

    Authentication(Store store, InstantSource clock, HashingQueue hashing, boolean required, int sessionsMax,
            Duration sessionLifetime) {
        this.store = store;
        this.clock = clock;
        this.hashing = hashing;
        this.required = required;
        this.sessionsMax = sessionsMax;
        this.sessionLifetime = sessionLifetime;
        this.verified = new VerifiedPasswords(clock);
        this.accounts = new BoundedCache<>(clock, KNOWN_FOR, ENTRIES_MAX);
        this.sessions = new BoundedCache<>(clock, KNOWN_FOR, ENTRIES_MAX);
    }

    /**
     * Tells who knows a user's password.
     *
     * @param user the id of the user, in any form
     * @param password what is claimed to be the user's password
     * @param attempts a say in whether it may be tried
     * @return the user as a caller
     * @throws Refusal.WrongCredentials if there is no such user, it has no password, or another one
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public Caller byPassword(String user, Password password, Attempts attempts) {
        return Caller.user(verify(account(user), password, attempts).user());
    }

    /**
     * Tells who knows a user's password, where everyone has to send some password: on an open account any is good enough, for
     * anyone may act as that user, and remains anonymous.
     *
     * @param user the id of the user, in any form
     * @param password what is claimed to be the user's password
     * @param attempts a say in whether it may be tried
     * @return the user as a caller; the anonymous caller if the account is open
     * @throws Refusal.WrongCredentials if there is no such user, or it has another password; where credentials are
     *     required, also if the account is open
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public Caller byPasswordUnlessOpen(String user, Password password, Attempts attempts) {
        Optional<Account> account = account(user);
        boolean open = account.isPresent() && account.get().standing() == Account.Standing.OPEN;
        return open && !required
                ? Caller.anonymous()
                : Caller.user(verify(account, password, attempts).user());
    }

    /**
     * Tells whose a session is. Costs one cached read, and no hashing of passwords.
     *
     * @param token the session's token
     * @return the user as a caller, under that session
     * @throws Refusal.WrongCredentials if there is no such session, or it has expired
     */
    public Caller byToken(SessionToken token) {
        SessionKey key = token.key();
        UserSession session = sessions.get(key).orElseGet(() -> {
            Optional<UserSession> found = store.credentials().recent(key);
            found.ifPresent(there -> sessions.put(key, found));
            return found;
        }).orElseThrow(Refusal.WrongCredentials::new);
        if (!clock.instant().isBefore(session.expiresAt())) {
            throw new Refusal.WrongCredentials();
        }
        return new Caller.User(session.user(), Optional.of(key));
    }

    /**
     * Opens a session for who knows a user's password.
     *
     * @param user the id of the user, in any form
     * @param password what is claimed to be the user's password
     * @param attempts a say in whether it may be tried
     * @return the session with its token
     * @throws Refusal.WrongCredentials if there is no such user, it has no password, or another one
     * @throws Refusal.TooManySessions if the user has as many sessions as a user may
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public OpenedSession openSession(String user, Password password, Attempts attempts) {
        Proven proven = verify(account(user), password, attempts);
        byte[] bits = new byte[SessionToken.BYTES];
        random.nextBytes(bits);
        SessionToken token = SessionToken.of(bits);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UserSession session = new UserSession(token.key(), proven.user, now,
                now.plus(sessionLifetime).truncatedTo(ChronoUnit.SECONDS));
        if (!store.credentials().open(session, proven.hash, sessionsMax)) {
            accounts.forget(proven.user); // The password has been changed meanwhile.
            throw new Refusal.WrongCredentials();
        }
        return new OpenedSession(token, session);
    }

    /** Makes sure that a password is a user's, and tells what is kept of it. */
    PasswordHash verify(UserId user, Password password, Attempts attempts) {
        return verify(account(user.value()), password, attempts).hash();
    }

    PasswordHash hash(Password password) {
        return hashing.hash(password);
    }

    /** The account has this password since a moment ago: what a replica tells in the next moment may be older. */
    void learned(Account account, Password password) {
        accounts.put(account.user().id(), account);
        account.password().ifPresent(hash -> verified.remember(account.user().id(), password, hash));
    }

    /** The session has been ended here. */
    void ended(SessionKey session) {
        sessions.put(session, Optional.empty());
    }

    private record Proven(UserId user, PasswordHash hash) {}

    private Optional<Account> account(String text) {
        return UserId.parse(text).flatMap(id -> accounts.get(id).or(() -> {
            Optional<Account> found = store.credentials().recent(id);
            found.ifPresent(account -> accounts.put(id, account));
            return found;
        }));
    }

    private Proven verify(Optional<Account> account, Password password, Attempts attempts) {
        if (account.isEmpty() || account.get().password().isEmpty()) {
            attempts.begin();
            PasswordHash unused = hashing.hash(password); // As slow as if there were something to compare it with.
            throw new Refusal.WrongCredentials();
        }
        UserId user = account.get().user().id();
        PasswordHash hash = account.get().password().get();
        if (!verified.has(user, password, hash)) {
            attempts.begin();
            hash = verifyAnew(user, password, hash);
            attempts.succeed();
            verified.remember(user, password, hash);
        }
        return new Proven(user, hash);
    }

    /** A password that was changed a moment ago, on another node, is looked for once more before it is refused. */
    private PasswordHash verifyAnew(UserId user, Password password, PasswordHash known) {
        if (hashing.verify(password, known)) {
            return known;
        }
        PasswordHash latest = store.directory().findUser(user).flatMap(account -> {
            accounts.put(user, account);
            return account.password();
        }).filter(hash -> !hash.equals(known)).orElseThrow(Refusal.WrongCredentials::new);
        if (!hashing.verify(password, latest)) {
            throw new Refusal.WrongCredentials();
        }
        return latest;
    }
}
