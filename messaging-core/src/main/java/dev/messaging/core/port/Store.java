package dev.messaging.core.port;

/**
 * Where the data is: a directory, credentials and inboxes in one place. Safe for use by many threads.
 *
 * <p>Every method of a store may throw {@link StoreException}; the methods name only what else they throw.
 */
public interface Store extends AutoCloseable {
    /**
     * Users, blocks, groups and memberships.
     *
     * @return the same directory each time
     */
    Directory directory();

    /**
     * Passwords and sessions.
     *
     * @return the same credentials each time
     */
    Credentials credentials();

    /**
     * Everybody's inbox.
     *
     * @return the same inboxes each time
     */
    Inboxes inboxes();

    /**
     * All of it, as it is stored.
     *
     * @return the same archive each time
     */
    Archive archive();

    /**
     * Where the data goes, for people to read: {@code sqlite:/var/lib/messaging/messaging.db},
     * {@code dynamodb:us-east-1/messaging-}.
     *
     * @return the kind of store, a colon, and the place
     */
    String location();

    /**
     * Asks the store for the least that it can answer.
     *
     * @throws StoreException if it does not answer
     */
    void ping();

    /**
     * Finishes what processes that died have left half done, as far as it is overdue and one round of work goes: for whoever
     * runs where nothing happens between calls. A store that does so by itself again and again does it once more; one that
     * leaves nothing half done has nothing to do.
     *
     * @return how many deliveries and creations were finished or swept
     * @throws StoreException (not done) if the store cannot even be looked at
     */
    int recover();

    /**
     * Lets go of everything that the store holds open; what was handed in from outside stays open. Close a store when
     * the calls on it have ended: others may fail, and what they had accepted stays accepted. Closing twice does no harm;
     * any other call afterwards fails with {@link IllegalStateException} or {@link StoreException}.
     */
    @Override
    void close();
}
