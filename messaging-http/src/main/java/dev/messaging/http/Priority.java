package dev.messaging.http;

/** Which of the places for requests in work a route may take. */
enum Priority {
    /** None: it is answered even when all are taken, and costs next to nothing. */
    EXEMPT,
    /** All but those that are kept for checks. */
    ORDINARY,
    /** All: checks keep working longest. */
    CHECK
}
