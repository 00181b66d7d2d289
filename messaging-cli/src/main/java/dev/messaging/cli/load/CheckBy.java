package dev.messaging.cli.load;

/** How users ask for what is new, as it is written on the command line. */
public enum CheckBy {
    /** By the {@code next} of the check before. */
    cursor,
    /** By the time of the last message that came. */
    timestamp,
    /** Through the second dialect without its cursor: everything, each time. */
    everything,
    /** Not at all: a route is asked for that does no work, {@code /health/live}. */
    nothing
}
