package dev.messaging.http;

/** How a route speaks: which errors it answers, how it learns who calls, and how strictly it reads. */
enum Dialect {
    /** Problems (RFC 9457), and credentials in a header. */
    V1,
    /** The second dialect: one POST path an action, the password in the body, and errors as {@code {"message"}}. */
    ACTIONS,
    /** Health, pages and documents: for everybody. Errors are problems. */
    OPERATIONS
}
