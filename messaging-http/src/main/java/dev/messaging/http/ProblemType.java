package dev.messaging.http;

import java.util.Locale;

/** Every way in which a request can fail, with the name that clients may rely on. */
enum ProblemType {
    BAD_REQUEST(400, "The request is not well formed"),
    BAD_BODY(400, "The body is not a JSON object"),
    BAD_VALUE(400, "A value has not the form that it must have"),
    UNAUTHENTICATED(401, "Credentials are needed"),
    WRONG_CREDENTIALS(401, "The credentials are not right"),
    NOT_PERMITTED(403, "The caller may not do this"),
    SUSPENDED(403, "The account is suspended"),
    FOREIGN_ORIGIN(403, "Pages of this origin may not call"),
    BLOCKED(403, "The receiver has blocked the sender"),
    SENDER_NOT_MEMBER(403, "Only members write to a group"),
    NO_SUCH_PATH(404, "There is nothing at this path"),
    NO_SUCH_USER(404, "There is no such user"),
    NO_SUCH_GROUP(404, "There is no such group"),
    METHOD_NOT_ALLOWED(405, "The path does not know this method"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    ALREADY_BLOCKED(409, "The user is already blocked"),
    NOT_BLOCKED(409, "The user is not blocked"),
    ALREADY_MEMBER(409, "The user is already a member"),
    NOT_MEMBER(409, "The user is not a member"),
    GROUP_FULL(409, "The group is full"),
    ID_TAKEN(409, "The id is taken"),
    TOO_MANY_BLOCKS(409, "The user blocks as many others as a user may"),
    TOO_MANY_GROUPS(409, "The user is in as many groups as a user may"),
    TOO_MANY_SESSIONS(409, "The user has as many sessions as a user may"),
    CURSOR_GONE(410, "The cursor's place is gone"),
    BODY_TOO_LARGE(413, "The body is too large"),
    FOREIGN_HOST(421, "The server does not go by this name"),
    KEY_REUSED(422, "The idempotency key was used for another request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something is wrong on our side"),
    BUSY(503, "Too many requests are in work"),
    TOO_BUSY(503, "Too many passwords wait to be verified"),
    READ_ONLY(503, "Nothing can be changed at the moment"),
    TOO_MANY_LISTENERS(503, "Too many wait for news already"),
    STOPPING(503, "The server is stopping"),
    STORE_UNAVAILABLE(503, "The store is not available"),
    OUTCOME_UNKNOWN(504, "Nobody knows whether it was done");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Stable: clients compare it. */
    String path() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
