package dev.messaging.core.model;

/**
 * A place in an inbox. Both numbers rise together and strictly, so either is an exact mark for "what comes later".
 *
 * @param sequence the running number: 1 for the first entry, then without holes; 0 is the place before the first
 * @param atMillis the time of the place, in milliseconds since the epoch
 */
public record Position(long sequence, long atMillis) {
    /** The place before the first entry. */
    public static final Position START = new Position(0, 0);

    /**
     * Refuses what can be no place.
     *
     * @throws IllegalArgumentException if a number is negative, or one is 0 and the other is not
     */
    public Position {
        if (sequence < 0 || atMillis < 0 || (sequence == 0) != (atMillis == 0)) {
            throw new IllegalArgumentException("no position: " + sequence + " at " + atMillis);
        }
    }

    /**
     * Where the next entry goes: the next number, at the present time, or a millisecond after this place if the clock
     * has not come so far.
     *
     * @param nowMillis the present, in milliseconds since the epoch
     * @return the following place
     */
    public Position next(long nowMillis) {
        return new Position(sequence + 1, Math.max(nowMillis, atMillis + 1));
    }
}
