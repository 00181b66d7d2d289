package dev.messaging.core;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import java.time.InstantSource;
import java.util.List;

/**
 * Sessions that are open; {@link Authentication#openSession} opens them. What is ended here is ended at once on this node, and
 * within 60 s on all others. Every method may also throw {@link dev.messaging.core.port.StoreException}.
 */
public final class Sessions {
    private final Credentials credentials;
    private final Authentication authentication;
    private final InstantSource clock;
    private final Caller caller;
    private final Rights rights;

    Sessions(Credentials credentials, Authentication authentication, InstantSource clock, Caller caller,
            Rights rights) {
        this.credentials = credentials;
        this.authentication = authentication;
        this.clock = clock;
        this.caller = caller;
        this.rights = rights;
    }

    /**
     * Lists the sessions of a user that have not expired, by when they were opened.
     *
     * @param user whose
     * @return the sessions; none if there is no such user
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     */
    public List<UserSession> of(UserId user) {
        rights.checkKeeps(user);
        return credentials.sessions(user, clock.instant());
    }

    /**
     * Ends the session that the caller acts under.
     *
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.BadValue if the caller acts under no session
     */
    public void endOwn() {
        switch (caller) {
            case Caller.User(UserId id, var session) -> authentication.end(id,
                    List.of(session.orElseThrow(() -> new Refusal.BadValue("session",
                            "is missing: the caller showed a password, and no session's token"))));
            case Caller.Anonymous() -> throw new Refusal.Unauthenticated();
            case Caller.Administrator() ->
                throw new Refusal.BadValue("session", "is missing: an administrator has none");
        }
    }

    /**
     * Ends one session of a user; one that has ended already, or is somebody else's, is passed over.
     *
     * @param user whose
     * @param session which
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     */
    public void end(UserId user, SessionKey session) {
        rights.checkKeeps(user);
        authentication.end(user, List.of(session));
    }

    /**
     * Ends all sessions of a user.
     *
     * @param user whose
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     */
    public void endAll(UserId user) {
        authentication.end(user, of(user).stream().map(UserSession::key).toList());
    }
}
