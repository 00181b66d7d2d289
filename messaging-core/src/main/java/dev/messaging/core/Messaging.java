package dev.messaging.core;

import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.PasswordHashing;
import dev.messaging.core.port.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A messaging backend over one store. Safe for use by many threads; make one and keep it.
 *
 * {@snippet :
 * try (Messaging messaging = Messaging.over(MemoryStore.create()).build()) {
 *     Access access = messaging.as(Caller.anonymous());
 *     UserId ada = access.users().create(new Name("Ada")).id();
 *     UserId bob = access.users().create(new Name("Bob")).id();
 *     Message sent = access.messages().send(ada, bob, new Text("Hello"));
 *     InboxPage inbox = access.messages().check(bob, From.beginning(), 100);
 * }
 * }
 */
public final class Messaging implements AutoCloseable {
    /** The most members that a group can be allowed to have, so that a delivery fits into one item of any store. */
    public static final int GROUP_MEMBERS_CEILING = 5_000;

    /** The most blocks, and the most groups, that a user can be allowed to have. */
    public static final int LISTS_CEILING = 10_000;

    private final boolean readOnly;
    private final Store store;
    private final InstantSource clock;
    private final NewIds newIds;
    private final boolean authRequired;
    private final int blocksMax;
    private final MembershipLimits membershipLimits;
    private final HashingQueue hashing;
    private final Authentication authentication;
    private final News news;

    private Messaging(Builder builder) {
        this.readOnly = builder.readOnly;
        this.store = readOnly ? new ReadOnlyStore(builder.store) : builder.store;
        this.clock = builder.clock;
        this.newIds = new NewIds(builder.random);
        this.authRequired = builder.authRequired;
        this.blocksMax = builder.blocksMax;
        this.membershipLimits = new MembershipLimits(builder.groupMembersMax, builder.groupsMax);
        this.hashing = new HashingQueue(builder.hashing, builder.hashedAtOnce, builder.hashesWaiting);
        this.authentication = new Authentication(store, clock, builder.nanoTime, hashing, authRequired,
                builder.sessionsMax,
                builder.sessionLifetime);
        this.news = new News(store.inboxes(), builder.nanoTime, builder.newsEvery.orElseGet(store.inboxes()::newsEvery),
                builder.listenersMax, builder.listenersOfUserMax);
    }

    /**
     * Begins to build a backend.
     *
     * @param store where the data is; closed with the backend
     * @return a builder with sensible settings
     */
    public static Builder over(Store store) {
        return new Builder(store);
    }

    /**
     * What one caller can do.
     *
     * @param caller who acts
     * @return the ways in, on that caller's behalf
     */
    public Access as(Caller caller) {
        Rights rights = new Rights(caller, authRequired);
        RequestKeys requestKeys = new RequestKeys(caller);
        return new Access(caller,
                new Users(store, authentication, clock, newIds, requestKeys, caller, rights, blocksMax),
                new Groups(store.directory(), clock, newIds, requestKeys, caller, rights, membershipLimits),
                new Messages(store.inboxes(), clock, newIds, requestKeys, news, rights),
                new Sessions(store.credentials(), authentication, clock, caller, rights));
    }

    /**
     * What tells who a caller is.
     *
     * @return the same each time
     */
    public Authentication authentication() {
        return authentication;
    }

    /**
     * The store that everything goes to.
     *
     * @return the store
     */
    public Store store() {
        return store;
    }

    /**
     * Whether every change is refused.
     *
     * @return as the builder was told
     */
    public boolean readOnly() {
        return readOnly;
    }

    /**
     * How many wait for news on this node at the moment.
     *
     * @return the number of {@link Listener}s that are open
     */
    public int listeners() {
        return news.listeners();
    }

    /**
     * How often the store could not be asked for news so far. Those who wait heard later for it.
     *
     * @return how often
     */
    public long failedLooksForNews() {
        return news.failedLooks();
    }

    /**
     * How busy the hashing of passwords is.
     *
     * @return its load at this moment
     */
    public HashingLoad hashingLoad() {
        return hashing.load();
    }

    /** Closes the store, and lets everybody go who waits. */
    @Override
    public void close() {
        news.close();
        hashing.close();
        store.close();
    }

    /** Settings of a backend. */
    public static final class Builder {
        private final Store store;
        private InstantSource clock = Clock.systemUTC();
        private LongSupplier nanoTime = System::nanoTime;
        private RandomGenerator random = new SecureRandom();
        private PasswordHashing hashing = new Pbkdf2();
        private int hashedAtOnce = Runtime.getRuntime().availableProcessors();
        private int hashesWaiting = 25 * hashedAtOnce;
        private boolean authRequired;
        private boolean readOnly;
        private int groupMembersMax = 1_000;
        private int groupsMax = 1_000;
        private int blocksMax = 1_000;
        private int sessionsMax = 20;
        private Duration sessionLifetime = Duration.ofDays(30);
        private Optional<Duration> newsEvery = Optional.empty();
        private int listenersMax = 10_000;
        private int listenersOfUserMax = 20;

        private Builder(Store store) {
            this.store = store;
        }

