package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Large groups, up to the largest that there is by default: a message, a repeated one, and one whose sender dies half-way. */
@OnDynamoDbLocal
class LargeGroupDeliveryTest implements StoreContract {
    private static final Duration OVERDUE = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final DynamoStore store;

    LargeGroupDeliveryTest(LocalTables tables) {
        this.tables = tables;
        this.store = node((request, send) -> send.apply(request));
    }

    /** Slow machines leave the clock behind, and take longer than anybody waits. */
    private DynamoStore node(Wire wire) {
        return tables.store(Wire.before(tables.client(), wire.timeless())).clock(clock).overdueAfter(OVERDUE)
                .patience(Duration.ofMinutes(2)).open();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Test
    void everyOfAHundredMembersGetsEachMessageOnceThoughASenderDiesHalfWay() {
        assertEachMessageReachesEverybody(100);
    }

    @Test
    @Tag("long")
    void everyOfAThousandMembersGetsEachMessageOnceThoughASenderDiesHalfWay() {
        assertEachMessageReachesEverybody(1_000);
    }

    private void assertEachMessageReachesEverybody(int count) {
        List<UserId> members = newUsers(count);
        GroupId group = unknownGroup();
        store.directory().createGroup(new Group(group, new Name("All"), clock.instant(), count, Optional.empty()),
                members,
                new MembershipLimits(count, 1_000));
        send(members.getFirst(), group, "first");
        RequestKey key = new RequestKey(String.format("%064x", count), "f".repeat(64), clock.instant());
        for (int repeated = 0; repeated < 2; repeated++) {
            assertEquals(count, deliver(store, members.getFirst(), group, "second", Optional.of(key)));
        }
        AtomicInteger appended = new AtomicInteger();
        DynamoStore dying = node((request, send) -> {
            boolean isEntry = request instanceof PutItemRequest put && put.item().containsKey(Attributes.RECIPIENT);
            if (isEntry && appended.incrementAndGet() > count / 2) {
                throw new Faults.ProcessDied();
            }
            return send.apply(request);
        });
        assertThrows(Faults.ProcessDied.class,
                () -> deliver(dying, members.getLast(), group, "third", Optional.empty()));
        assertEquals(Map.of(2L, count / 2L, 3L, count / 2L), lengths(members));
        // Once is enough, unless the machine is very slow.
        for (int round = 1; round <= 4; round++) {
            clock.move(Duration.ofSeconds(70));
            int unused = store.recovery().round();
        }
        assertEquals(Map.of(3L, (long) count), lengths(members));
        IntStream.of(0, 1, count / 2, count - 1)
                .forEach(i -> assertEquals(List.of("first", "second", "third"), texts(all(members.get(i)))));
    }

    private int deliver(Store node, UserId sender, GroupId group, String text, Optional<RequestKey> key) {
        return node.inboxes().deliver(message(sender, group, text), AccountCondition.exists(),
                facts -> ((Facts.OfGroup) facts).members(), key).count();
    }

    /** How many inboxes have so many entries. */
    private Map<Long, Long> lengths(List<UserId> members) {
        return members.stream()
                .collect(Collectors.groupingBy(member -> store.inboxes().tail(member).sequence(),
                        Collectors.counting()));
    }
}
