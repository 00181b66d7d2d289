package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.LargeGroup.Creation;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Groups whose creator dies, is slow, or is refused on the way; and the recovery behind it. */
@OnDynamoDbLocal
class LargeGroupTest implements StoreContract {
    private static final int MEMBERS = 70;
    private static final MembershipLimits WIDE = new MembershipLimits(1_000, 1_000);
    private static final Predicate<DynamoDbRequest> CHANGE = Faults.is(TransactWriteItemsRequest.class);
    /** The intent, three times members, and the profile. */
    private static final int CHANGES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** After so long nobody works on a creation any more, wherever the clocks stand. */
    private static final Duration ABANDONED = PATIENCE.plus(Duration.ofSeconds(2 * 30 + 11));

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final DynamoStore healthy;
    private final Faults faults = new Faults();
    private final DynamoStore faulty;
    private final List<UserId> members;
    private int whole;

    LargeGroupTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.healthy = node(new Faults());
        this.faulty = node(faults);
        this.members = newUsers(MEMBERS);
    }

    private DynamoStore node(Faults wire) {
        return node(wire, clock).overdueAfter(Duration.ofMillis(1)).open();
    }

    /** One that does not notice that its clock is far from that of DynamoDB Local, which nobody can move. */
    private DynamoStore.Builder node(Faults wire, TestClock itsClock) {
        return tables.store(Wire.before(tables.client(), wire.timeless()))
                .surroundings(new SerialSurroundings(itsClock));
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
    void whereverTheCreatorDiesThereIsTheWholeGroupOrNothing() {
        for (boolean afterwards : new boolean[]{false, true}) {
            for (int n = 1;; n++) {
                Group group = group();
                int dying = faults.seen() + n;
                faults.heal();
                faults.when(request -> faults.seen() >= dying, afterwards ? Faults.dieAfter() : Faults.die());
                boolean died = dies(() -> create(faulty, group));
                recover(healthy);
                assertTrue(isWhole(group) || died);
                assertCounted();
                if (!died) {
                    break;
                }
            }
        }
        assertEquals(3, whole, "whole: one whose creator died after the last request, and two whose did not");
    }

    @Test
    void whicheverAnswerGetsLostTheGroupIsWhole() {
        for (int n = 1; n <= CHANGES; n++) {
            faults.heal();
            faults.when(Faults.nth(n, CHANGE), Faults.lostAnswer());
            Group group = group();
            create(faulty, group);
            assertTrue(isWhole(group), "lost answer " + n);
        }
        assertCounted();
    }

    @Test
    void aCreatorThatIsOvertakenByTheRecoveryGivesUpAndLeavesNothing() {
        for (int n = 2; n <= CHANGES; n++) {
            faults.heal();
            faults.when(Faults.nth(n, CHANGE), (request, send) -> {
                recover(healthy);
                return send.apply(request);
            });
            Group group = group();
            assertEquals(Outcome.NOT_DONE, failure(() -> create(faulty, group)));
            assertFalse(isWhole(group), "overtaken at " + n);
            assertCounted();
        }
    }

    @Test
    void ofTwoCreatorsWithOneKeyTheSlowerOneSweepsItsOwnGroupAndAnswersAsTheOther() {
        for (int n = 1; n <= CHANGES; n++) {
            faults.heal();
            RequestKey key = new RequestKey(String.format("%064x", n), "f".repeat(64), clock.instant());
            Group first = group();
            Group second = group();
            List<Done> answers = new ArrayList<>();
            faults.when(Faults.nth(n, CHANGE), (request, send) -> {
                answers.add(healthy.directory().createGroup(first, members, WIDE, Optional.of(key)));
                return send.apply(request);
            });
            answers.add(faulty.directory().createGroup(second, members, WIDE, Optional.of(key)));
            assertEquals(List.of(first.id().value(), first.id().value()), answers.stream().map(Done::id).toList());
            assertTrue(isWhole(first), "overtaken at " + n);
            assertFalse(isWhole(second), "overtaken at " + n);
            assertCounted();
            assertEquals(List.of(), overdue());
        }
    }

    @Test
    void aCreatorThatNeedsAllItsPatienceIsLeftAloneHoweverTheClocksStand() {
        TestClock behind = new TestClock(clock.instant().minus(ClockGuard.OFF_AT_MOST));
        TestClock ahead = new TestClock(clock.instant().plus(ClockGuard.OFF_AT_MOST));
        DynamoStore other = node(new Faults(), ahead).overdueAfter(Duration.ofMillis(1)).open();
        Duration patience = Duration.ofSeconds(100);
        DynamoStore creator = node(faults, behind).patience(patience).open();
        faults.when(Faults.nth(CHANGES, CHANGE), (request, send) -> {
            ahead.move(patience);
            assertEquals(0, other.recovery().round());
            return send.apply(request);
        });
        Group group = group();
        create(creator, group);
        assertTrue(isWhole(group));
        assertCounted();
    }

    @Test
    void aGroupWhoseCreatorDiedIsSweptOnceTheTimeIsUp() {
        Group group = left(CHANGES);
        clock.move(ABANDONED.minus(PATIENCE));
        assertEquals(0, healthy.recovery().round());
        clock.move(PATIENCE);
        assertEquals(1, healthy.recovery().round());
        assertFalse(isWhole(group));
        assertCounted();
    }

    @Test
    void whatArrivesAfterItWasSweptDoesNothing() {
        for (int n = 2; n <= CHANGES; n++) {
            int late = n;
            faults.heal();
            faults.when(lateFrom(late), faults.late());
            Group group = group();
            Outcome expected = n == CHANGES ? Outcome.UNKNOWN : Outcome.NOT_DONE;
            assertEquals(expected, failure(() -> create(faulty, group)));
            faults.heal();
            recover(healthy);
            faults.arrive();
            assertFalse(isWhole(group), "late " + n);
            assertCounted();
        }
    }

    @Test
    void whatArrivesWhileItIsSweptDoesNothing() {
        for (int late = 2; late <= CHANGES; late++) {
            // The mark is one change; as many members leave at a time as joined; and the last removes the place.
            for (int sweeping = 2; sweeping <= late; sweeping++) {
                faults.heal();
                faults.when(lateFrom(late), faults.late());
                Group group = group();
                assertThrows(StoreException.class, () -> create(faulty, group));
                faults.heal();
                assertTrue(faults.inTheNetwork() > 0);
                String which = "request " + late + " at " + sweeping + " of the sweeping";
                boolean last = sweeping == late;
                Faults wire = new Faults();
                wire.when(Faults.nth(sweeping, CHANGE), (request, send) -> {
                    faults.arrive();
                    assertEquals(last, removesPlace(request), which);
                    return send.apply(request);
                });
                assertTrue(sweep(wire, creation(group)), which);
                assertEquals(0, faults.inTheNetwork(), which);
                assertFalse(isWhole(group), which);
                assertCounted();
            }
        }
    }

    @Test
    void anIntentThatArrivesLateIsSwept() {
        faults.when(CHANGE, faults.late());
        Group group = group();
        assertEquals(Outcome.NOT_DONE, failure(() -> create(faulty, group)));
        faults.heal();
        faults.arrive();
        assertEquals(Outcome.NOT_DONE, failure(() -> create(healthy, group)));
        recover(healthy);
        create(healthy, group);
        assertTrue(isWhole(group));
        assertCounted();
    }

    @Test
    void whereverWhoSweepsDiesEverythingIsSweptAndCountedOnce() {
        for (boolean afterwards : new boolean[]{false, true}) {
            for (int n = 1;; n++) {
                Group group = left(4);
                Creation creation = creation(group);
                int dying = faults.seen() + n;
                faults.when(request -> faults.seen() >= dying, afterwards ? Faults.dieAfter() : Faults.die());
                boolean died = dies(() -> assertTrue(sweep(faults, creation)));
                boolean first = sweep(new Faults(), creation);
                assertTrue(died || !first);
                assertFalse(isWhole(group));
                assertCounted();
                if (!died) {
                    break;
                }
            }
        }
    }

    @Test
    void twoWhoSweepTheSameMembersCountEachOnce() {
        for (int n = 2; n <= 3; n++) {
            Group group = left(4);
            Creation creation = creation(group);
            Faults dying = new Faults();
            int removesPlace = 6 - n; // There is one time that members leave less if the first has swept some.
            dying.when(Faults.nth(removesPlace, CHANGE), Faults.die());
            faults.when(Faults.nth(n, CHANGE), (request, send) -> {
                assertTrue(dies(() -> assertFalse(sweep(dying, creation))));
                return send.apply(request);
            });
            assertTrue(sweep(faults, creation));
            assertFalse(isWhole(group), "overtaken at " + n);
            assertCounted();
        }
    }

    @Test
    void whoSweepsTooLateHarmsNoOtherGroupOfTheSameId() {
        for (int n = 1; n <= 4; n++) {
            Group group = left(4);
            Creation creation = creation(group);
            faults.when(Faults.nth(n, CHANGE), (request, send) -> {
                assertTrue(sweep(new Faults(), creation));
                create(healthy, group);
                return send.apply(request);
            });
            assertFalse(sweep(faults, creation));
            assertTrue(isWhole(group), "overtaken at " + n);
            assertCounted();
        }
    }

    @Test
    void anIntentThatStandsAloneGoesAndHarmsNoOtherGroupOfTheSameId() {
        Group group = group();
        for (boolean another : new boolean[]{false, true}) {
            if (another) {
                create(healthy, group);
            }
            putIntent(group.id());
            clock.move(ABANDONED);
            assertEquals(1, healthy.recovery().round());
            assertEquals(List.of(), overdue());
            assertEquals(0, healthy.recovery().round());
            assertEquals(another, isWhole(group));
        }
        assertCounted();
    }

    @Test
    void whoSweepsWhatOthersHaveFinishedOrSweptSaysThatItDidNot() {
        Group group = left(4);
        Creation creation = creation(group);
        assertTrue(sweep(new Faults(), creation));
        assertFalse(sweep(new Faults(), creation));
        create(healthy, group);
        assertFalse(sweep(new Faults(), creation));
        assertTrue(isWhole(group));
        assertCounted();
    }

    @Test
    void whoDoesNotExistAnyMoreKeepsNothingFromBeingSwept() {
        Group group = left(4);
        for (int gone : List.of(3, 40, 41)) {
            var unused = tables.client().deleteItem(delete -> delete
                    .tableName(TableDefinition.DIRECTORY.name(tables.prefix()))
                    .key(Key.profile(members.get(gone)).attributes()));
        }
        clock.move(ABANDONED);
        assertEquals(1, healthy.recovery().round());
        assertFalse(isWhole(group));
        assertCounted();
    }

    @Test
    void aRefusalOnTheWayIsSweptAtOnce() {
        UserId last = members.getLast();
        MembershipLimits one = new MembershipLimits(1_000, 1);
        faults.when(Faults.nth(1, CHANGE), (request, send) -> {
            GroupId other = newGroup(List.of());
            healthy.directory().addMember(other, last, clock.instant(), GroupCondition.exists(), WIDE);
            return send.apply(request);
        });
        Group group = group();
        assertThrows(Refusal.TooManyGroups.class, () -> faulty.directory().createGroup(group, members, one));
        assertFalse(isWhole(group));
        assertTrue(overdue().isEmpty());
        assertCounted();
    }

    @Test
    void whatIsSureToBeRefusedBeginsNothing() {
        faults.when(CHANGE, Faults.die());
        List<UserId> oneMissing = new ArrayList<>(members);
        oneMissing.set(50, unknownUser());
        assertThrows(Refusal.NoSuchUser.class, () -> faulty.directory().createGroup(group(), oneMissing, WIDE));
        assertThrows(Refusal.GroupFull.class,
                () -> faulty.directory().createGroup(group(), members, new MembershipLimits(MEMBERS - 1, 1)));
        Group taken = new Group(newGroup(List.of()), new Name("Taken"), clock.instant(), MEMBERS, Optional.empty());
        assertThrows(Refusal.IdTaken.class, () -> create(faulty, taken));
        assertCounted();
    }

    @Test
    void aGroupUnderCreationDoesNotExistForAnybody() {
        GroupId before = newGroup(List.of(members.getFirst()));
        Group group = left(5);
        GroupId after = newGroup(List.of(members.getFirst()));
        UserId member = members.getFirst();
        GroupId id = group.id();
        GroupCondition exists = GroupCondition.exists();
        assertThrows(Refusal.NoSuchGroup.class, () -> healthy.directory().findGroup(id, exists));
        assertThrows(Refusal.NoSuchGroup.class, () -> healthy.directory().members(id, Optional.empty(), 5, exists));
        assertThrows(Refusal.NoSuchGroup.class, () -> healthy.directory().removeMember(id, member, exists));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> healthy.directory().addMember(id, newUser(), clock.instant(), exists, WIDE));
        Refusal no = new Refusal.NotPermitted("take part");
        assertEquals(no, assertThrows(Refusal.class, () -> healthy.directory().addMember(id, newUser(),
                clock.instant(), new GroupCondition.IsOpenOrHas(member, no), WIDE)));
        healthy.inboxes().deliver(message(member, id, "?"), AccountCondition.exists(), facts -> {
            assertFalse(((Facts.OfGroup) facts).groupExists());
            assertEquals(List.of(), ((Facts.OfGroup) facts).members());
            return List.of();
        });
        Group another = new Group(id, new Name("Another"), clock.instant(), 0, Optional.empty());
        assertEquals(Outcome.NOT_DONE,
                failure(() -> healthy.directory().createGroup(another, List.of(), WIDE)));
        assertEquals(Outcome.NOT_DONE, failure(
                () -> healthy.directory().createGroup(another, List.of(member), WIDE)));
        List<GroupId> shown = IntStream.range(0, 2).boxed().flatMap(i -> groupsOf(member, 1).stream()).toList();
        assertEquals(List.of(before, after).stream().map(GroupId::value).sorted().toList(),
                shown.stream().distinct().map(GroupId::value).sorted().toList());
        recover(healthy);
        assertCounted();
    }

    @Test
    @Tag("long")
    void theLargestGroupIsCreatedWithinOneCall() {
        List<UserId> many = newUsers(5_000);
        Group group = new Group(unknownGroup(), new Name("Largest"), clock.instant(), many.size(), Optional.empty());
        try (DynamoStore node = tables.open(clock)) {
            node.directory().createGroup(group, many, new MembershipLimits(5_000, 1));
            assertEquals(group, node.directory().findGroup(group.id(), GroupCondition.exists()));
        }
        List<UserId> joined = items().stream().filter(DynamoDirectory::isMember).map(DynamoDirectory::memberId)
                .toList();
        assertEquals(many, joined);
    }

    /** Page by page. */
    private List<GroupId> groupsOf(UserId user, int limit) {
        List<GroupId> groups = new ArrayList<>();
        Optional<GroupId> after = Optional.empty();
        while (true) {
            Page<Membership> page = healthy.directory().groupsOf(user, after, limit, AccountCondition.exists());
            groups.addAll(page.items().stream().map(Membership::group).toList());
            if (!page.more()) {
                return groups;
            }
            after = Optional.of(groups.getLast());
        }
    }

    private Group group() {
        return new Group(unknownGroup(), new Name("Large"), clock.instant(), MEMBERS, Optional.of(members.getFirst()));
    }

    private void create(DynamoStore node, Group group) {
        node.directory().createGroup(group, members, WIDE);
    }

    /** What is left when the creator dies instead of making its n-th change. */
    private Group left(int change) {
        Group group = group();
        faults.heal();
        faults.when(Faults.nth(change, CHANGE), Faults.die());
        assertTrue(dies(() -> create(faulty, group)));
        faults.heal();
        return group;
    }

    private static Predicate<DynamoDbRequest> lateFrom(int n) {
        int[] counted = {0};
        return request -> CHANGE.test(request) && ++counted[0] >= n;
    }

    private static boolean removesPlace(DynamoDbRequest request) {
        return ((TransactWriteItemsRequest) request).transactItems().stream()
                .allMatch(change -> change.delete() != null);
    }

    private static boolean dies(Runnable call) {
        try {
            call.run();
            return false;
        } catch (Faults.ProcessDied died) {
            return true;
        }
    }

    private static Outcome failure(Runnable call) {
        return assertThrows(StoreException.class, call::run).outcome();
    }

    private void recover(DynamoStore node) {
        clock.move(ABANDONED);
        var unused = node.recovery().round();
        assertEquals(0, node.counters().deliveriesUnfinished());
    }

    private List<Item> overdue() {
        return items().stream().filter(item -> item.text(Attributes.PK).startsWith("outbox#")).toList();
    }

    private List<Item> items() {
        String table = TableDefinition.DIRECTORY.name(tables.prefix());
        return tables.client().scanPaginator(scan -> scan.tableName(table)).items().stream().map(Item::new).toList();
    }

    private void putIntent(GroupId group) {
        Map<String, AttributeValue> intent = new HashMap<>(Key.creation(group, clock.millis()).attributes());
        intent.put(Attributes.CREATION, Item.of("another"));
        tables.client().putItem(put -> put.tableName(TableDefinition.DIRECTORY.name(tables.prefix())).item(intent));
    }

    private Creation creation(Group group) {
        Item intent = overdue().stream().filter(item -> item.text(Attributes.SK).endsWith(group.id().value()))
                .findFirst().orElseThrow();
        return new Creation(group.id(), new Key(intent.text(Attributes.PK), intent.text(Attributes.SK)),
                intent.text(Attributes.CREATION));
    }

    private boolean sweep(Faults wire, Creation creation) {
        Surroundings surroundings = new SerialSurroundings(clock);
        Database database = new Database(Wire.before(tables.client(), wire), tables.prefix(), surroundings);
        return new LargeGroup(new DirectoryTable(database, surroundings), surroundings)
                .sweep(new Patience(surroundings, Duration.ofSeconds(10)), creation);
    }

    /** True if all are in it, false if there is no trace of it; anything else fails. */
    private boolean isWhole(Group group) {
        List<Item> items = items().stream().filter(item -> item.text(Attributes.PK).equals(group.id().value()))
                .toList();
        if (items.isEmpty()) {
            assertThrows(Refusal.NoSuchGroup.class,
                    () -> healthy.directory().findGroup(group.id(), GroupCondition.exists()));
            return false;
        }
        assertEquals(group, healthy.directory().findGroup(group.id(), GroupCondition.exists()));
        assertEquals(members, items.stream().filter(DynamoDirectory::isMember).map(DynamoDirectory::memberId).toList());
        whole++;
        return true;
    }

    /** What each user counts is what stands there, and what stands there are groups. */
    private void assertCounted() {
        List<Item> items = items();
        Map<String, Long> memberships = items.stream().filter(item -> item.text(Attributes.SK).startsWith(Key.GROUP))
                .collect(Collectors.groupingBy(item -> item.text(Attributes.PK), Collectors.counting()));
        Map<String, Long> counted = items.stream()
                .filter(item -> item.text(Attributes.SK).equals(Key.PROFILE) && item.number(Attributes.GROUPS, 0) != 0)
                .collect(Collectors.toMap(item -> item.text(Attributes.PK), item -> item.number(Attributes.GROUPS)));
        assertEquals(memberships, counted);
        for (UserId member : List.of(members.getFirst(), members.getLast())) {
            assertEquals(memberships.getOrDefault(member.value(), 0L), groupsOf(member, 100).size());
        }
        assertEquals(List.of(), overdue());
    }
}
