package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.ArchiveContract;
import dev.messaging.core.contract.ListingContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That DynamoDB keeps the promises of the archive, with the rights of an operator, which servers do not have; and what it has besides:
 * two sides, counts, deliveries under way, and requests that fail.
 */
@OnDynamoDbLocal
class DynamoArchiveTest implements ArchiveContract, ListingContract {
    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final DynamoStore store;

    DynamoArchiveTest(LocalTables shared) {
        this.tables = shared.fresh();
        this.store = tables.store().surroundings(new SerialSurroundings(clock)).open();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    private List<Stored> records(Section section, int atOnce) {
        List<Found> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Archive.Part part = store.archive().read(section, next, atOnce);
            found.addAll(part.found());
            next = part.next();
        } while (next.isPresent());
        return found.stream().map(Found::stored).toList();
    }

    private void put(Key key, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(more);
        item.putAll(key.attributes());
        var unused = tables.client()
                .putItem(put -> put.tableName(TableDefinition.DIRECTORY.name(tables.prefix())).item(item));
    }

    private void delete(Key key) {
        var unused = tables.client().deleteItem(
                delete -> delete.tableName(TableDefinition.DIRECTORY.name(tables.prefix())).key(key.attributes()));
    }

    @Test
    void aDamagedProfileDoesNotHideTheOthersFromAList() {
        UserId ada = newUser();
        put(Key.profile(unknownUser()), Map.of(Attributes.CREATED, Item.of(5)));
        UserId bob = newUser();
        assertEquals(Set.of(ada, bob), store.directory().users(Optional.empty(), 10).items().stream()
                .map(account -> account.user().id()).collect(Collectors.toSet()));
    }