        /**
         * Sets where the time comes from; the system's clock unless told otherwise. Then also the age of what is remembered is
         * told by it, which otherwise is by a clock that nobody sets.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            this.nanoTime = () -> TimeUnit.MILLISECONDS.toNanos(source.millis());
            return this;
        }

        /**
         * Sets where ids come from; a {@link SecureRandom} unless told otherwise. Anything that can be guessed or repeats
         * itself is for tests alone.
         *
         * @param source the generator; safe for use by many threads
         * @return this builder
         */
        public Builder random(RandomGenerator source) {
            this.random = source;
            return this;
        }

        /**
         * Sets how many members a group may have; 1,000 unless told otherwise. A smaller number keeps nobody out who is
         * already in.
         *
         * @param members from 1 to {@value Messaging#GROUP_MEMBERS_CEILING}
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder groupMembersMax(int members) {
            this.groupMembersMax = inRange("members of a group", members, GROUP_MEMBERS_CEILING);
            return this;
        }

        /**
         * Sets how many groups a user may be in; 1,000 unless told otherwise.
         *
         * @param groups from 1 to {@value Messaging#LISTS_CEILING}
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder groupsMax(int groups) {
            this.groupsMax = inRange("groups of a user", groups, LISTS_CEILING);
            return this;
        }

        /**
         * Sets how many others a user may block; 1,000 unless told otherwise.
         *
         * @param blocks from 1 to {@value Messaging#LISTS_CEILING}
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder blocksMax(int blocks) {
            this.blocksMax = inRange("blocks of a user", blocks, LISTS_CEILING);
            return this;
        }

        /**
         * Sets how many sessions a user may have at once; 20 unless told otherwise.
         *
         * @param sessions from 1 to {@value Credentials#SESSIONS_CEILING}
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder sessionsMax(int sessions) {
            this.sessionsMax = inRange("sessions of a user", sessions, Credentials.SESSIONS_CEILING);
            return this;
        }

        /**
         * Sets how long a session lasts; 30 days unless told otherwise.
         *
         * @param lifetime from a second to 3,650 days
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder sessionLifetime(Duration lifetime) {
            if (lifetime.toSeconds() < 1 || lifetime.toDays() > 3_650) {
                throw new IllegalArgumentException("a session lasts from a second to 3,650 days, not " + lifetime);
            }
            this.sessionLifetime = lifetime;
            return this;
        }

        /**
         * Sets whether callers must show who they are. Unless told otherwise, they need not where an account or a group is
         * open. If they must, all users have passwords, and the anonymous caller can only create one.
         *
         * @param isRequired whether they must
         * @return this builder
         */
        public Builder authRequired(boolean isRequired) {
            this.authRequired = isRequired;
            return this;
        }

        /**
         * Sets whether every change is refused, with {@link dev.messaging.core.model.Refusal.ReadOnly}, as while a deployment moves to
         * another store. Unless told otherwise, none is. What the store has accepted before, it still finishes.
         *
         * @param isReadOnly whether it is
         * @return this builder
         */
        public Builder readOnly(boolean isReadOnly) {
            this.readOnly = isReadOnly;
            return this;
        }

        /**
         * Sets how passwords are hashed; by {@link Pbkdf2} unless told otherwise.
         *
         * @param passwordHashing the hashing; it should understand what the store holds already
         * @return this builder
         */
        public Builder hashing(PasswordHashing passwordHashing) {
            this.hashing = passwordHashing;
            return this;
        }

        /**
         * Sets how many passwords are hashed at once and how many more may wait for it, 5 s at most; whoever comes then is
         * refused with {@link dev.messaging.core.model.Refusal.TooBusy}. As many as there are processors, and 25 times
         * as many waiting, unless told otherwise.
         *
         * @param atOnce from 1 to 1,000
         * @param waiting from 1 to 100,000
         * @return this builder
         * @throws IllegalArgumentException if a number is out of range
         */
        public Builder hashingLimits(int atOnce, int waiting) {
            this.hashedAtOnce = inRange("passwords hashed at once", atOnce, 1_000);
            this.hashesWaiting = inRange("passwords that wait to be hashed", waiting, 100_000);
            return this;
        }

        /**
         * Sets how often the store is asked what other nodes have sent to those who wait for news here; as the store advises
         * unless told otherwise: 30 s on DynamoDB, 1 s elsewhere. Nothing is asked while nobody waits.
         *
         * @param time from a hundredth of a second to an hour
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder newsEvery(Duration time) {
            if (time.toMillis() < 10 || time.toHours() > 1) {
                throw new IllegalArgumentException("news are looked for every 10 ms to 1 h, not " + time);
            }
            this.newsEvery = Optional.of(time);
            return this;
        }

        /**
         * Sets how many may wait for news at once; 10,000, and 20 for one inbox, unless told otherwise.
         *
         * @param onThisNode from 0 to 1,000,000
         * @param forOneInbox from 1 to 1,000
         * @return this builder
         * @throws IllegalArgumentException if a number is out of range
         */
        public Builder listenersMax(int onThisNode, int forOneInbox) {
            this.listenersMax = onThisNode == 0 ? 0 : inRange("those who wait for news", onThisNode, 1_000_000);
            this.listenersOfUserMax = inRange("those who wait for news of an inbox", forOneInbox, 1_000);
            return this;
        }

        private static int inRange(String what, int number, int most) {
            if (number < 1 || number > most) {
                throw new IllegalArgumentException(what + ": from 1 to " + most + ", not " + number);
            }
            return number;
        }

        /**
         * Builds the backend.
         *
         * @return the backend
         */
        public Messaging build() {
            return new Messaging(this);
        }
    }
}
