package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.bulk.Town;
import dev.messaging.cli.doctor.Report;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.DynamoDbLocal;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.DynamoTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of healthy tables are changed past the program, and each change is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
        disabledReason = "DynamoDB Local was left out")
class DoctorOnDynamoDbTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final UserId BOB = new UserId("user-bob");
    private static final GroupId GROUP = new GroupId("group-all");
    private static final int ENTRIES = 6;

    private final AtomicInteger prefixes = new AtomicInteger();
    private final TestClock clock = new TestClock(Instant.now());
    private DynamoDbLocal database;
    private DynamoDbClient client;
    private String prefix;
    private Store store;
    private Examination examination;

    @BeforeAll
    void start() throws Exception {
        database = DynamoDbLocal.start(DynamoDbLocalJars.folder(), 0, Optional.empty());
        client = DynamoDbLocalJars.client(database);
    }

    @AfterAll
    void stop() {
        client.close();
        database.close();
    }

    @BeforeEach
    void live() {
        prefix = "t" + prefixes.incrementAndGet() + "-";
        DynamoTables.of(client, prefix).create();
        store = DynamoStore.over(client).prefix(prefix).recovery(false).open();
        examination = new Examination(store);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        for (UserId user : List.of(ADA, BOB)) {
            store.directory().createUser(new Account(new User(user, new Name("N"), now), Optional.empty()));
        }
        store.directory().createGroup(new Group(GROUP, new Name("G"), now, 2, Optional.of(ADA)), List.of(ADA, BOB),
                new MembershipLimits(10, 10));
        store.directory().block(new Block(BOB, ADA, BlockScope.DIRECT, now), AccountCondition.exists(), 10);
        for (int i = 0; i < ENTRIES; i++) {
            store.inboxes().deliver(new Message(new MessageId("message-" + i), BOB, GROUP, new Text("to all"), now),
                    AccountCondition.exists(), facts -> List.of(ADA, BOB));
        }
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static Map<String, AttributeValue> key(Object pk, String sk) {
        return Map.of("pk", s(pk.toString()), "sk", s(sk));
    }

    private void put(Map<String, AttributeValue> key, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(more);
        var unused = client.putItem(put -> put.tableName(prefix + "directory").item(item));
    }

    private void delete(Object pk, String sk) {
        var unused = client.deleteItem(delete -> delete.tableName(prefix + "directory").key(key(pk, sk)));
    }

    private void set(Object pk, String sk, String attribute, AttributeValue value) {
        var unused = client.updateItem(update -> update.tableName(prefix + "directory").key(key(pk, sk))
                .updateExpression("SET #a = :v").expressionAttributeNames(Map.of("#a", attribute))
                .expressionAttributeValues(Map.of(":v", value)));
    }

    private Map<String, AttributeValue> entry(UserId owner, long sequence) {
        return new HashMap<>(client.getItem(get -> get.tableName(prefix + "messages")
                .key(Map.of("recipient", s(owner.value()), "sequence", n(sequence)))).item());
    }

    private void putEntry(Map<String, AttributeValue> entry, Map<String, AttributeValue> changes) {
        Map<String, AttributeValue> item = new HashMap<>(entry);
        item.putAll(changes);
        var unused = client.putItem(put -> put.tableName(prefix + "messages").item(item));
    }

    private void deleteEntry(UserId owner, long sequence) {
        var unused = client.deleteItem(delete -> delete.tableName(prefix + "messages")
                .key(Map.of("recipient", s(owner.value()), "sequence", n(sequence))));
    }

    @Test
    void healthyTablesHaveNoFindings() {
        examination.findsNothing();
    }

    @Test
    void tablesThatAreWrittenToMeanwhileHaveNoFindings() throws ExecutionException, InterruptedException {
        Town town = new Town(store, clock, 5);
        town.settle(20);
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 5; i++) {
                town.talk(60);
                town.change();
            }
        });
        int examinations = 0;
        while (!traffic.isDone()) {
            assertEquals(List.of(), examination.now().findings().stream()
                    .filter(finding -> !finding.kind().equals("unsettled")).toList());
            examinations++;
        }
        assertEquals(null, traffic.get());
        assertTrue(examinations > 0);
        examination.findsNothing();
    }

    @Test
    void theUsersSideOfAMembershipComesBack() {
        delete(BOB, "group#" + GROUP);
        Report found = examination.now();
        assertEquals(List.of("count", "membership"), Examination.kinds(found));
        mendsAndIsWell();
    }

    /** Where a side comes back, what counts it is right again. */
    private void mendsAndIsWell() {
        Report mended = examination.mended();
        assertFalse(mended.isDamaged(), mended::toString);
        assertEquals(1, mended.findings().size(), mended::toString);
        examination.findsNothing();
    }

    @Test
    void theGroupsSideOfAMembershipComesBack() {
        delete(GROUP, "member#" + BOB);
        assertEquals(List.of("count", "membership"), Examination.kinds(examination.now()));
        mendsAndIsWell();
    }

    @Test
    void aMembershipSinceTwoTimesBecomesTheGroups() {
        set(BOB, "group#" + GROUP, "joined", n(5));
        examination.findsAndMends("membership");
    }

    @Test
    void whatIsLeftOfAMembershipOfNobodyGoes() {
        put(key(GROUP, "member#user-gone"), Map.of("joined", n(5)));
        examination.findsAndMends("membership", "count");
    }

    @Test
    void whatIsLeftOfAMembershipInNoGroupGoes() {
        put(key(BOB, "group#group-gone"), Map.of("joined", n(5)));
        examination.findsAndMends("membership", "count");
    }

    @Test
    void bothSidesOfABlockComeBack() {
        delete(ADA, "blocked-by#" + BOB);
        examination.findsAndMends("block");
        delete(BOB, "block#" + ADA);
        assertEquals(List.of("block", "count"), Examination.kinds(examination.now()));
        mendsAndIsWell();
        set(ADA, "blocked-by#" + BOB, "scope", s("everywhere"));
        examination.findsAndMends("block");
    }

    @Test
    void aBlockOfOneselfIsMendedAsAnyOther() {
        store.directory().block(new Block(ADA, ADA, BlockScope.DIRECT, Instant.ofEpochMilli(7)),
                AccountCondition.exists(), 10);
        delete(ADA, "blocked-by#" + ADA);
        examination.findsAndMends("block");
    }

    @Test
    void whatIsLeftOfABlockOfNobodyGoes() {
        put(key(ADA, "blocked-by#user-gone"), Map.of("scope", s("direct"), "since", n(5)));
        examination.findsAndMends("block");
    }

    @Test
    void whatIsCountedWrongIsCountedAnew() {
        set(GROUP, "profile", "members", n(9));
        examination.findsAndMends("count");
        set(BOB, "profile", "groups", n(0));
        set(BOB, "profile", "blocks", n(3));
        examination.findsAndMends("count");
        set(ADA, "profile", "blocks", n(3));
        examination.findsAndMends("count");
    }

    @Test
    void anOwnerWhoIsNoMemberIsTold() {
        set(GROUP, "profile", "owner", s("user-gone"));
        examination.findsAndLeaves("owner");
    }

    @Test
    void aHoleIsToldWhereverItIs() {
        deleteEntry(ADA, 3);
        deleteEntry(ADA, 4);
        examination.findsAndLeaves("hole");
        assertEquals(List.of("the entries 3 to 4 are missing"),
                examination.now().findings().stream().map(Report.Listed::what).toList());
        deleteEntry(BOB, 1);
        assertEquals(2, Examination.of(examination.now(), "hole").count());
    }

    @Test
    void whatWasTrimmedIsNoHoleAndWhatATrimLeftNeither() {
        set(ADA, "profile", "floor", n(4));
        deleteEntry(ADA, 1);
        deleteEntry(ADA, 2);
        examination.findsNothing();
    }

    @Test
    void anInboxThatWasTrimmedAndIsEmptyIsTold() {
        set(ADA, "profile", "floor", n(4));
        for (int i = 1; i <= ENTRIES; i++) {
            deleteEntry(ADA, i);
        }
        examination.findsAndLeaves("emptied-inbox");
    }

    @Test
    void disorderAndRepetitionsAreTold() {
        putEntry(entry(ADA, 3), Map.of("at", n(5)));
        examination.findsAndLeaves("disorder");
        putEntry(entry(BOB, 5), Map.of("id", s("message-1")));
        examination.findsAndLeaves("repeated-message");
    }

    /** Its messages are as young as this test, and wait for a day. */
    @Test
    void anErasureThatWaitsIsNotedAndOneThatCanBeFinishedIsFinished() {
        assertTrue(store.erase(ADA, 100).left() instanceof Erasure.Later);
        Report waiting = examination.now();
        assertEquals(List.of("erasure-waits"), Examination.kinds(waiting));
        assertFalse(waiting.isDamaged());
        assertEquals(0, waiting.mendable(), waiting::toString);
        age(ADA);
        examination.findsAndMends("erasure");
        assertEquals(List.of(), examination.now().findings());
    }

    /** As if it had been erased two days ago. */
    private void age(UserId user) {
        long then = System.currentTimeMillis() - Duration.ofDays(2).toMillis();
        set(user, "profile", "erased", n(then));
        set(user, "profile", "at", n(then + ENTRIES + 1));
        for (int i = 1; i <= ENTRIES + 1; i++) {
            putEntry(entry(user, i), Map.of("at", n(then + i)));
        }
    }

    @Test
    void whatIsLeftBesideAMarkGoes() {
        assertTrue(store.erase(ADA, 100).left() instanceof Erasure.Later);
        age(ADA);
        assertTrue(store.erase(ADA, 100).left() instanceof Erasure.Nothing);
        long later = Instant.now().plus(Duration.ofDays(3)).getEpochSecond();
        Map<String, AttributeValue> session = Map.of("user", s(ADA.value()), "opened", n(5), "expires", n(later));
        put(key("session#" + "ef".repeat(32), "session"), session);
        examination.findsAndMends("session");
        put(key(ADA, "session#" + "ef".repeat(32)), session);
        examination.findsAndMends("erasure");
        put(key(ADA, "group#group-gone"), Map.of("joined", n(5)));
        put(key(BOB, "blocked-by#" + ADA), Map.of("scope", s("direct"), "since", n(5)));
        examination.findsAndMends("erasure", "block");
        set(ADA, "profile", "password", s("$somebody's"));
        examination.findsAndMends("erasure");
        put(key(GROUP, "member#" + ADA), Map.of("joined", n(5)));
        examination.findsAndMends("count", "membership");
    }

    @Test
    void anInboxThatIsClosedAlthoughItsUserIsThereIsTold() {
        putEntry(entry(ADA, ENTRIES), Map.of("sequence", n(ENTRIES + 1), "id", s("message-closed"), "at",
                n(System.currentTimeMillis() + 100)));
        examination.findsAndLeaves("closed-inbox");
        assertEquals(List.of("closed-inbox"), Examination.kinds(examination.now()));
    }

    @Test
    void anInboxOfNobodyIsTold() {
        putEntry(entry(ADA, 1), Map.of("recipient", s("user-gone")));
        examination.findsAndLeaves("inbox-of-nobody");
    }

    @Test
    void whatCannotBeReadIsToldAndIsNoHole() {
        putEntry(entry(ADA, 3), Map.of("text", n(7)));
        put(key("user-odd", "profile"), Map.of("name", s("Nobody knows when")));
        examination.findsAndLeaves("unreadable");
        assertEquals(List.of("unreadable"), Examination.kinds(examination.now()));
        Report again = examination.now();
        assertEquals(2, again.findings().size(), again::toString);
    }

    @Test
    void sessionsAndRequestsThatHaveExpiredAreNotesAndGo() {
        String session = "session#" + "ab".repeat(32);
        Map<String, AttributeValue> attributes = Map.of("user", s(ADA.value()), "opened", n(5), "expires", n(9));
        put(key(session, "session"), attributes);
        put(key(ADA, session), attributes);
        put(key("key#" + "cd".repeat(32), "key"), Map.of("expires", n(9), "until", n(8_500), "fingerprint", s("any")));
        assertFalse(examination.now().isDamaged());
        examination.findsAndMends("expired-session", "expired-request");
        assertTrue(client.getItem(get -> get.tableName(prefix + "directory").key(key(ADA, session))).item().isEmpty());
    }

    @Test
    void aSessionOfNobodyGoesAndOneThatIsNotListedIsTold() {
        long later = Instant.now().plus(Duration.ofDays(3)).getEpochSecond();
        put(key("session#" + "ab".repeat(32), "session"),
                Map.of("user", s("user-gone"), "opened", n(5), "expires", n(later)));
        examination.findsAndMends("session");
        put(key("session#" + "cd".repeat(32), "session"),
                Map.of("user", s(ADA.value()), "opened", n(5), "expires", n(later)));
        examination.findsAndLeaves("session");
    }

    private static String outbox(String id) {
        return "outbox#" + Math.floorMod(id.hashCode(), 8);
    }

    @Test
    void aCreationThatNobodyFinishesIsSwept() {
        String id = "group-half";
        put(key(id, "profile"), Map.of("creation", s("mark")));
        put(key(id, "member#" + ADA), Map.of("joined", n(5)));
        put(key(ADA, "group#" + id), Map.of("joined", n(5)));
        set(ADA, "profile", "groups", n(2));
        put(key(outbox(id), "000000000001000#" + id), Map.of("creation", s("mark"), "leased", n(5)));
        examination.findsAndMends("stale");
        assertTrue(client.getItem(get -> get.tableName(prefix + "directory").key(key(id, "profile"))).item().isEmpty());
    }

    @Test
    void aDeliveryThatCannotBeFinishedIsToldAndStays() {
        put(key(outbox("message-odd"), "000000000001000#message-odd"), Map.of("leased", n(5)));
        assertEquals(List.of("stale"), Examination.kinds(examination.now()));
        assertTrue(examination.mended().isDamaged());
        assertEquals(List.of("stale"), Examination.kinds(examination.now()));
    }
}
