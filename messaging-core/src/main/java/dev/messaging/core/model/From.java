package dev.messaging.core.model;

/** Where a check of an inbox begins. */
public sealed interface From {
    /**
     * From the oldest entry on. Reads strongly: what was sent before is there, on every node.
     *
     * @return the beginning
     */
    static From beginning() {
        return new Beginning();
    }

    /**
     * From behind a place that an earlier check handed out; the cheapest way to poll.
     *
     * @param cursor the {@code next} of an earlier check of the same inbox
     * @return the place behind it
     */
    static From after(Cursor cursor) {
        return new After(cursor);
    }

    /**
     * From behind a time. With the time of the last entry that was received it is as exact as a cursor; with any other
     * clock it is at the caller's own risk.
     *
     * @param atMillis milliseconds since the epoch
     * @return everything whose time is later
     */
    static From laterThan(long atMillis) {
        return new LaterThan(atMillis);
    }

    /** From the oldest entry on. */
    record Beginning() implements From {}

    /**
     * From behind a place.
     *
     * @param cursor the place
     */
    record After(Cursor cursor) implements From {}

    /**
     * From behind a time.
     *
     * @param atMillis milliseconds since the epoch
     */
    record LaterThan(long atMillis) implements From {
        /**
         * Checks the range.
         *
         * @throws Refusal.BadValue if the time is negative
         */
        public LaterThan {
            if (atMillis < 0) {
                throw new Refusal.BadValue("timestamp", "must not be negative");
            }
        }
    }
}
