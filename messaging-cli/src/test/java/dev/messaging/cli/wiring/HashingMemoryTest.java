package dev.messaging.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashingMemoryTest {
    private static final long MIB = 1L << 20;

    @Test
    void asManyAtOnceAsFitIntoHalfOfTheHeap() {
        assertEquals(13, new HashingMemory(512 * MIB).atOnceMax());
        assertEquals(2, new HashingMemory(76 * MIB).atOnceMax());
        assertEquals(1, new HashingMemory(76 * MIB - 2).atOnceMax());
        assertEquals(Integer.MAX_VALUE, new HashingMemory(Long.MAX_VALUE).atOnceMax());
    }

    @Test
    void oneIsAlwaysAllowed() {
        assertEquals(1, new HashingMemory(16 * MIB).atOnceMax());
        assertEquals(Optional.empty(), new HashingMemory(16 * MIB).complaint(1));
    }

    @Test
    void moreAreComplainedAboutWithBothFigures() {
        HashingMemory memory = new HashingMemory(512 * MIB);
        assertEquals(Optional.empty(), memory.complaint(13));
        assertEquals(Optional.of(
                "14 passwords at once take 266 MiB, and half of the heap is 256 MiB, enough for 13"),
                memory.complaint(14));
        assertEquals(Optional.of(
                "1000 passwords at once take 19000 MiB, and half of the heap is 256 MiB, enough for 13"),
                memory.complaint(1_000));
    }
}
