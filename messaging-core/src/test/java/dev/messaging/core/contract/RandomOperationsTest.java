package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That the random run repeats itself, differs between seeds, and reaches what it is meant to reach. */
class RandomOperationsTest {
    @Test
    void aSeedRepeatsItself() {
        assertEquals(run(42), run(42));
        assertNotEquals(run(42), run(43));
    }

    @Test
    void everyKindOfAnswerHappens() {
        String all = String.join("\n", run(1)) + String.join("\n", run(2));
        for (String expected : List.of("IdTaken", "NoSuchUser", "NoSuchGroup", "AlreadyBlocked", "NotBlocked",
                "Blocked:",
                "AlreadyMember", "NotMember", "SenderNotMember", "GroupFull", "BadValue", "Unauthenticated",
                "NotPermitted", "Suspended:", " sessions, 1 blocks, ",
                "TooManyGroups", "TooManyBlocks", "EVERYWHERE",
                "owner=Optional[",
                "InboxPage[entries=[InboxEntry",
                "more=true", "Message[")) {
            assertTrue(all.contains(expected), expected);
        }
    }

    private static List<String> run(long seed) {
        TestClock clock = new TestClock(Instant.ofEpochMilli(1_800_000_000_000L));
        RandomOperations operations = new RandomOperations(seed, MemoryStore.create(clock), clock);
        return IntStream.range(0, 3_000).mapToObj(i -> operations.next()).toList();
    }
}
