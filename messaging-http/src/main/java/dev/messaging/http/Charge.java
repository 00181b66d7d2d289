package dev.messaging.http;

import java.util.Optional;

/**
 * What a route's calls are counted as, and where else than in the {@code Authorization} header they say who calls.
 *
 * @param kind which quota they use up
 * @param actorInPath the part of the path that names who acts, if one does; who is only looked at is none
 * @param actorInBody the field of the body that names who acts, if one does
 */
record Charge(Kind kind, Optional<String> actorInPath, Optional<String> actorInBody) {
    /** The quotas. */
    enum Kind {
        /** A message is sent: one at first, and more when it is known how many inboxes it went to. */
        SEND,
        /** A user or a group is created: always counted for the address, for whoever creates is nobody yet. */
        CREATION,
        /** Anything else. */
        CALL,
        /** Not counted. */
        NOTHING
    }

    static Charge nothing() {
        return new Charge(Kind.NOTHING, Optional.empty(), Optional.empty());
    }

    static Charge creation() {
        return new Charge(Kind.CREATION, Optional.empty(), Optional.empty());
    }

    /** Nobody is named but in the header. */
    static Charge call() {
        return new Charge(Kind.CALL, Optional.empty(), Optional.empty());
    }

    static Charge callOfPath(String part) {
        return new Charge(Kind.CALL, Optional.of(part), Optional.empty());
    }

    static Charge callOfBody(String field) {
        return new Charge(Kind.CALL, Optional.empty(), Optional.of(field));
    }

    static Charge sendOfBody(String field) {
        return new Charge(Kind.SEND, Optional.empty(), Optional.of(field));
    }
}
