package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Requests with the same key that overtake one another between any two steps, and requests that arrive late. */
@OnDynamoDbLocal
class KeyedDeliveryTest implements StoreContract {
    private static final Predicate<DynamoDbRequest> PUT = Faults.is(PutItemRequest.class);
    private static final Predicate<DynamoDbRequest> CHANGE = Faults.is(TransactWriteItemsRequest.class);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final LocalTables tables;
    private final DynamoStore faulty;
    private final DynamoStore other;

    KeyedDeliveryTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.faulty = node(faults);
        this.other = node(new Faults());
    }

    private DynamoStore node(Faults wire) {
        return tables.store(Wire.before(tables.client(), wire)).surroundings(new SerialSurroundings(clock))
                .patience(PATIENCE).open();
    }

    @Override
    public Store store() {
        return other;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    private RequestKey key() {
        return new RequestKey(String.format("%064x", ThreadLocalRandom.current().nextLong()), "f".repeat(64),
                clock.instant());
    }

    private Done deliver(Store node, RequestKey key, UserId sender, Recipient recipient, Admission admission) {
        return node.inboxes().deliver(message(sender, recipient, "once"), AccountCondition.exists(), admission,
                Optional.of(key));
    }

    /** Before each request of the one, the other does the same whole; both must then say the same. */
    @Test
    void whereverAnotherOvertakesThereIsOneMessageAndOneAnswer() {
        List<UserId> users = newUsers(3);
        for (Admission admission : List.<Admission>of(facts -> List.of(users.getFirst()), facts -> users)) {
            for (int n = 1;; n++) {
                RequestKey key = key();
                long before = store().inboxes().tail(users.getFirst()).sequence();
                List<Done> overtaking = new ArrayList<>();
                DynamoStore fresh = node(faults);
                faults.when(Faults.nth(n, request -> true), (request, send) -> {
                    overtaking.add(deliver(other, key, users.getFirst(), users.getFirst(), admission));
                    sendTo(users.getFirst(), users.getFirst(), "between");
                    return send.apply(request);
                });
                Done done = deliver(fresh, key, users.getFirst(), users.getFirst(), admission);
                faults.heal();
                if (overtaking.isEmpty()) {
                    break;
                }
                assertEquals(overtaking, List.of(done), "overtaken before request " + n);
                assertEquals(before + 2, store().inboxes().tail(users.getFirst()).sequence(), "request " + n);
            }
        }
        assertEquals(store().inboxes().tail(users.get(1)).sequence(), store().inboxes().tail(users.get(2)).sequence());
    }

    /** The rule may see other facts: what it says first counts for both. */
    @Test
    void whoIsOvertakenByAnotherDecisionFollowsItWhateverItsOwnWouldBe() {
        List<UserId> users = newUsers(4);
        UserId ada = users.getFirst();
        Refusal blocked = new Refusal.Blocked(ada);
        Admission toOne = facts -> users.subList(0, 1);
        Admission toAnother = facts -> users.subList(1, 2);
        Admission toMany = facts -> users.subList(2, 4);
        Admission toNobody = facts -> List.of();
        Admission refusing = facts -> {
            throw blocked;
        };
        List<Admission> all = List.of(toOne, toAnother, toMany, toNobody, refusing);
        for (Admission first : all) {
            for (Admission second : all) {
                RequestKey key = key();
                List<Object> answers = new ArrayList<>();
                faults.when(Faults.nth(1, PUT.or(CHANGE)), (request, send) -> {
                    answers.add(answer(other, key, ada, first));
                    return send.apply(request);
                });
                answers.add(answer(faulty, key, ada, second));
                faults.heal();
                assertEquals(2, answers.size());
                assertEquals(answers.getFirst(), answers.getLast());
            }
        }
        users.forEach(user -> assertEquals(all.size(), all(user).entries().size()));
    }

    private Object answer(Store node, RequestKey key, UserId sender, Admission admission) {
        try {
            return deliver(node, key, sender, sender, admission);
        } catch (Refusal.Blocked refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void whatArrivesLongAfterItWasGivenUpChangesNothing() {
        List<UserId> users = newUsers(3);
        UserId ada = users.getFirst();
        for (Admission admission : List.<Admission>of(facts -> List.of(ada), facts -> users)) {
            for (int n = 1; n <= 2; n++) {
                RequestKey key = key();
                long before = store().inboxes().tail(ada).sequence();
                faults.when(Faults.fromNth(n, PUT.or(CHANGE)), faults.late());
                Object early = answerOrOutcome(key, ada, admission);
                faults.heal();
                Done done = deliver(other, key, ada, ada, admission);
                sendTo(ada, ada, "behind");
                faults.arrive();
                assertEquals(before + 2, store().inboxes().tail(ada).sequence(), "late from put " + n);
                assertEquals(done, deliver(node(new Faults()), key, ada, ada, admission));
                assertEquals(before + 2, store().inboxes().tail(ada).sequence(), "late from put " + n);
                assertEquals(early instanceof Done ? done : Outcome.UNKNOWN, early);
            }
        }
    }

    private Object answerOrOutcome(RequestKey key, UserId sender, Admission admission) {
        try {
            return deliver(faulty, key, sender, sender, admission);
        } catch (StoreException trouble) {
            return trouble.outcome();
        }
    }

    @Test
    void onceTheRequestIsRememberedNobodySaysThatItWasNotDone() {
        UserId ada = newUser();
        RequestKey key = key();
        faults.when(request -> request instanceof PutItemRequest put && put.item().containsKey(Attributes.RECIPIENT),
                Faults.throttle());
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertEquals(Outcome.UNKNOWN, answerOrOutcome(key, ada, facts -> List.of(ada)));
        }
        faults.heal();
        faults.when(PUT, Faults.throttle());
        assertEquals(Outcome.NOT_DONE, answerOrOutcome(key(), ada, facts -> List.of(ada)));
        assertEquals(List.of(), texts(all(ada)));
    }

    @Test
    void aGroupMessageThatNobodyFinishedIsFinishedByWhoRepeatsIt() {
        List<UserId> users = newUsers(3);
        GroupId group = newGroup(users);
        RequestKey key = key();
        faults.when(Faults.fromNth(2, PUT.or(CHANGE)), Faults.throttle());
        Done done = deliver(faulty, key, users.getFirst(), group, facts -> users);
        assertEquals(List.of(), texts(all(users.getFirst())));
        assertEquals(done, deliver(other, key, users.getFirst(), group, facts -> List.of()));
        users.forEach(user -> assertEquals(List.of("once"), texts(all(user))));
        clock.move(Duration.ofSeconds(20));
        assertEquals(0, tables.store().clock(clock).overdueAfter(Duration.ZERO).open().recovery().round());
    }

    @Test
    void whatIsRememberedExpiresForDynamoDbNoEarlierThanForUs() {
        UserId ada = newUser();
        RequestKey key = key();
        assertNotEquals(0, deliver(other, key, ada, ada, facts -> List.of(ada)).count());
        Item item = new Item(tables.client().getItem(
                get -> get.tableName(tables.prefix() + "directory").key(Key.request(key).attributes())).item());
        Instant gone = Instant.ofEpochSecond(item.number(Attributes.EXPIRES));
        assertEquals(key.expiresAt().toEpochMilli(), item.number(Attributes.UNTIL));
        assertEquals(true, gone.isAfter(key.expiresAt()) && gone.minusSeconds(2).isBefore(key.expiresAt()));
    }

    @Test
    void whatANewerProgramRememberedIsNoAnswer() {
        UserId ada = newUser();
        RequestKey key = key();
        assertEquals(1, deliver(other, key, ada, ada, facts -> List.of(ada)).count());
        var unused = tables.client()
                .updateItem(update -> update.tableName(tables.prefix() + "directory").key(Key.request(key).attributes())
                        .updateExpression("SET decision = :newer").expressionAttributeValues(
                                Map.of(":newer", Item.of("newer"))));
        assertThrows(IllegalArgumentException.class, () -> deliver(other, key, ada, ada, facts -> List.of(ada)));
    }
}
