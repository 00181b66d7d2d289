package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Deliveries to many, whose sender dies or loses the connection at any moment; and the recovery behind it. */
@OnDynamoDbLocal
class DeliveryTest implements StoreContract {
    private static final int MEMBERS = 4;

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final DynamoStore healthy;
    private final Faults faults = new Faults();
    private final DynamoStore faulty;
    private final List<UserId> members;
    private final GroupId group;

    DeliveryTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.healthy = node(new SerialSurroundings(clock), new Faults());
        this.faulty = node(new SerialSurroundings(clock), faults);
        this.members = newUsers(MEMBERS);
        this.group = newGroup(members);
    }

    private DynamoStore node(Surroundings surroundings, Faults wire) {
        return tables.store(Wire.before(tables.client(), wire)).surroundings(surroundings)
                .overdueAfter(Duration.ofMillis(1)).open();
    }

    @Override
    public Store store() {
        return healthy;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Test
    void whereverTheSenderDiesEverybodyGetsItOrNobody() {
        for (boolean afterwards : new boolean[]{false, true}) {
            int accepted = 0;
            for (int n = 1;; n++) {
                Message message = message(members.getFirst(), group, "dying at " + n);
                faults.heal();
                faults.when(from(faults.seen() + n), afterwards ? Faults.dieAfter() : Faults.die());
                boolean died = dies(message);
                recover();
                accepted += standsInAllOrNone(message) ? 1 : 0;
                assertTrue(died || standsInAllOrNone(message));
                if (!died) {
                    break;
                }
            }
            assertTrue(accepted >= MEMBERS, accepted + " accepted");
        }
        members.forEach(this::assertDense);
    }

    @Test
    void whicheverAnswerGetsLostEverybodyGetsItOnce() {
        for (int n = 1; n <= 3 + 2 * MEMBERS; n++) {
            Message message = message(members.getFirst(), group, "lost " + n);
            int lost = faults.seen() + n;
            faults.heal();
            faults.when(request -> faults.seen() == lost, Faults.lostAnswer());
            deliver(message);
            assertTrue(standsInAllOrNone(message), message.text().value());
        }
        members.forEach(this::assertDense);
    }

    @Test
    void whatOneNodeAcknowledgedHoldsForASendOnAnotherThoughReplicasAreBehind() {
        UserId ada = members.get(0);
        UserId bob = members.get(1);
        faults.when(DeliveryTest::isWeakRead, Faults.throttle());
        healthy.directory().block(new Block(bob, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(),
                1_000);
        UserId cleo = members.get(2);
        healthy.directory().block(new Block(cleo, ada, BlockScope.EVERYWHERE, clock.instant()),
                AccountCondition.exists(), 1_000);
        healthy.directory().removeMember(group, bob, GroupCondition.exists());
        List<Facts> told = new ArrayList<>();
        for (Message message : List.of(message(ada, bob, "blocked"), message(ada, group, "without Bob"))) {
            faulty.inboxes().deliver(message, AccountCondition.exists(), facts -> {
                told.add(facts);
                return List.of();
            });
        }
        assertEquals(List.of(new Facts.Direct(true, true),
                new Facts.OfGroup(true, List.of(ada, cleo, members.get(3)), Set.of(cleo))), told);
    }

    /** A read of the directory that a replica may answer. */
    private static boolean isWeakRead(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> !Boolean.TRUE.equals(get.consistentRead());
            case BatchGetItemRequest batch -> batch.requestItems().values().stream()
                    .anyMatch(keys -> !Boolean.TRUE.equals(keys.consistentRead()));
            case QueryRequest query -> query.tableName().endsWith("directory")
                    && !Boolean.TRUE.equals(query.consistentRead());
            default -> false;
        };
    }

    @Test
    void anInboxThatIsOutOfReachIsCaughtUpByTheRecovery() {
        Message message = message(members.getFirst(), group, "to all");
        faults.when(putInto(members.get(2)), Faults.throttle());
        deliver(message);
        assertEquals(0, count(members.get(2), message));
        assertEquals(1, count(members.get(3), message));
        clock.move(Duration.ofMillis(2));
        assertEquals(1, healthy.recovery().round());
        assertTrue(standsInAllOrNone(message), message.text().value());
        assertEquals(1, healthy.counters().deliveriesRecovered());
    }

    @Test
    void aDeliveryThatCannotBeAcceptedIsNowhere() {
        Message message = message(members.getFirst(), group, "no");
        faults.when(Faults.is(PutItemRequest.class), Faults.throttle());
        assertEquals(Outcome.NOT_DONE, failure(message));
        faults.heal();
        recover();
        members.forEach(member -> assertEquals(0, count(member, message)));
    }

    @Test
    void aDeliveryWhoseAcceptanceIsNotKnownGoesToAllOnceItArrives() {
        Message message = message(members.getFirst(), group, "late");
        faults.when(Faults.is(PutItemRequest.class), faults.late());
        assertEquals(Outcome.UNKNOWN, failure(message));
        members.forEach(member -> assertEquals(0, count(member, message)));
        faults.heal();
        faults.arrive();
        recover();
        assertTrue(standsInAllOrNone(message), message.text().value());
    }

    @Test
    void anAcceptanceThatArrivesAgainAfterTheDeliveryDoublesNothing() {
        Message message = message(members.getFirst(), group, "twice");
        faults.when(Faults.nth(1, Faults.is(PutItemRequest.class)), faults.late());
        deliver(message);
        IntStream.range(0, 3).forEach(i -> send(members.get(i), group, "meanwhile"));
        faults.arrive();
        recover();
        assertTrue(standsInAllOrNone(message), message.text().value());
        members.forEach(this::assertDense);
    }

    @Test
    void whatCannotBeReadIsNotDone() {
        faults.when(Faults.is(QueryRequest.class), Faults.lostAnswer());
        assertEquals(Outcome.NOT_DONE, failure(message(members.getFirst(), group, "?")));
        assertEquals(Outcome.NOT_DONE, failure(message(members.getFirst(), members.get(1), "?")));
    }

    @Test
    void aDeliveryThatCouldNotBeRemovedIsRemovedLater() {
        faults.when(Faults.is(DeleteItemRequest.class), Faults.throttle());
        Message message = message(members.getFirst(), group, "to all");
        deliver(message);
        assertTrue(standsInAllOrNone(message), message.text().value());
        clock.move(Duration.ofMillis(2));
        assertEquals(1, healthy.recovery().round());
        assertTrue(standsInAllOrNone(message), message.text().value());
    }

    @Test
    void aCopyForTheSenderTellsWhomTheMessageIsAddressedTo() {
        UserId ada = members.get(0);
        UserId bob = members.get(1);
        Message message = message(ada, bob, "Hello, Bob");
        faulty.inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(bob, ada));
        for (UserId owner : List.of(ada, bob)) {
            assertEquals(List.of(message),
                    healthy.inboxes().read(owner, From.beginning(), 10, AccountCondition.exists()).entries().stream()
                            .map(InboxEntry::message).toList());
        }
    }

    private Predicate<DynamoDbRequest> from(int n) {
        return request -> faults.seen() >= n;
    }

    private static Predicate<DynamoDbRequest> putInto(UserId owner) {
        return request -> request instanceof PutItemRequest put && put.item().containsKey(Attributes.RECIPIENT)
                && put.item().get(Attributes.RECIPIENT).s().equals(owner.value());
    }

    private void deliver(Message message) {
        faulty.inboxes().deliver(message, AccountCondition.exists(),
                facts -> facts instanceof Facts.OfGroup ofGroup ? ofGroup.members() : List.of(members.get(1)));
    }

    private boolean dies(Message message) {
        try {
            deliver(message);
            return false;
        } catch (Faults.ProcessDied died) {
            return true;
        }
    }

    private Outcome failure(Message message) {
        return assertThrows(StoreException.class, () -> deliver(message)).outcome();
    }

    private void recover() {
        clock.move(Duration.ofMillis(2));
        var unused = healthy.recovery().round();
    }

    private boolean standsInAllOrNone(Message message) {
        List<Long> counts = members.stream().map(member -> count(member, message)).distinct().toList();
        assertTrue(counts.equals(List.of(0L)) || counts.equals(List.of(1L)), message.text() + ": " + counts);
        return counts.equals(List.of(1L));
    }

    private long count(UserId owner, Message message) {
        return healthy.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists()).entries().stream()
                .filter(entry -> entry.message().id().equals(message.id())).count();
    }

    private void assertDense(UserId owner) {
        List<Long> sequences = healthy.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists())
                .entries().stream()
                .map(entry -> entry.position().sequence()).toList();
        assertEquals(IntStream.rangeClosed(1, sequences.size()).mapToObj(Long::valueOf).toList(), sequences);
    }
}