    @Test
    void whatIsDamagedIsShownAsItIsStored() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        delete(Key.membership(ada, group));
        put(Key.block(ada, bob), Map.of(Attributes.SCOPE, Item.of("direct"), Attributes.SINCE, Item.of(5)));
        put(Key.profile(unknownUser()), Map.of(Attributes.NAME, Item.of("nobody knows when")));
        put(Key.block(bob, ada), Map.of(Attributes.SCOPE, Item.of(7), Attributes.SINCE, Item.of(5)));
        assertEquals(2, records(Section.MEMBERS, 10).size());
        assertEquals(List.of(new Stored.OfMember(group, bob, clock.instant())), records(Section.MEMBERSHIPS, 10));
        assertEquals(1, records(Section.BLOCKS, 10).stream().filter(Stored.OfBlock.class::isInstance).count());
        assertEquals(1, records(Section.BLOCKS, 10).stream().filter(Stored.Unreadable.class::isInstance).count());
        assertEquals(List.of(), records(Section.BLOCKED_BY, 10));
        assertEquals(1, records(Section.USERS, 1).stream().filter(Stored.Unreadable.class::isInstance).count());
        assertTrue(records(Section.USERS, 10).stream().filter(Stored.OfUser.class::isInstance)
                .map(Stored.OfUser.class::cast).allMatch(user -> user.groups().equals(OptionalLong.of(1))));
        assertTrue(store.archive().write(List.of(new Piece.OfMember(group, ada, clock.instant()))).getFirst().conflict()
                .orElseThrow().contains("from one side only"));
        assertEquals(1, records(Section.MEMBERSHIPS, 10).size());
    }

    @Test
    void aRequestWhoseMessageHasNotGotToItsInboxIsNotDecidedUntilItIsRepeated() {
        UserId ada = newUser();
        sendTo(ada, ada, "before");
        RequestKey key = new RequestKey("e".repeat(64), "f".repeat(64), clock.instant());
        Message message = message(ada, ada, "remembered, and then its sender died");
        Decision.Done done = new Decision.Done(message.id().value(), message.sentAt(), 1);
        put(Key.request(key), new RequestRecord(key.fingerprint(), done, new RequestRecord.ToInbox(ada, Position.START))
                .attributes(key.expiresAt()));
        assertEquals(Optional.empty(), store.archive().decided(key));
        assertEquals(done, store.inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(ada),
                Optional.of(key)));
        assertEquals(Optional.of(done), store.archive().decided(key));
        assertEquals(2, all(ada).entries().size());
        var unused = store.erase(ada, 100);
        assertEquals(Optional.of(done), store.archive().decided(key), "it was there");
    }

    @Test
    void aDamagedEntryOfAnInboxIsToldWithItsNumberAndAClosingOneIsNone() {
        UserId ada = newUser();
        sendTo(ada, ada, "one");
        sendTo(ada, ada, "two");
        sendTo(ada, ada, "three");
        var unused = tables.client().updateItem(update -> update
                .tableName(TableDefinition.MESSAGES.name(tables.prefix())).key(MessageItems.key(ada, 2))
                .updateExpression("REMOVE sender"));
        assertEquals(List.of(1L, 2L, 3L), store.archive().inbox(ada, 0, 10).found().stream()
                .map(Archive.Numbered::sequence).toList());
        assertTrue(store.archive().inbox(ada, 1, 1).found().getFirst().stored() instanceof Stored.Unreadable);
        var erased = store.erase(ada, 100);
        assertTrue(store.archive().inbox(ada, 0, 10).found().stream()
                .noneMatch(found -> found.sequence() > 3), erased.toString());
    }

    @Test
    void whatIsUnderWayIsReadShardByShard() {
        List<String> ids = Stream.generate(() -> "message-" + unknownUser().value().substring(5)).limit(40).toList();
        ids.forEach(id -> put(new Key(Key.outboxShard(Math.floorMod(id.hashCode(), Key.OUTBOX_SHARDS)),
                Key.acceptedAt(1_000) + "#" + id), Map.of()));
        for (int atOnce : List.of(1, 3, 1_000)) {
            List<Stored> underWay = records(Section.UNDER_WAY, atOnce);
            assertEquals(ids.stream().sorted().toList(), underWay.stream()
                    .map(one -> ((Stored.UnderWay) one).id()).sorted().toList());
        }
    }

    /** DynamoDB looks at a megabyte in one go, whatever is asked of it. */
    @Test
    void allThatIsUnderWayInOneShardIsReadHoweverLargeItIs() {
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> "message-" + i).toList();
        ids.forEach(id -> put(new Key(Key.outboxShard(3), Key.acceptedAt(1_000) + "#" + id),
                Map.of("text", Item.of("x".repeat(390_000)))));
        put(new Key(Key.outboxShard(5), Key.acceptedAt(1_000) + "#message-last"), Map.of());
        List<String> all = Stream.concat(ids.stream(), Stream.of("message-last")).toList();
        for (int atOnce : List.of(2, 1_000)) {
            assertEquals(all, records(Section.UNDER_WAY, atOnce).stream().map(one -> ((Stored.UnderWay) one).id())
                    .toList());
        }
    }

    @Test
    void aGroupUnderCreationIsNone() {
        GroupId group = unknownGroup();
        put(Key.profile(group), Map.of(Attributes.CREATION, Item.of("somebody")));
        assertEquals(List.of(), records(Section.GROUPS, 10));
        assertTrue(store.archive().write(List.of(new Piece.OfGroup(group, new Name("G"), clock.instant(),
                Optional.empty()))).getFirst().conflict().orElseThrow().contains("is being created"));
    }

    private Seen.OfMember look(Subject.OfMember subject) {
        return (Seen.OfMember) store.archive().look(List.of(subject)).getFirst();
    }

    @Test
    void aMendThatComesLateLeavesWhatSomebodyElseHasDone() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        Subject.OfMember subject = new Subject.OfMember(group, ada);
        delete(Key.membership(ada, group));
        Seen.OfMember torn = look(subject);
        store.directory().removeMember(group, ada, GroupCondition.exists());
        assertFalse(store.archive().mend(new Mend.OfMember(subject, torn)));
        assertEquals(Optional.empty(), look(subject).atUser());
        Subject.OfGroup counted = new Subject.OfGroup(group);
        Seen.OfGroup before = (Seen.OfGroup) store.archive().look(List.of(counted)).getFirst();
        store.directory().addMember(group, ada, clock.instant(), GroupCondition.exists(),
                new MembershipLimits(10, 10));
        assertFalse(store.archive().mend(new Mend.OfGroup(counted, before)));
        assertEquals(2, store.directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    void membersOfAGroupUnderCreationAreItsCreatorsAffair() {
        UserId ada = newUser();
        GroupId group = unknownGroup();
        put(Key.profile(group), Map.of(Attributes.CREATION, Item.of("somebody")));
        put(Key.member(group, ada), Map.of(Attributes.JOINED, Item.of(5)));
        Subject.OfMember subject = new Subject.OfMember(group, ada);
        Seen.OfMember seen = look(subject);
        assertEquals(Seen.Presence.COMING, seen.group());
        assertTrue(seen.isRight());
        assertFalse(store.archive().mend(new Mend.OfMember(subject, seen)));
        assertEquals(seen, look(subject));
    }

    @Test
    void whatIsLeftWithAUserWhoWasErasedIsTheErasuresAffair() {
        UserId ada = newUser();
        GroupId group = newGroup(List.of(ada));
        put(Key.profile(ada), Map.of("erased", Item.of(5)));
        Subject.OfMember subject = new Subject.OfMember(group, ada);
        Seen.OfMember seen = look(subject);
        assertEquals(Seen.Presence.ERASED, seen.user());
        assertTrue(seen.isRight());
        assertFalse(store.archive().mend(new Mend.OfMember(subject, seen)));
        assertEquals(seen, look(subject));
    }

    /** No erasure finds it, for it looks with the user who is erased. */
    @Test
    void whatIsLeftOfAUserWhoWasErasedWithOthersAloneIsMended() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        assertEquals(1, store.erase(ada, 100).groups());
        Map<String, AttributeValue> terms = Map.of(Attributes.SCOPE, Item.of("direct"), Attributes.SINCE, Item.of(5));
        put(Key.member(group, ada), Map.of(Attributes.JOINED, Item.of(5)));
        put(Key.block(bob, ada), terms);
        put(Key.blockedBy(bob, ada), terms);
        Subject.OfMember member = new Subject.OfMember(group, ada);
        assertFalse(look(member).isRight());
        assertTrue(store.archive().mend(new Mend.OfMember(member, look(member))));
        assertEquals(List.of(new Stored.OfMember(group, bob, clock.instant())), records(Section.MEMBERS, 10));
        for (Subject.OfBlock block : List.of(new Subject.OfBlock(bob, ada), new Subject.OfBlock(ada, bob))) {
            Seen.OfBlock seen = (Seen.OfBlock) store.archive().look(List.of(block)).getFirst();
            assertFalse(seen.isRight());
            assertTrue(store.archive().mend(new Mend.OfBlock(block, seen)));
            assertFalse(store.archive().mend(new Mend.OfBlock(block, seen)));
        }
        assertEquals(List.of(), records(Section.BLOCKS, 10));
        assertEquals(List.of(), records(Section.BLOCKED_BY, 10));
    }

    /** All kinds of pieces, one call after the other, as an import brings them. */
    private List<List<Piece>> pieces() {
        List<UserId> users = Stream.generate(this::unknownUser).limit(3).toList();
        Piece.OfGroup group = new Piece.OfGroup(unknownGroup(), new Name("G"), clock.instant(),
                Optional.of(users.getFirst()));
        List<InboxEntry> entries = Stream.iterate(20L, n -> n + 1).limit(3).map(n -> new InboxEntry(
                new Position(n, n * 1_000), message(users.get(1), users.getFirst(), "entry " + n))).toList();
        return List.of(
                users.stream().<Piece>map(id -> new Piece.OfUser(
                        new Account(new User(id, new Name("U"), clock.instant()), Optional.of(aHash())), false, 1))
                        .toList(),
                List.of(group),
                users.stream().<Piece>map(id -> new Piece.OfMember(group.id(), id, clock.instant())).toList(),
                List.of(new Piece.OfBlock(new Block(users.getFirst(), users.get(1), BlockScope.DIRECT,
                        clock.instant())), new Piece.OfInbox(users.getFirst(), Position.START, entries)));
    }

    @Test
    void whicheverRequestFailsAndHoweverWritingAgainMakesItWhole() {
        Faults counting = new Faults();
        try (DynamoStore node = node(counting)) {
            pieces().forEach(some -> assertTrue(node.archive().write(some).stream()
                    .allMatch(outcome -> outcome.conflict().isEmpty() && outcome.identical() == 0)));
        }
        assertTrue(counting.seen() > 10, "there were " + counting.seen() + " requests");
        List<Supplier<Wire>> kinds = List.of(Faults::lostRequest, Faults::lostAnswer, Faults::internalErrorAfter,
                Faults::throttle, Faults::die, Faults::dieAfter);
        for (int n = 1; n <= counting.seen(); n++) {
            for (Supplier<Wire> kind : kinds) {
                writeThoughTheNthFails(n, kind.get());
            }
        }
    }

    private void writeThoughTheNthFails(int n, Wire fault) {
        List<List<Piece>> pieces = pieces();
        Faults faults = new Faults();
        try (DynamoStore node = node(faults)) {
            faults.when(Faults.nth(n, request -> true), fault);
            pieces.forEach(some -> {
                List<Outcome> unused = node.archive().write(some);
            });
        } catch (StoreException | Faults.ProcessDied failed) {
            assertTrue(n > 0);
        }
        pieces.forEach(some -> assertTrue(store.archive().write(some).stream()
                .allMatch(outcome -> outcome.conflict().isEmpty())));
        pieces.forEach(some -> assertTrue(store.archive().compare(some).stream()
                .allMatch(outcome -> outcome.conflict().isEmpty() && outcome.written() == 0)));
        Piece.OfGroup group = (Piece.OfGroup) pieces.get(1).getFirst();
        Group found = store.directory().findGroup(group.id(), GroupCondition.exists());
        assertEquals(3, found.members(), "request " + n);
    }

    private DynamoStore node(Faults wire) {
        return tables.store(Wire.before(tables.client(), wire.timeless())).surroundings(new SerialSurroundings(clock))
                .patience(Duration.ofMillis(300)).open();
    }
}
