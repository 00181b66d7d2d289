package dev.messaging.cli.bulk;

import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How far earlier exports reached in each inbox. There can be millions, so each takes 32 bytes of an array, under half of a digest of
 * its owner's id, instead of several objects; that two owners share 128 bits of SHA-256 does not happen.
 */
final class Places {
    /** 2^24 inboxes take a gigabyte at the most, as large as the table is then. */
    private static final int INBOXES_MAX = 1 << 24;
    private static final int WORDS = 4;

    private long[] table = new long[WORDS << 10];
    private int known;

    /** How far an inbox was exported; {@link Position#START} if it was not. */
    Position of(UserId owner) {
        int slot = slot(table, key(owner));
        return table[slot + 2] == 0 ? Position.START : new Position(table[slot + 2], table[slot + 3]);
    }

    /** Keeps a place, unless one that is further on is kept already. */
    void reached(UserId owner, Position place) {
        if (place.equals(Position.START)) {
            return;
        }
        long[] key = key(owner);
        int slot = slot(table, key);
        if (table[slot + 2] == 0 && known * 2 * WORDS >= table.length) {
            grow();
            slot = slot(table, key);
        }
        if (table[slot + 2] == 0) {
            known++;
        }
        if (place.sequence() > table[slot + 2]) {
            put(table, slot, key, place.sequence(), place.atMillis());
        }
    }

    private void grow() {
        if (known >= INBOXES_MAX) {
            throw new WrongUsage("--since takes files with at most " + INBOXES_MAX + " inboxes.");
        }
        long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += WORDS) {
            if (table[i + 2] != 0) {
                long[] key = {table[i], table[i + 1]};
                put(larger, slot(larger, key), key, table[i + 2], table[i + 3]);
            }
        }
        table = larger;
    }

    private static void put(long[] table, int slot, long[] key, long sequence, long atMillis) {
        table[slot] = key[0];
        table[slot + 1] = key[1];
        table[slot + 2] = sequence;
        table[slot + 3] = atMillis;
    }

    /** Where a key stands, or the free place where it belongs. */
    private static int slot(long[] table, long[] key) {
        int slots = table.length / WORDS;
        int slot = (int) Long.remainderUnsigned(key[0], slots);
        while (table[slot * WORDS + 2] != 0
                && (table[slot * WORDS] != key[0] || table[slot * WORDS + 1] != key[1])) {
            slot = (slot + 1) % slots;
        }
        return slot * WORDS;
    }

    private static long[] key(UserId owner) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(owner.value().getBytes(StandardCharsets.US_ASCII)));
            return new long[]{digest.getLong(), digest.getLong()};
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
