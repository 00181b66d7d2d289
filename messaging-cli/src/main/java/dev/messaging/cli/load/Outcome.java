package dev.messaging.cli.load;

/** How a request ended. */
public enum Outcome {
    /** Answered as wished. */
    DONE,
    /** The server had too much to do, and did nothing: 503, or 429. */
    BUSY,
    /** Refused for another reason: any other 4xx. */
    REFUSED,
    /** Whether it was done is not known: 504, no answer in time, or a connection that broke; only what changes something. */
    UNKNOWN,
    /** Anything else: no connection, a check without an answer, an answer that should not be. */
    FAILED
}
