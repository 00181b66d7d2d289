package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StartsCodecTest {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private final Random random = new Random(7);

    @Test
    void whatWasPackedIsUnpackedInTheSameOrder() {
        for (int recipients : new int[]{0, 1, 2, 1_000}) {
            Map<UserId, Position> starts = starts(recipients, 1, 64);
            Map<UserId, Position> unpacked = StartsCodec.decode(StartsCodec.encode(starts));
            assertEquals(List.copyOf(starts.entrySet()), List.copyOf(unpacked.entrySet()));
        }
    }

    @Test
    void theLargestNumbersAndTheBeginningAreKept() {
        Map<UserId, Position> starts = Map.of(new UserId("user-a"), Position.START, new UserId("user-b"),
                new Position(Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(starts, StartsCodec.decode(StartsCodec.encode(starts)));
    }

    @Test
    void aThousandRecipientsWithIdsOfTheSystemTakeThirtyBytesEach() {
        Map<UserId, Position> starts = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            starts.put(new UserId(UserId.PREFIX + String.format("%016x%016x", random.nextLong(), random.nextLong())),
                    new Position(random.nextLong(1, 100_000), 1_795_000_000_000L + random.nextLong(30_000_000_000L)));
        }
        int bytes = StartsCodec.encode(starts).length;
        assertTrue(bytes <= 30_000, bytes + " bytes");
    }

    @Test
    void whatANewerProgramWroteIsNotGuessedAt() {
        byte[] packed = StartsCodec.encode(starts(3, 10, 10));
        byte[] newer = packed.clone();
        newer[0]++;
        assertThrows(IllegalArgumentException.class, () -> StartsCodec.decode(newer));
        assertThrows(IllegalArgumentException.class, () -> StartsCodec.decode(new byte[0]));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length / 2);
        assertThrows(IllegalArgumentException.class, () -> StartsCodec.decode(cut));
        assertArrayEquals(packed, StartsCodec.encode(StartsCodec.decode(packed)));
    }

    Map<UserId, Position> starts(int recipients, int shortestId, int longestId) {
        Map<UserId, Position> starts = new LinkedHashMap<>();
        while (starts.size() < recipients) {
            int length = random.nextInt(shortestId, longestId + 1);
            starts.put(new UserId(UserId.PREFIX + random.ints(length, 0, LETTERS.length()).mapToObj(LETTERS::charAt)
                    .map(String::valueOf).collect(Collectors.joining())), position());
        }
        return starts;
    }

    private Position position() {
        return new Position(random.nextLong(1, 1L << 40), 1_795_000_000_000L + random.nextLong(1L << 33));
    }
}
