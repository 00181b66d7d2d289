package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several nodes that know nothing of one another write into the same inboxes. */
@OnDynamoDbLocal
class ManyNodesTest implements StoreContract {
    private static final int NODES = 3;
    private static final int SENDERS = 4;
    private static final int EACH = 12;

    private final TestClock clock = new TestClock();
    private final List<DynamoStore> nodes;

    ManyNodesTest(LocalTables tables) {
        this.nodes = IntStream.range(0, NODES)
                .mapToObj(i -> tables.store().clock(clock).patience(Duration.ofMinutes(1)).open()).toList();
    }

    @Override
    public Store store() {
        return nodes.getFirst();
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Test
    void theirDirectAndGroupMessagesFillInboxesDenselyAndOnce() throws InterruptedException {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        List<Thread> senders = new ArrayList<>();
        for (DynamoStore node : nodes) {
            IntStream.range(0, SENDERS).forEach(sender -> senders.add(Thread.ofVirtual()
                    .start(() -> IntStream.range(0, EACH).forEach(i -> {
                        if (i % 3 == 0) {
                            node.inboxes().deliver(message(ada, group, "to both"), AccountCondition.exists(),
                                    facts -> ((Facts.OfGroup) facts).members());
                        } else {
                            node.inboxes().deliver(message(bob, ada, "to one"), AccountCondition.exists(),
                                    facts -> List.of(ada));
                        }
                    }))));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertOrdered(ada, NODES * SENDERS * EACH);
        assertOrdered(bob, NODES * SENDERS * EACH / 3);
    }

    private void assertOrdered(UserId owner, int count) {
        List<InboxEntry> entries = store().inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists())
                .entries();
        assertEquals(IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList(),
                entries.stream().map(entry -> entry.position().sequence()).toList());
        assertEquals(count, entries.stream().map(entry -> entry.message().id()).distinct().count());
        for (int i = 1; i < count; i++) {
            assertTrue(entries.get(i).position().atMillis() > entries.get(i - 1).position().atMillis(), "at " + i);
        }
    }
}
