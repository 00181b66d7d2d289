package dev.messaging.core;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.OpenedSession;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.SessionToken;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells who a caller is, by a password or by a session's token. What it knows of accounts and sessions may be a minute old, so
 * that asking costs a read a minute at most: within that time a changed password or an ended session is noticed on every
 * node, and at once on the node that changed it.
 *
 * <p>A wrong password and an unknown user are told apart by nothing: they get the same refusal after the same work, one hash. That
 * an account is suspended is told only to who knows its password.
 * Every method may also throw {@link dev.messaging.core.port.StoreException}.
 */
public final class Authentication {
    /** With what a read may take and may be behind, no more than the 60 s that are promised. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(45);
    private static final Duration ENDED_FOR = Duration.ofSeconds(90);
    private static final int ENTRIES_MAX = 100_000;

    private final Store store;
    private final InstantSource clock;
    private final HashingQueue hashing;
    private final boolean required;
    private final int sessionsMax;
    private final Duration sessionLifetime;
    private final SecureRandom random = new SecureRandom();
    private final VerifiedPasswords verified;
    private final OneAtATime oneAtATime = new OneAtATime();
    private final BoundedCache<UserId, Account> accounts;
    private final BoundedCache<SessionKey, UserSession> sessions;
    /** Whose sessions were ended here: a replica may show them for a moment more. */
    private final BoundedCache<SessionKey, UserId> ended;

    Authentication(Store store, InstantSource clock, LongSupplier nanoTime, HashingQueue hashing, boolean required,
            int sessionsMax, Duration sessionLifetime) {
        this.store = store;
        this.clock = clock;
        this.hashing = hashing;
        this.required = required;
        this.sessionsMax = sessionsMax;
        this.sessionLifetime = sessionLifetime;
        this.verified = new VerifiedPasswords(nanoTime);
        this.accounts = new BoundedCache<>(nanoTime, KNOWN_FOR, ENTRIES_MAX);
        this.sessions = new BoundedCache<>(nanoTime, KNOWN_FOR, ENTRIES_MAX);
        this.ended = new BoundedCache<>(nanoTime, ENDED_FOR, ENTRIES_MAX);
    }

    /**
     * Tells who knows a user's password.
     *
     * @param user the id of the user, in any form
     * @param password what is claimed to be the user's password
     * @param attempts a say in whether it may be tried
     * @return the user as a caller
     * @throws Refusal.WrongCredentials if there is no such user, it has no password, or another one
     * @throws Refusal.Suspended if the password is right, and the account is suspended
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public Caller byPassword(String user, Password password, Attempts attempts) {
        return Caller.user(verify(user, password, attempts).user());
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
     * @throws Refusal.Suspended if it has that password or is open, and is suspended
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public Caller byPasswordUnlessOpen(String user, Password password, Attempts attempts) {
        Optional<Account> open = account(UserId.parse(user)).filter(account -> account.password().isEmpty());
        if (open.isEmpty() || required) {
            return byPassword(user, password, attempts);
        }
        if (open.get().suspended()) {
            throw new Refusal.Suspended(open.get().user().id());
        }
        return Caller.anonymous();
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
        UserSession session = sessions.get(key, () -> store.credentials().recent(key))
                .filter(found -> !ended.get(key).equals(Optional.of(found.user())))
                .orElseThrow(Refusal.WrongCredentials::new);
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
     * @throws Refusal.Suspended if the password is right, and the account is suspended
     * @throws Refusal.TooManySessions if the user has as many sessions as a user may
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public OpenedSession openSession(String user, Password password, Attempts attempts) {
        Proven proven = verify(user, password, attempts);
        byte[] bits = new byte[SessionToken.BYTES];
        random.nextBytes(bits);
        SessionToken token = SessionToken.of(bits);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UserSession session = new UserSession(token.key(), proven.user(), now,
                now.plus(sessionLifetime).truncatedTo(ChronoUnit.SECONDS));
        if (!open(session, proven.hash())) {
            // The password is kept anew since we looked; it may still be the same.
            if (!open(session, verifyLatest(proven.user(), password))) {
                throw new Refusal.WrongCredentials();
            }
        }
        return new OpenedSession(token, session);
    }

    /** A session that may have been opened, and whose token nobody will ever get, must not take up room for a month. */
    private boolean open(UserSession session, PasswordHash hash) {
        try {
            return store.credentials().open(session, hash, sessionsMax);
        } catch (StoreException trouble) {
            try {
                store.credentials().end(session.user(), List.of(session.key()));
            } catch (StoreException again) {
                trouble.addSuppressed(again);
            }
            throw trouble;
        }
    }

