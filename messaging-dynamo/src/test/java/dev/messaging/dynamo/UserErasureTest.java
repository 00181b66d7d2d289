package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Groups;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Subject;
import dev.messaging.dynamo.InboxTable.Consistency;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Erasures that are interrupted or have to wait, and those who come late to the inbox of somebody who is no more. */
@OnDynamoDbLocal
class UserErasureTest implements StoreContract {
    private static final AccountCondition ANY = AccountCondition.exists();
    private static final Erasure.Nothing NOTHING = new Erasure.Nothing();
    private static final Duration OLD = Duration.ofHours(27);
    private static final MembershipLimits WIDE = new MembershipLimits(1_000, 1_000);

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final LocalTables tables;
    private final DynamoStore store;

    UserErasureTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.store = node(faults);
    }

    private DynamoStore node(Faults wire) {
        return tables.store(Wire.before(tables.client(), wire.timeless())).surroundings(new SerialSurroundings(clock))
                .open();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    private List<Map<String, AttributeValue>> items(TableDefinition table) {
        return tables.client().scanPaginator(scan -> scan.tableName(table.name(tables.prefix())).consistentRead(true))
                .items().stream().toList();
    }

    /** The items that say anything about a user, but for the table's format. */
    private List<Item> traces(UserId user) {
        List<Map<String, AttributeValue>> all = new ArrayList<>(items(TableDefinition.DIRECTORY));
        all.addAll(items(TableDefinition.MESSAGES));
        return all.stream().filter(item -> item.toString().contains(user.value())).map(Item::new).toList();
    }

    @Test
    void aTombstoneAndAClosingEntryAreAllThatIsLeft() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        List<UserId> others = newUsers(60);
        others.forEach(other -> store.directory().block(new Block(ada, other, BlockScope.DIRECT, clock.instant()), ANY,
                100));
        others.forEach(other -> store.directory()
                .block(new Block(other, ada, BlockScope.EVERYWHERE, clock.instant()), ANY, 100));
        GroupId group = newGroup(List.of(ada, others.getFirst()));
        assertTrue(store.credentials().open(Opening.session(ada, clock, Duration.ofDays(3)), hash, 5));
        IntStream.range(0, 3).forEach(i -> send(ada, group, "old " + i));
        clock.move(OLD);
        assertEquals(new Erasure(1, 120, 1, 3, NOTHING), store.erase(ada, 200));

        List<Item> left = traces(ada).stream().filter(
                item -> !item.has(Attributes.SENDER) || item.text(Attributes.RECIPIENT).equals(ada.value())).toList();
        assertEquals(2, left.size(), left::toString);
        assertEquals(Set.of("pk", "sk", "erased", "password", "starts", "closed", "at", "floor", "changes", "blocks",
                "groups"), left.getFirst().attributes().keySet());
        assertEquals(4, left.getLast().number(Attributes.SEQUENCE));
        assertEquals("message-closed", left.getLast().text(Attributes.ID));
        assertEquals(3, all(others.getFirst()).entries().size());
    }

    @Test
    void whatIsYoungerThanADayAndAnHourGoesThen() {
        UserId ada = newUser();
        IntStream.range(0, 3).forEach(i -> sendTo(ada, ada, "old " + i));
        clock.move(OLD);
        IntStream.range(0, 2).forEach(i -> sendTo(ada, ada, "young " + i));
        Erasure first = store.erase(ada, 100);
        assertEquals(3, first.messages());
        Erasure.Later later = assertInstanceOf(Erasure.Later.class, first.left());
        assertFalse(later.notBefore().isAfter(clock.instant().plus(Duration.ofHours(25)).plusSeconds(1)));
        clock.move(Duration.between(clock.instant(), later.notBefore()).minusSeconds(2));
        assertEquals(first.left(), store.erase(ada, 100).left());
        clock.move(Duration.ofSeconds(2));
        assertEquals(new Erasure(0, 0, 0, 2, NOTHING), store.erase(ada, 100));
        assertEquals(new Erasure(0, 0, 0, 0, NOTHING), store.erase(ada, 100));
    }

    @Test
    void aDeliveryThatStillStandsKeepsWhatItMayMeetAndEndsInTheEnd() {
        UserId ada = newUser();
        UserId bob = newUser();
        sendTo(ada, ada, "old");
        Position start = all(ada).entries().getLast().position();
        Message message = message(bob, unknownGroup(), "under way");
        sendTo(ada, ada, "behind the start");
        Key key = Key.delivery(message.id(), clock.millis());
        outbox().put(patience(), new Outbound(key, message, Map.of(ada, start, bob, Position.START)));
        assertInstanceOf(Erasure.Later.class, store.erase(ada, 100).left());
        clock.move(OLD);
        Erasure waiting = store.erase(ada, 100);
        assertEquals(0, waiting.messages());
        Erasure.Later later = assertInstanceOf(Erasure.Later.class, waiting.left());
        assertEquals(clock.instant().plus(Duration.ofHours(1)), later.notBefore());
        assertTrue(later.why().startsWith("A delivery"), later.why());

        assertEquals(1, store.recover());
        assertEquals(List.of("under way"), texts(all(bob)));
        assertEquals(new Erasure(0, 0, 0, 2, NOTHING), store.erase(ada, 100));
        assertEquals("message-closed", last(ada).message().value());
    }

    /** By a list of members that was read before: its sender is told that all have it, and all others do. */
    @Test
    void whoStillNamesItDeliversToAllOthersAndPutsNothingBehindTheClosingEntry() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        Erasure unused = store.erase(ada, 100);
        for (DynamoStore sender : List.of(store, node(new Faults()))) {
            assertEquals(2, sender.inboxes().deliver(message(bob, group, "to both"), ANY, facts -> List.of(ada, bob),
                    Optional.empty()).count());
            assertEquals(1, sender.inboxes().deliver(message(bob, group, "to Ada alone"), ANY, facts -> List.of(ada),
                    Optional.empty()).count());
        }
        assertEquals(List.of("to both", "to both"), texts(all(bob)));
        assertEquals(1, last(ada).position().sequence());
        assertEquals(0, store.recover());
        assertEquals(NOTHING, store.erase(ada, 100).left());
    }

    @Test
    void aSenderWhoLookedBeforeAndPutsAfterwardsMeetsTheClosingEntry() {
        UserId ada = newUser();
        UserId bob = newUser();
        sendTo(bob, ada, "before");
        clock.move(OLD);
        Faults wire = new Faults();
        wire.when(Faults.nth(1, Faults.is(QueryRequest.class)), (request, send) -> {
            var tail = send.apply(request);
            assertEquals(1, store.erase(ada, 100).messages());
            return tail;
        });
        node(wire).inboxes().deliver(message(bob, ada, "late"), ANY, facts -> List.of(ada));
        assertEquals(2, last(ada).position().sequence());
        assertEquals(List.of(2L), standing(ada));
    }

    @Test
    void aNodeThatHasNotHeardOfItReadsNothingMoreFromTheClosingEntryOn() {
        UserId ada = newUser();
        sendTo(ada, ada, "old");
        DynamoStore other = node(new Faults());
        Cursor cursor = other.inboxes().read(ada, From.beginning(), 10, ANY).next();
        clock.move(OLD);
        assertEquals(1, store.erase(ada, 100).messages());
        for (From from : List.of(From.beginning(), From.after(cursor), From.laterThan(cursor.position().atMillis()),
                From.laterThan(1))) {
            assertThrows(Refusal.NoSuchUser.class, () -> other.inboxes().read(ada, from, 10, ANY));
        }
        assertEquals(Position.START, other.inboxes().tail(ada));
    }

    @Test
    void whateverDiesAtWhicheverWriteTheSameCallAgainFinishesAndNobodyElseIsHarmed() {
        for (boolean afterwards : new boolean[]{false, true}) {
            for (int n = 1;; n++) {
                UserId ada = newProtectedUser(aHash());
                UserId bob = newUser();
                store.directory().block(new Block(ada, bob, BlockScope.DIRECT, clock.instant()), ANY, 5);
                store.directory().block(new Block(bob, ada, BlockScope.DIRECT, clock.instant()), ANY, 5);
                GroupId group = newGroup(List.of(ada, bob));
                send(bob, group, "old");
                clock.move(OLD);
                faults.when(Faults.fromNth(n, request -> !(request instanceof QueryRequest)),
                        afterwards ? Faults.dieAfter() : Faults.die());
                boolean died = dies(() -> {
                    Erasure unused = store.erase(ada, 100);
                });
                faults.heal();
                send(bob, group, "meanwhile");
                Erasure rest = node(new Faults()).erase(ada, 100);
                if (rest.left() instanceof Erasure.Later(Instant then, var why)) {
                    clock.move(Duration.between(clock.instant(), then));
                    rest = node(new Faults()).erase(ada, 100);
                }
                assertEquals(NOTHING, rest.left(), "died at " + n);
                assertEquals(List.of(last(ada).position().sequence()), standing(ada), "died at " + n);
                assertEquals("message-closed", last(ada).message().value(), "died at " + n);
                assertEquals(List.of("old", "meanwhile"), texts(all(bob)), "died at " + n);
                assertEquals(List.of(), store.directory().blocks(bob, Optional.empty(), 5, ANY).items());
                if (!died) {
                    break;
                }
            }
        }
    }

    @Test
    void aGroupUnderCreationIsLeftWhenItIsThereOrSwept() {
        for (boolean created : new boolean[]{true, false}) {
            UserId ada = newUser();
            List<UserId> members = new ArrayList<>(newUsers(40));
            members.addFirst(ada);
            Group group = new Group(unknownGroup(), new Name("Many"), clock.instant(), 41, Optional.empty());
            Faults wire = new Faults();
            wire.when(Faults.nth(created ? 3 : 2, Faults.is(TransactWriteItemsRequest.class)), (request, send) -> {
                if (created) {
                    assertInstanceOf(Erasure.Later.class, store.erase(ada, 100).left());
                    return send.apply(request);
                }
                Object unused = send.apply(request);
                throw new Faults.ProcessDied();
            });
            boolean died = dies(() -> node(wire).directory().createGroup(group, members, WIDE));
            assertEquals(!created, died);
            if (created) {
                assertEquals(new Erasure(0, 0, 1, 0, NOTHING), store.erase(ada, 100));
            } else {
                Erasure.Later later = assertInstanceOf(Erasure.Later.class, store.erase(ada, 100).left());
                clock.move(Duration.between(clock.instant(), later.notBefore()));
                assertEquals(1, store.recover());
                assertEquals(new Erasure(0, 0, 0, 0, NOTHING), store.erase(ada, 100));
            }
        }
    }

    /** As a program does that takes the closing entry for any other. */
    @Test
    void whatAnEarlierVersionPutsBehindTheClosingEntryGoesTheNextTime() {
        UserId ada = newUser();
        Erasure unused = store.erase(ada, 100);
        tables.putEntries(ada, List.of(new InboxEntry(
                new Position(2, clock.millis() + 5), message(ada, ada, "by an earlier version"))));
        assertEquals(new Erasure(0, 0, 0, 1, NOTHING), store.erase(ada, 100));
        assertEquals(List.of(1L), standing(ada));
    }

    /** The tombstone was not there yet when the import looked. */
    @Test
    void anImportThatIsUnderWayMeetsTheClosingEntryAndGoesNoFurther() {
        for (long first : new long[]{1, 20}) {
            UserId ada = newUser();
            List<InboxEntry> entries = IntStream.range(0, 3).mapToObj(i -> new InboxEntry(
                    new Position(first + i, 1_000 + i), message(ada, ada, "imported " + i))).toList();
            Faults wire = new Faults();
            wire.when(Faults.nth(2, Faults.is(QueryRequest.class)), (request, send) -> {
                Object unused = store.erase(ada, 100);
                return send.apply(request);
            });
            try (DynamoStore importing = node(wire)) {
                assertEquals(List.of(Archive.Outcome.erased(ada)), importing.archive()
                        .write(List.of(new Piece.OfInbox(ada, Position.START, entries))));
            }
            assertEquals("message-closed", last(ada).message().value());
            assertEquals(List.of(1L), standing(ada));
        }
    }

    /** What one wrong count keeps it from does not keep the messages, nor it in other groups. */
    @Test
    void aGroupThatCannotBeLeftIsNamedAndEverythingElseGoes() {
        UserId ada = newUser();
        GroupId wrong = unknownGroup();
        store.directory().createGroup(new Group(wrong, new Name("Wrong"), clock.instant(), 1, Optional.of(ada)),
                List.of(ada), WIDE);
        List<GroupId> others = IntStream.range(0, 3).mapToObj(i -> newGroup(List.of(ada))).toList();
        sendTo(ada, ada, "old");
        clock.move(OLD);
        count(wrong, 2);
        Erasure first = store.erase(ada, 100);
        assertEquals(List.of(1, 3), List.of(first.messages(), first.groups()));
        Erasure.Later later = assertInstanceOf(Erasure.Later.class, first.left());
        assertTrue(later.why().contains(wrong.value()), later.why());
        others.forEach(group -> assertEquals(0,
                store.directory().findGroup(group, GroupCondition.exists()).members()));
        Seen.OfErased left = (Seen.OfErased) store.archive().look(List.of(new Subject.OfErased(ada))).getFirst();
        assertTrue(left.tied() && !left.messages(), left::toString);
        Subject.OfGroup subject = new Subject.OfGroup(wrong);
        assertTrue(store.archive().mend(new Mend.OfGroup(subject,
                (Seen.OfGroup) store.archive().look(List.of(subject)).getFirst())));
        assertEquals(new Erasure(0, 0, 1, 0, NOTHING), store.erase(ada, 100));
    }

    private void count(GroupId group, int members) {
        var unused = tables.client().updateItem(update -> update.tableName(TableDefinition.DIRECTORY
                .name(tables.prefix())).key(Key.profile(group).attributes()).updateExpression("SET members = :members")
                .expressionAttributeValues(Map.of(":members", Item.of(members))));
    }

    /** Erases until the profile is marked, and dies. */
    private void beginToErase(UserId user) {
        Faults wire = new Faults();
        wire.when(Faults.nth(1, Faults.is(TransactWriteItemsRequest.class)), Faults.dieAfter());
        assertTrue(dies(() -> {
            Erasure unused = node(wire).erase(user, 100);
        }));
    }

    @Test
    void whoIsBeingErasedInheritsNoGroup() {
        UserId owner = newUser();
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = unknownGroup();
        store.directory().createGroup(new Group(group, new Name("G"), clock.instant(), 1, Optional.of(owner)),
                List.of(owner), WIDE);
        for (UserId member : List.of(ada, bob)) {
            clock.move(Duration.ofSeconds(1));
            store.directory().addMember(group, member, clock.instant(), GroupCondition.exists(), WIDE);
        }
        beginToErase(ada);
        store.directory().removeMember(group, owner, GroupCondition.exists());
        assertEquals(Optional.of(bob), store.directory().findGroup(group, GroupCondition.exists()).owner());
        store.directory().removeMember(group, bob, GroupCondition.exists());
        assertEquals(Optional.of(ada), store.directory().findGroup(group, GroupCondition.exists()).owner());
        assertEquals(1, store.erase(ada, 100).groups());
        assertEquals(0, store.directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    void aGroupIsDeletedAlthoughSomebodyInItIsBeingErased() {
        UserId ada = newUser();
        List<UserId> others = newUsers(3);
        GroupId group = newGroup(List.of(ada, others.getFirst(), others.get(1), others.get(2)));
        beginToErase(ada);
        Groups groups = Messaging.over(store).clock(clock).build().as(Caller.administrator()).groups();
        StoreException unfinished = assertThrows(StoreException.class, () -> groups.delete(group));
        assertTrue(String.valueOf(unfinished.getMessage()).contains("being erased"), unfinished::getMessage);
        assertEquals(1, store.directory().findGroup(group, GroupCondition.exists()).members());
        assertEquals(1, store.erase(ada, 100).groups());
        assertEquals(0, groups.delete(group));
        assertThrows(Refusal.NoSuchGroup.class, () -> store.directory().findGroup(group, GroupCondition.exists()));
    }

    /** As a program leaves it that does not know of erasures, and sets a password. */
    @Test
    void whatWasWrittenToAMarkGoesTheNextTime() {
        UserId ada = newUser();
        assertEquals(NOTHING, store.erase(ada, 100).left());
        var unused = tables.client().updateItem(update -> update.tableName(TableDefinition.DIRECTORY
                .name(tables.prefix())).key(Key.profile(ada).attributes())
                .updateExpression("SET password = :p, suspended = :p")
                .expressionAttributeValues(Map.of(":p", Item.of("$somebody's"))));
        Subject.OfErased subject = new Subject.OfErased(ada);
        assertTrue(((Seen.OfErased) store.archive().look(List.of(subject)).getFirst()).tied());
        assertEquals(NOTHING, store.erase(ada, 100).left());
        assertTrue(((Seen.OfErased) store.archive().look(List.of(subject)).getFirst()).isFinished());
        assertEquals(List.of(), traces(ada).stream().filter(item -> item.has(Attributes.SUSPENDED)).toList());
    }

    private static boolean dies(Runnable call) {
        try {
            call.run();
            return false;
        } catch (Faults.ProcessDied died) {
            return true;
        }
    }

    private Mark last(UserId owner) {
        return inboxes().last(patience(), owner, Consistency.STRONG).orElseThrow();
    }

    private List<Long> standing(UserId owner) {
        return inboxes().oldest(patience(), owner, 100).stream().map(Position::sequence).toList();
    }

    private Patience patience() {
        return new Patience(new SerialSurroundings(clock), Duration.ofSeconds(10));
    }

    private InboxTable inboxes() {
        SerialSurroundings surroundings = new SerialSurroundings(clock);
        return new InboxTable(database(surroundings), surroundings);
    }

    private OutboxTable outbox() {
        SerialSurroundings surroundings = new SerialSurroundings(clock);
        return new OutboxTable(database(surroundings), surroundings);
    }

    private Database database(SerialSurroundings surroundings) {
        return new Database(Wire.before(tables.client(), new Faults().timeless()), tables.prefix(), surroundings);
    }
}
