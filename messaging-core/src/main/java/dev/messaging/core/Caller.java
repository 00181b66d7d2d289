package dev.messaging.core;

import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import java.util.Optional;

/** Who acts. {@link Authentication} tells who shows a password or a token; what each may do stands in {@link Rights}. */
public sealed interface Caller {
    /**
     * Somebody who has not said who they are.
     *
     * @return the anonymous caller
     */
    static Caller anonymous() {
        return new Anonymous();
    }

    /**
     * A user. Whoever calls this vouches for it; {@link Authentication} does so after looking at a password or a token.
     *
     * @param id who
     * @return the user as a caller
     */
    static Caller user(UserId id) {
        return new User(id, Optional.empty());
    }

    /**
     * Somebody who has the store's own rights, such as an operator at the command line.
     *
     * @return the administrator
     */
    static Caller administrator() {
        return new Administrator();
    }

    /** Somebody who has not said who they are. */
    record Anonymous() implements Caller {}

    /**
     * A user who has shown who it is.
     *
     * @param id who
     * @param session the session that the user acts under, if it is one
     */
    record User(UserId id, Optional<SessionKey> session) implements Caller {}

    /** Somebody who has the store's own rights. */
    record Administrator() implements Caller {}
}