    PasswordHash hash(Password password) {
        return hashing.hash(password);
    }

    /** The user was created here a moment ago, with this password. */
    void created(Account account, Password password, PasswordHash hash) {
        accounts.put(account.user().id(), account);
        verified.remember(account.user().id(), password, hash);
    }

    /**
     * Changes a password for who knows the present one.
     *
     * @throws Refusal.WrongCredentials if the present one is another
     */
    void changePassword(UserId user, Password current, Password next, Optional<SessionKey> kept, Attempts attempts) {
        Proven proven = verify(user.value(), current, attempts);
        PasswordHash hash = hashing.hash(next);
        if (!replacePassword(user, Optional.of(proven.hash()), next, hash, kept)
                && !replacePassword(user, Optional.of(verifyLatest(user, current)), next, hash, kept)) {
            throw new Refusal.WrongCredentials();
        }
    }

    /** Sets a password whatever it was before. */
    void setPassword(UserId user, Password next) {
        boolean unused = replacePassword(user, Optional.empty(), next, hashing.hash(next), Optional.empty());
    }

    /** Whatever comes of it, nothing that was known here is trusted any more. */
    private boolean replacePassword(UserId user, Optional<PasswordHash> current, Password next, PasswordHash hash,
            Optional<SessionKey> kept) {
        Account found = store.directory().findUser(user)
                .orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
        List<UserSession> ending = store.credentials().sessions(user, clock.instant()).stream()
                .filter(session -> !kept.equals(Optional.of(session.key()))).toList();
        long before = accounts.changes();
        try {
            boolean replaced = store.credentials().replacePassword(user, current, hash, kept);
            if (replaced) {
                ending.forEach(session -> ended.put(session.key(), user));
                accounts.putUnlessChanged(user, new Account(found.user(), Optional.of(hash), found.suspended()),
                        before);
                verified.remember(user, next, hash);
            } else {
                accounts.forget(user);
            }
            return replaced;
        } catch (StoreException trouble) {
            accounts.forget(user);
            throw trouble;
        } finally {
            sessions.forgetAll(); // Also those that were opened since they were listed.
        }
    }

    /** Suspends an account, which ends its sessions here at once, or lifts that. */
    void suspend(UserId user, boolean suspended) {
        List<UserSession> ending = suspended ? store.credentials().sessions(user, clock.instant()) : List.of();
        try {
            store.credentials().suspend(user, suspended);
            ending.forEach(session -> ended.put(session.key(), user));
        } finally {
            accounts.forget(user);
            sessions.forgetAll(); // Also those that were opened since they were listed.
        }
        learn(user);
    }

    /** Reads strongly, so that this node knows at once. */
    private void learn(UserId user) {
        try {
            var unused = latest(user);
        } catch (StoreException unread) {
            // What was asked for is done all the same. Nothing is remembered of the user now, so whoever asks next reads it.
        }
    }

    /** Erases a user, who is unknown here at once. */
    Erasure erase(UserId user, Supplier<Erasure> work) {
        List<UserSession> ending = store.credentials().sessions(user, clock.instant());
        try {
            return work.get();
        } finally {
            ending.forEach(session -> ended.put(session.key(), user));
            accounts.forget(user);
            sessions.forgetAll(); // Also those that were opened since they were listed.
        }
    }

