package dev.messaging.core.port;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;

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

    /** The most that one {@link #erase} removes. */
    int ERASE_MAX = 1_000;

    /**
     * Erases a user, a part at a time: repeated until nothing is left, by whomever, whatever became of the calls before. From
     * the first call on there is no such user: nobody writes to it, nobody acts as it (where a method's knowledge may be a minute
     * old, a minute later), and its name, password and sessions are gone. Then go its blocks and those against it, its memberships
     * (an owned group is passed on as in {@link Directory#removeMember}), and its inbox. The id is never given out again. Messages
     * that it sent stay with those who got them. A delivery to others that still names it is as good as delivered to it.
     *
     * <p>Of a user who is erased already nothing is left to remove, and nothing happens. Where no user is, but an inbox of nobody
     * or what else has such an owner, that is erased likewise.
     *
     * @param user who
     * @param atMost how many blocks, groups and messages, of each, this call removes at most, or about; from 1 to {@value
     *     #ERASE_MAX}
     * @return what this call removed, and what is left
     * @throws dev.messaging.core.model.Refusal.NoSuchUser if there never was such a user, and nothing stands under its id
     */
    Erasure erase(UserId user, int atMost);

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
