package dev.messaging.core;

import dev.messaging.core.port.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
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

    private final Store store;
    private final InstantSource clock;
    private final NewIds newIds;
    private final int groupMembersMax;

    private Messaging(Builder builder) {
        this.store = builder.store;
        this.clock = builder.clock;
        this.newIds = new NewIds(builder.random);
        this.groupMembersMax = builder.groupMembersMax;
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
        return new Access(caller, new Users(store.directory(), clock, newIds),
                new Groups(store.directory(), clock, newIds, groupMembersMax),
                new Messages(store.inboxes(), clock, newIds));
    }

    /**
     * The store that everything goes to.
     *
     * @return the store
     */
    public Store store() {
        return store;
    }

    /** Closes the store. */
    @Override
    public void close() {
        store.close();
    }

    /** Settings of a backend. */
    public static final class Builder {
        private final Store store;
        private InstantSource clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private int groupMembersMax = 1_000;

        private Builder(Store store) {
            this.store = store;
        }

        /**
         * Sets where the time comes from; the system's clock unless told otherwise.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
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
            if (members < 1 || members > GROUP_MEMBERS_CEILING) {
                throw new IllegalArgumentException(
                        "members of a group: from 1 to " + GROUP_MEMBERS_CEILING + ", not " + members);
            }
            this.groupMembersMax = members;
            return this;
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
