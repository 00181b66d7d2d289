package dev.messaging.core.port;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How users show who they are. As in {@link Directory}, what was answered is seen by every later call, on every node, unless
 * a method says otherwise.
 */
public interface Credentials {
    /** The most sessions that a user can be allowed to have, so that any store ends all of them in one transaction. */
    int SESSIONS_CEILING = 40;

    /**
     * Looks an account up cheaply, for those who ask often.
     *
     * @param user who
     * @return the account as it was at most about a second ago, or empty if there certainly is none
     */
    Optional<Account> recent(UserId user);

    /**
     * Puts another password in a password's place, and ends the user's sessions: all that exist then, and all that are
     * opened later with the old password.
     *
     * @param user whose
     * @param current what must be kept of the password now, or empty if any is right, or none
     * @param next what is kept from now on
     * @param kept a session to leave as it is
     * @return false if something else than {@code current} is kept, and nothing was changed
     * @throws Refusal.NoSuchUser if there is no such user
     */
    boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next, Optional<SessionKey> kept);

    /**
     * Suspends an account, or lifts that. Suspending ends all the user's sessions. If it is so already, nothing changes.
     *
     * @param user whose
     * @param suspended whether it is to be suspended from now on
     * @throws Refusal.NoSuchUser if there is no such user
     */
    void suspend(UserId user, boolean suspended);

    /**
     * Opens a session.
     *
     * @param session the session, with a new key
     * @param verified what is kept of the password that the user has shown
     * @param sessionsMax how many a user may have that have not expired by {@code session.openedAt()}, from 1 to
     *     {@value #SESSIONS_CEILING}
     * @return false if something else than {@code verified} is kept, or there is no such user, and nothing was opened
     * @throws Refusal.Suspended if that is kept, and the account is suspended
     * @throws Refusal.TooManySessions if there is no room left
     */
    boolean open(UserSession session, PasswordHash verified, int sessionsMax);

    /**
     * Looks a session up cheaply.
     *
     * @param key which
     * @return the session, expired or not; it may have ended about a second ago. Empty if there certainly is none
     */
    Optional<UserSession> recent(SessionKey key);

    /**
     * Lists a user's sessions, by when they were opened.
     *
     * @param user whose
     * @param now sessions that have expired by then are left out
     * @return the sessions; none if there is no such user
     */
    List<UserSession> sessions(UserId user, Instant now);

    /**
     * Ends sessions of a user. Those that have ended already, or are somebody else's, are passed over.
     *
     * @param user whose
     * @param keys which, at most {@value #SESSIONS_CEILING}
     */
    void end(UserId user, List<SessionKey> keys);
}
