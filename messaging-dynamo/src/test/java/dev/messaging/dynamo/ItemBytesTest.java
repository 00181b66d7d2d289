package dev.messaging.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.capacity.ItemBytes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What the table of costs takes items to weigh, compared with what the store puts. */
@OnDynamoDbLocal
class ItemBytesTest implements StoreContract {
    /** Of numbers: a digit more or less, and zeros at the end, which do not count. */
    private static final int SOME = 6;

    private final TestClock clock = new TestClock();
    private final Puts puts = new Puts();
    private final DynamoStore store;
    private int keys;

    ItemBytesTest(LocalTables tables) {
        this.store = tables.store(Wire.before(tables.client(), puts.timeless()))
                .surroundings(new SerialSurroundings(clock))
                .open();
    }

    /** Remembers what is put. */
    private static final class Puts implements Wire {
        private final List<Map<String, AttributeValue>> items = new ArrayList<>();

        @Override
        public DynamoDbResponse pass(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send) {
            if (request instanceof PutItemRequest put) {
                items.add(put.item());
            }
            if (request instanceof TransactWriteItemsRequest changes) {
                changes.transactItems().stream().filter(change -> change.put() != null)
                        .forEach(change -> items.add(change.put().item()));
            }
            return send.apply(request);
        }

        /** The last whose key, or one half of it, begins so. */
        int bytes(String attribute, String prefix) {
            return bytesOf(items.stream()
                    .filter(item -> item.containsKey(attribute) && item.get(attribute).s().startsWith(prefix)).toList()
                    .getLast());
        }
    }

    /** By AWS's rule. */
    private static int bytesOf(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> entry.getKey().getBytes(UTF_8).length + bytesOf(entry.getValue())).sum();
    }

    private static int bytesOf(AttributeValue value) {
        if (value.b() != null) {
            return value.b().asByteArrayUnsafe().length;
        }
        return value.s() == null
                ? (new BigDecimal(value.n()).stripTrailingZeros().precision() + 1) / 2 + 1
                : value.s().getBytes(UTF_8).length;
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
    void entriesWeighTheirTextsAndSomething() {
        List<UserId> users = IntStream.range(0, 3).mapToObj(i -> newUser()).toList();
        GroupId group = newGroup(users);
        for (String text : List.of("x", "é".repeat(400), "🦊".repeat(4_096))) {
            var direct = sendTo(users.getFirst(), users.getLast(), text);
            assertAbout(ItemBytes.directEntry(direct.text().value().getBytes(UTF_8).length),
                    puts.bytes("recipient", "user-"));
            var unused = send(users.getFirst(), group, text);
            assertAbout(ItemBytes.groupEntry(direct.text().value().getBytes(UTF_8).length),
                    puts.bytes("recipient", "user-"));
        }
    }

    @Test
    void whatStandsInTheDirectoryWeighsSo() {
        UserId ada = unknownUser();
        store.directory().createUser(
                new Account(new User(ada, new Name("Ada Lovelace"), clock.instant()), Optional.empty()));
        assertAbout(ItemBytes.userProfile(), puts.bytes("pk", "user-"));
        UserId bob = newUser();
        store.directory().block(new Block(ada, bob, BlockScope.EVERYWHERE, clock.instant()), AccountCondition.exists(),
                10);
        assertAbout(ItemBytes.block(), puts.bytes("sk", "block#"));
        var created = store.directory().createGroup(
                new Group(unknownGroup(), new Name("Twelve bytes"), clock.instant(), 123, Optional.empty()), List.of(),
                new MembershipLimits(1_000, 1_000), Optional.empty());
        assertAbout(ItemBytes.groupProfile(), puts.bytes("pk", created.id()));
        var unused = newGroup(List.of(ada));
        assertAbout(ItemBytes.member(), puts.bytes("sk", "member#"));
        assertAbout(ItemBytes.member() - 1, puts.bytes("sk", "group#"));
        PasswordHash hash = new PasswordHash("$argon2id$" + "h".repeat(90));
        UserId guarded = newProtectedUser(hash);
        assertTrue(store.credentials().open(Opening.session(guarded, clock, Duration.ofDays(30)), hash, 20));
        assertAbout(ItemBytes.session(), puts.bytes("sk", "session#"));
    }

    @Test
    void aDeliveryWeighsNoMoreThanItIsTakenTo() {
        for (int members : new int[]{2, 10, 20, 100, 300}) {
            List<UserId> users = IntStream.range(0, members).mapToObj(i -> newUser()).toList();
            GroupId group = newGroup(users);
            for (boolean empty : new boolean[]{true, false}) {
                clock.move(Duration.ofHours(1));
                var unused = send(users.getFirst(), group, "Hello");
                double taken = ItemBytes.delivery(members, 5, empty);
                int real = puts.bytes("pk", "outbox#");
                assertTrue(real <= taken && real >= 0.8 * taken, real + " bytes, taken to be " + taken);
                // Different ends, as after some life.
                users.forEach(user -> IntStream.range(0, Math.floorMod(user.hashCode(), 3)).forEach(i -> {
                    clock.move(Duration.ofMillis(12_345));
                    var unusedToo = sendTo(user, user, "Hello");
                }));
            }
        }
    }

    @Test
    void whatIsRememberedOfARequestWeighsNoMoreThanItIsTakenTo() {
        UserId ada = newUser();
        RequestKey key = new RequestKey(String.format("%064x", ++keys), "f".repeat(64), clock.instant());
        var unused = store.inboxes().deliver(message(ada, ada, "Hello"), AccountCondition.exists(),
                facts -> List.of(ada), Optional.of(key));
        int real = puts.bytes("pk", "key#");
        assertTrue(real <= ItemBytes.requestRecord() && real >= 0.8 * ItemBytes.requestRecord(), real + " bytes");
    }

    private static void assertAbout(int taken, int real) {
        assertEquals(taken, real, SOME);
    }
}