    /** Ends sessions of a user, here at once. */
    void end(UserId user, List<SessionKey> keys) {
        keys.forEach(key -> ended.put(key, user));
        keys.forEach(sessions::forget);
        store.credentials().end(user, keys);
    }

    /** An account whose password was shown: as it is kept, and as it was looked at. */
    private record Proven(Account account, PasswordHash hash) {
        UserId user() {
            return account.user().id();
        }

        /** The first thing that only who knows the password may learn. */
        Proven unlessSuspended() {
            if (account.suspended()) {
                throw new Refusal.Suspended(user());
            }
            return this;
        }
    }

    private Optional<Account> account(Optional<UserId> user) {
        return user.flatMap(id -> accounts.get(id, () -> store.credentials().recent(id)));
    }

    private Proven verify(String text, Password password, Attempts attempts) {
        Optional<UserId> user = UserId.parse(text);
        boolean remembered = user.flatMap(accounts::get).isPresent();
        Optional<Account> account = account(user);
        return account.flatMap(found -> trusted(found, password))
                .orElseGet(() -> oneAtATime.answer(verified.key(text, password),
                        () -> account.flatMap(found -> trusted(found, password)),
                        () -> tryOut(account, password, remembered, attempts)))
                .unlessSuspended();
    }

    private Optional<Proven> trusted(Account account, Password password) {
        UserId user = account.user().id();
        return account.password().filter(hash -> verified.has(user, password, hash))
                .map(hash -> new Proven(account, hash));
    }

    /** A password that was right a little while ago is no guess: it is verified anew without asking whether it may be tried. */
    private Proven tryOut(Optional<Account> account, Password password, boolean remembered, Attempts attempts) {
        boolean known = account.filter(found -> lane(found, password) == HashingQueue.Lane.KNOWN).isPresent();
        if (!known) {
            attempts.begin();
        }
        Proven proven = account.isPresent()
                ? verifyAnew(account.get(), password, remembered)
                : refusedAfterHashing(password);
        if (!known) {
            attempts.succeed();
        }
        verified.remember(proven.user(), password, proven.hash());
        return proven;
    }

    private HashingQueue.Lane lane(Account account, Password password) {
        return account.password().map(hash -> verified.lane(account.user().id(), password, hash))
                .orElse(HashingQueue.Lane.OTHER);
    }

    private Proven verifyAnew(Account account, Password password, boolean remembered) {
        UserId user = account.user().id();
        Optional<PasswordHash> known = account.password();
        if (known.isPresent() && hashing.verify(password, known.get(), lane(account, password))) {
            return new Proven(account, known.get());
        }
        if (known.isEmpty()) {
            PasswordHash unused = hashing.hash(password);
        }
        if (remembered) { // As many reads as for a user who does not exist, so that nobody can tell by the time.
            Optional<Account> unused = store.credentials().recent(user);
        }
        // It may have been changed a moment ago, on another node.
        return latest(user).filter(now -> !known.equals(now.password()))
                .flatMap(now -> now.password().map(hash -> new Proven(now, hash)))
                .filter(proven -> hashing.verify(password, proven.hash(), HashingQueue.Lane.OTHER))
                .orElseThrow(Refusal.WrongCredentials::new);
    }

    private Proven refusedAfterHashing(Password password) {
        PasswordHash unused = hashing.hash(password); // As slow as if there were something to compare it with.
        throw new Refusal.WrongCredentials();
    }

    /** For who has just shown this password, which the store did not know as it is kept now. */
    private PasswordHash verifyLatest(UserId user, Password password) {
        return latest(user).flatMap(Account::password)
                .filter(hash -> verified.has(user, password, hash)
                        || hashing.verify(password, hash, HashingQueue.Lane.KNOWN))
                .orElseThrow(Refusal.WrongCredentials::new);
    }

    private Optional<Account> latest(UserId user) {
        long before = accounts.changes();
        Optional<Account> account = store.directory().findUser(user);
        account.ifPresent(found -> accounts.putUnlessChanged(user, found, before));
        return account;
    }
}
