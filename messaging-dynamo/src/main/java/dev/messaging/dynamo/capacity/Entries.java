package dev.messaging.dynamo.capacity;

/**
 * Entries of an inbox, as many as a read brings, or as stand there.
 *
 * @param count how many
 * @param bytesEach how large each is; a mean, if they differ
 */
public record Entries(long count, double bytesEach) {
    /** Refuses what cannot be. */
    public Entries {
        if (count < 0 || !(bytesEach >= 1)) {
            throw new IllegalArgumentException(count + " entries of " + bytesEach + " bytes");
        }
    }

    /**
     * Direct messages.
     *
     * @param count how many
     * @param textBytes of the text of each, in UTF-8
     * @return the entries
     */
    public static Entries direct(long count, int textBytes) {
        return new Entries(count, ItemBytes.directEntry(textBytes));
    }

    /**
     * No entries, in an inbox where the others are direct messages.
     *
     * @param textBytes of the text of each of the others: one of them is read again, to see that it stands
     * @return none
     */
    public static Entries none(int textBytes) {
        return direct(0, textBytes);
    }

    double bytes() {
        return count * bytesEach;
    }

    Entries and(long more) {
        return new Entries(count + more, bytesEach);
    }

    Entries atMost(long limit) {
        return new Entries(Math.min(count, limit), bytesEach);
    }
}
