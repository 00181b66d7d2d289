package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.GroupsContract;
import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What each operation costs: trips to DynamoDB one after another, and capacity units. This is the source of the cost
 * model: whoever changes a figure here changes the design.
 */
@OnDynamoDbLocal
class CapacityTest implements StoreContract {
    /** Units vary by halves. */
    private static final double EXACT = 0.001;
    /** Keys of 86 bytes, and when the member joined. */
    private static final int BYTES_OF_MEMBER = 102;
    /** In an inbox that is empty yet; about ten more in one that is not. */
    private static final int BYTES_OF_START = 20;
    private static final int BYTES_OF_DELIVERY = 280;
    /** To learn that nobody blocks the sender. */
    private static final int NOBODY_BLOCKS = 1;

    private static final MembershipLimits WIDE = new MembershipLimits(1_000, 1_000);
    private static final AccountCondition OPEN = AccountCondition.isOpen(new Refusal.Unauthenticated(),
            new Refusal.Unauthenticated());

    private final TestClock clock = new TestClock();
    private final Meter meter = new Meter(new SerialSurroundings(clock));
    private final LocalTables tables;
    private DynamoStore store;
    private int keys;

    CapacityTest(LocalTables tables) {
        this.tables = tables;
        this.store = metered();
    }

    /** A process that knows nothing yet. */
    private DynamoStore metered() {
        return tables.store(Wire.before(tables.client(), meter)).surroundings(meter.surroundings()).open();
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
    void aCheckFromACursorIsHalfAUnitWhenTheAccountIsCachedAndOneOtherwise() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 20);
        assertCost(1, 0.5, 0, () -> check(ada, From.after(seen.next())));
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, From.after(seen.next())));
        assertCost(1, 0.5, 0, () -> check(ada, From.after(seen.next())));
    }

    @Test
    void aCheckFromTheLastTimestampIsHalfAUnitToOne() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 20);
        From last = From.laterThan(seen.next().position().atMillis());
        assertCost(1, 0.5, 0, () -> check(ada, last));
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, last));
        sendTo(ada, ada, "new");
        assertCost(1, 0.5, 0, () -> assertEquals(1,
                store.inboxes().read(ada, last, 100, AccountCondition.exists()).entries().size()));
    }

    @Test
    void aFirstCheckReadsStronglyForOneToTwoUnits() {
        UserId ada = newUser();
        assertCost(1, 1.5, 0, () -> check(ada, From.beginning()));
        assertCost(1, 1, 0, () -> check(ada, From.beginning()));
        var unused = filled(ada, 20);
        assertCost(1, 1, 0, () -> check(ada, From.beginning()));
    }

    @Test
    void aMessageToAUserIsTwoTripsAndOneUnitToWrite() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(2, 3.5, 1, () -> sendTo(ada, bob, "é".repeat(400)));
        // Where the inbox ends is known for some seconds.
        assertCost(2, 3, 1, () -> sendTo(ada, bob, "again"));
        assertCost(2, 2.5, 1, () -> sendTo(ada, ada, "to myself"));
    }

    @Test
    void aMessageWithAKeyIsOneTripOneUnitToReadAndOneToWriteMore() {
        UserId ada = newUser();
        UserId bob = newUser();
        RequestKey key = key();
        assertCost(3, 3.5 + 1, 1 + 1, () -> deliver(ada, bob, "é".repeat(400), List.of(bob), key));
        assertCost(3, 3 + 1, 1 + 1, () -> deliver(ada, bob, "another", List.of(bob), key()));
        assertCost(2, 3 + 1, 1, () -> deliver(ada, bob, "é".repeat(400), List.of(bob), key));
        assertCost(2, 3 + 1, 1, () -> assertRefused(() -> deliver(ada, bob, "no", refusing(bob), key())));
    }

    @Test
    void aMessageWithAKeyToAGroupWritesTheDeliveryInATransaction() {
        for (int members : new int[]{2, 60}) {
            List<UserId> users = newUsersWithSystemIds(members);
            GroupId group = newGroup(users);
            store = metered();
            int outboxItem = 1 + (members * BYTES_OF_START + BYTES_OF_DELIVERY) / 1_024;
            RequestKey key = key();
            double found = Math.ceil(members * BYTES_OF_MEMBER / 4_096.0) + NOBODY_BLOCKS + 1;
            assertCost(5, found + members / 2.0, members + 2 + 3 * outboxItem,
                    () -> deliver(users.getFirst(), group, "Hello, all of you", users, key));
            assertCost(2, found + 1, 0, () -> deliver(users.getFirst(), group, "Hello, all of you", users, key));
        }
    }

    @Test
    void creatingWithAKeyIsATransaction() {
        RequestKey key = key();
        Account account = new Account(new User(unknownUser(), new Name("Ada"), clock.instant()), Optional.empty());
        for (int repeated = 0; repeated < 2; repeated++) {
            assertCost(1, 0, 4, () -> assertEquals(account.user().id().value(),
                    store.directory().createUser(account, Optional.of(key)).id()));
        }
        List<UserId> members = newUsersWithSystemIds(33);
        assertCost(1, 0, 4, () -> create(List.of(), key()));
        assertCost(1, 0, 4 + 6 * 32, () -> create(members.subList(0, 32), key()));
        RequestKey ofLarge = key();
        assertCost(4, 33 + 2, 4 + 2 + 6 * 33 + 6, () -> create(members, ofLarge));
        assertCost(1, 33 + 2, 0, () -> create(members, ofLarge));
    }

    private RequestKey key() {
        return new RequestKey(String.format("%064x", clock.millis() * 1_000 + keys++), "f".repeat(64),
                clock.instant());
    }

    private void deliver(UserId sender, Recipient recipient, String text, List<UserId> owners, RequestKey key) {
        deliver(sender, recipient, text, facts -> owners, key);
    }

    private void deliver(UserId sender, Recipient recipient, String text, Admission admission, RequestKey key) {
        var unused = store.inboxes().deliver(message(sender, recipient, text), AccountCondition.exists(), admission,
                Optional.of(key));
    }

    private static Admission refusing(UserId receiver) {
        return facts -> {
            throw new Refusal.Blocked(receiver);
        };
    }

    private void create(List<UserId> members, RequestKey key) {
        assertEquals(members.size(), store.directory().createGroup(
                new Group(unknownGroup(), new Name("Many"), clock.instant(), members.size(), Optional.empty()), members,
                WIDE, Optional.of(key)).count());
    }

    @Test
    void askingForNewsIsOneTripAndHalfAUnitForEachInboxWhetherThereAreSomeOrNot() {
        List<UserId> users = newUsersWithSystemIds(150);
        Map<UserId, Position> places = new HashMap<>();
        users.forEach(user -> {
            sendTo(user, user, "seen");
            places.put(user, store.inboxes().tail(user));
        });
        assertCost(1, 150 / 2.0, 0, () -> assertEquals(Set.of(), store.inboxes().grown(places)));
        sendTo(users.getFirst(), users.getFirst(), "new");
        assertCost(1, 150 / 2.0, 0,
                () -> assertEquals(Set.of(users.getFirst()), store.inboxes().grown(places)));
        Map<UserId, Position> empty = new HashMap<>();
        newUsersWithSystemIds(2).forEach(user -> empty.put(user, Position.START));
        assertCost(1, 2 / 2.0, 0, () -> assertEquals(Set.of(), store.inboxes().grown(empty)));
    }

    @Test
    void aTrimReadsWhatGoesAndWritesOnceForEachAndTheFirstCheckBehindItReadsTheFloor() {
        UserId ada = newUser();
        putEntries(ada, 1, 25, clock.millis() - Inboxes.TRIM_AGE_MIN.toMillis() - 1_000);
        putEntries(ada, 26, 30, clock.millis() - Inboxes.TRIM_AGE_MIN.toMillis() - 1_000);
        assertCost(5, 1 + Key.OUTBOX_SHARDS + 2, 1 + 29,
                () -> assertEquals(29, store.inboxes().trim(ada, clock.instant(), 100)));
        store = metered();
        assertCost(2, 1 + 0.5 + 1, 0, () -> check(ada, From.beginning()));
        assertCost(1, 1, 0, () -> check(ada, From.beginning()));
    }

    @Test
    void aMessageToAGroupIsFiveTripsTheLastAfterTheAnswer() {
        for (int members : new int[]{2, 20, 60}) {
            List<UserId> users = newUsersWithSystemIds(members);
            GroupId group = newGroup(users);
            store = metered();
            int outboxItem = 1 + (members * BYTES_OF_START + BYTES_OF_DELIVERY) / 1_024;
            assertCost(5, Math.ceil(members * BYTES_OF_MEMBER / 4_096.0) + NOBODY_BLOCKS + members / 2.0,
                    members + 2 * outboxItem,
                    () -> send(users.getFirst(), group, "Hello, all of you"));
        }
    }

    @Test
    void creatingIsOneTripAndOneUnit() {
        UserId ada = unknownUser();
        GroupId group = unknownGroup();
        Name longest = new Name("🦊".repeat(Name.CODE_POINTS_MAX));
        assertCost(1, 0, 1, () -> store.directory()
                .createUser(new Account(new User(ada, longest, clock.instant()), Optional.empty())));
        assertCost(1, 0, 1,
                () -> store.directory().createGroup(new Group(group, longest, clock.instant(), 0, Optional.empty()),
                        List.of(), new MembershipLimits(1_000, 1_000)));
    }

    @Test
    void blockingAndUnblockingAreOneTripAndEightUnitsAtMost() {
        UserId ada = newUser();
        UserId bob = newUser();
        for (AccountCondition condition : List.of(AccountCondition.exists(), OPEN)) {
            assertCost(1, 0, 8, () -> block(ada, bob, condition));
            assertCost(1, 0, 8, () -> store.directory().unblock(ada, bob, condition));
            assertCost(1, 0, 6, () -> block(ada, ada, condition));
            assertCost(1, 0, 6, () -> store.directory().unblock(ada, ada, condition));
        }
        UserId guarded = newProtectedUser(aHash());
        assertCost(1, 0, 8, () -> assertRefused(() -> block(guarded, ada, OPEN)));
        assertCost(1, 0, 8, () -> assertRefused(() -> block(unknownUser(), ada, OPEN)));
    }

    @Test
    void joiningAndLeavingAreOneTripAndTenUnitsAtMost() {
        UserId owner = newUser();
        UserId ada = newUser();
        for (GroupId group : List.of(newGroup(List.of(owner)), GroupsContract.newOwnedGroup(this, owner, List.of()))) {
            assertCost(1, 0, 8, () -> join(group, ada, GroupCondition.exists()));
            assertCost(1, 0, 8, () -> leave(group, ada, GroupCondition.exists()));
            assertCost(1, 0, 10, () -> join(group, ada, ifHas(owner)));
            assertCost(1, 0, 8, () -> leave(group, ada, ifOwnedBy(owner)));
        }
        GroupId open = newGroup(List.of());
        assertCost(1, 0, 8, () -> join(open, ada, ifHas(ada)));
        assertCost(1, 0, 8, () -> leave(open, ada, ifOpen()));
        assertCost(1, 0, 8, () -> join(open, ada, ifOpen()));
    }

    @Test
    void whoIsNotInAnOpenGroupAddsOthersAtTheSecondAttempt() {
        UserId stranger = newUser();
        GroupId open = newGroup(List.of());
        GroupId owned = GroupsContract.newOwnedGroup(this, newUser(), List.of());
        UserId joining = newUser();
        assertCost(2, 0, 10 + 8, () -> join(open, joining, ifHas(stranger)));
        assertCost(2, 0, 10 + 8, () -> assertRefused(() -> join(owned, joining, ifHas(stranger))));
    }

    @Test
    void anOwnerLeavesInThreeTrips() {
        UserId owner = newUser();
        UserId heir = newUser();
        GroupId group = GroupsContract.newOwnedGroup(this, owner, List.of(heir));
        assertCost(3, 1, 8 + 10, () -> leave(group, owner, GroupCondition.exists()));
        assertCost(3, 1, 8 + 8, () -> leave(group, heir, GroupCondition.exists()));
    }

    @Test
    void readingAGroupIsOneTripWhoeverAsks() {
        UserId owner = newUser();
        GroupId group = GroupsContract.newOwnedGroup(this, owner, List.of());
        assertCost(1, 1, 0, () -> assertEquals(1, found(group, GroupCondition.exists())));
        assertCost(1, 2, 0, () -> assertEquals(1, found(group, ifHas(owner))));
        assertCost(1, 2, 0, () -> assertEquals(1, listed(group, GroupCondition.exists())));
        assertCost(1, 3, 0, () -> assertEquals(1, listed(group, ifHas(owner))));
    }

    @Test
    void aGroupOfUpToThirtyThreeIsCreatedInOneTripAndSixUnitsAMember() {
        List<UserId> members = newUsersWithSystemIds(34);
        for (int size : new int[]{1, 33}) {
            assertCost(1, 0, 2 + 6 * size, () -> create(members.subList(0, size)));
        }
        int intent = 4;
        int chunks = 2 * 2 + 6 * 34;
        int profile = 4;
        // The members and the group are looked at first, and joining is in two transactions.
        assertCost(5, 34 + 1, intent + chunks + profile, () -> create(members));
    }

    @Test
    void whetherAnAccountIsOpenComesWithTheCheckOrFromTheCheckOfThePassword() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 3);
        From last = From.after(seen.next());
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, last, OPEN));
        assertCost(1, 0.5, 0, () -> check(ada, last, OPEN));
        UserId guarded = newProtectedUser(aHash());
        From start = From.after(filled(guarded, 3).next());
        store = metered();
        assertCost(1, 0.5, 0, () -> assertTrue(store.credentials().recent(guarded).isPresent()));
        assertCost(1, 0.5, 0, () -> check(guarded, start));
        assertCost(0, 0, 0, () -> assertRefused(() -> check(guarded, start, OPEN)));
        assertCost(2, 1.5, 0, () -> assertTrue(store.credentials().recent(unknownUser()).isEmpty()));
    }

    @Test
    void whetherTheSendersAccountIsOpenTakesNoTripMore() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(2, 3.5, 1, () -> send(ada, bob, OPEN, List.of(bob)));
        GroupId group = newGroup(List.of(ada, bob));
        store = metered();
        assertCost(3, 2 + 0.5 + 0.5, 1, () -> send(ada, group, OPEN, List.of(ada)));
        assertCost(2, 2, 1, () -> send(ada, group, OPEN, List.of(ada)));
    }

    @Test
    void sessionsAreCheckedForHalfAUnitAndOpenedAndEndedInFewTrips() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = session(ada);
        assertCost(2, 1, 6, () -> assertTrue(store.credentials().open(session, hash, 20)));
        assertCost(1, 0.5, 0, () -> assertEquals(Optional.of(session), store.credentials().recent(session.key())));
        assertCost(2, 1.5, 0, () -> assertTrue(store.credentials().recent(session(ada).key()).isEmpty()));
        assertCost(1, 1, 0,
                () -> assertEquals(List.of(session), store.credentials().sessions(ada, clock.instant())));
        assertCost(1, 0, 4, () -> store.credentials().end(ada, List.of(session.key())));
        IntStream.range(0, 20).forEach(i -> assertTrue(store.credentials().open(session(ada), hash, 20)));
        assertCost(2, 1, 2 + 20 * 4, () -> assertTrue(
                store.credentials().replacePassword(ada, Optional.of(hash), aHash(), Optional.empty())));
        assertCost(1, 1, 0, () -> assertFalse(
                store.credentials().replacePassword(ada, Optional.of(hash), aHash(), Optional.empty())));
    }

    @Test
    void theLargestProfileStaysOneUnit() {
        String longest = "Z".repeat(64 - 32) + unknownUser().value().substring(UserId.PREFIX.length());
        UserId id = new UserId(UserId.PREFIX + longest);
        PasswordHash hash = new PasswordHash("$" + "k".repeat(32) + "$" + "h".repeat(400));
        Name name = new Name("🦊".repeat(Name.CODE_POINTS_MAX));
        assertCost(1, 0, 1, () -> store.directory()
                .createUser(new Account(new User(id, name, clock.instant()), Optional.of(hash))));
        block(id, id, AccountCondition.exists());
        join(newGroup(List.of()), id, GroupCondition.exists());
        assertTrue(store.credentials().open(session(id), hash, 20));
        putEntries(id, 1, 2, 1);
        assertEquals(1, store.inboxes().trim(id, clock.instant(), 10));
        String table = TableDefinition.DIRECTORY.name(tables.prefix());
        Map<String, AttributeValue> profile = tables.client()
                .getItem(get -> get.tableName(table).key(Key.profile(id).attributes())).item();
        assertEquals(Set.of("pk", "sk", "name", "created", "password", "blocks", "groups", "changes", "floor"),
                profile.keySet());
        int bytes = profile.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + Meter.bytes(entry.getValue()))
                .sum();
        assertTrue(bytes <= 1_024, bytes + " bytes");
    }

    @Test
    void whoIsDeafToTheSenderIsLearnedInTheSameRoundUnlessVeryManyBlockIt() {
        List<UserId> members = newUsersWithSystemIds(3);
        UserId sender = members.getFirst();
        GroupId group = newGroup(members);
        blockedBy(members.get(1), sender);
        // One fewer than are read at first: at as many DynamoDB says that there may be more.
        blockedByStrangers(sender, 23);
        assertCost(1, 1 + 1, 0, () -> assertEquals(Set.of(members.get(1)), deaf(sender, group)));
    }

    @Test
    void theRestOfThoseWhoBlockTheSenderIsReadIfThatIsLess() {
        List<UserId> members = newUsersWithSystemIds(30);
        UserId sender = members.getFirst();
        GroupId group = newGroup(members);
        List<UserId> last = members.stream().sorted(Comparator.comparing(UserId::value).reversed()).limit(1).toList();
        blockedBy(last.getFirst(), sender);
        blockedByStrangers(sender, 60);
        meter.reset();
        assertEquals(Set.copyOf(last), deaf(sender, group));
        assertEquals(2, meter.trips(), meter::toString);
        assertFalse(meter.toString().contains("batch"), meter::toString);
        assertTrue(meter.readUnits() <= 1 + 1 + 4, meter::toString);
    }

    @Test
    void theMembersAreAskedIfThatIsLess() {
        UserId sender = new UserId(UserId.PREFIX + "y" + unknownUser().value().substring(6));
        UserId member = new UserId(UserId.PREFIX + "z" + unknownUser().value().substring(6));
        List.of(sender, member).forEach(this::newUser);
        GroupId group = newGroup(List.of(sender, member));
        blockedBy(member, sender);
        blockedByStrangers(sender, 100);
        // Two members: as many of those who block as two units may bring, and then the members.
        assertCost(3, 1 + 1 + 2 + 2, 0, () -> assertEquals(Set.of(member), deaf(sender, group)));
    }

    private void blockedByStrangers(UserId sender, int count) {
        newUsersWithSystemIds(count).forEach(stranger -> blockedBy(stranger, sender));
    }

    private void blockedBy(UserId owner, UserId blocked) {
        store.directory().block(new Block(owner, blocked, BlockScope.EVERYWHERE, clock.instant()),
                AccountCondition.exists(), 1_000);
    }

    private Set<UserId> deaf(UserId sender, GroupId group) {
        List<Facts> told = new ArrayList<>();
        store.inboxes().deliver(message(sender, group, "?"), AccountCondition.exists(), facts -> {
            told.add(facts);
            return List.of();
        });
        return ((Facts.OfGroup) told.getFirst()).deaf();
    }

    private void send(UserId sender, Recipient recipient, AccountCondition onSender, List<UserId> owners) {
        store.inboxes().deliver(message(sender, recipient, "Hello"), onSender, facts -> owners);
    }

    private void block(UserId owner, UserId blocked, AccountCondition onOwner) {
        store.directory().block(new Block(owner, blocked, BlockScope.DIRECT, clock.instant()), onOwner, 1_000);
    }

    private void join(GroupId group, UserId user, GroupCondition onGroup) {
        store.directory().addMember(group, user, clock.instant(), onGroup, WIDE);
    }

    private void leave(GroupId group, UserId user, GroupCondition onGroup) {
        store.directory().removeMember(group, user, onGroup);
    }

    private int found(GroupId group, GroupCondition onGroup) {
        return store.directory().findGroup(group, onGroup).members();
    }

    private int listed(GroupId group, GroupCondition onGroup) {
        return store.directory().members(group, Optional.empty(), 10, onGroup).items().size();
    }

    private void create(List<UserId> members) {
        store.directory().createGroup(
                new Group(unknownGroup(), new Name("Many"), clock.instant(), members.size(), Optional.empty()), members,
                WIDE);
    }

    private UserSession session(UserId user) {
        return Opening.session(user, clock, Duration.ofDays(30));
    }

    private static GroupCondition ifHas(UserId user) {
        return new GroupCondition.IsOpenOrHas(user, new Refusal.NotPermitted("take part"));
    }

    private static GroupCondition ifOwnedBy(UserId user) {
        return new GroupCondition.IsOpenOrOwnedBy(user, new Refusal.NotPermitted("remove others"));
    }

    private static GroupCondition ifOpen() {
        return new GroupCondition.IsOpen(new Refusal.Unauthenticated(), new Refusal.Unauthenticated());
    }

    private static void assertRefused(Executable call) {
        var unused = assertThrows(Refusal.class, call);
    }

    @Test
    void aTimeFarBackIsFoundInFewTripsHoweverLongTheInboxIs() {
        UserId ada = newUser();
        InboxPage all = filled(ada, 300);
        store = metered();
        long second = all.entries().get(1).position().atMillis();
        meter.reset();
        assertEquals(298,
                store.inboxes().read(ada, From.laterThan(second), 1_000, AccountCondition.exists()).entries().size());
        assertTrue(meter.trips() <= 20, meter.trips() + " trips");
    }

    @Test
    @Tag("long")
    void theLastTimestampOfAHundredThousandMessagesIsOneTripAwayAndAnyOtherAFew() {
        UserId ada = newUser();
        long firstAt = clock.millis();
        int messages = 100_000;
        for (int from = 1; from <= messages; from += 25) {
            putEntries(ada, from, from + 24, firstAt);
        }
        From last = From.laterThan(firstAt + messages);
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, last));
        store = metered();
        meter.reset();
        InboxPage page = store.inboxes().read(ada, From.laterThan(firstAt + 50_000), 100, AccountCondition.exists());
        assertEquals(50_001, page.entries().getFirst().position().sequence());
        assertTrue(meter.trips() <= 40, meter.trips() + " trips");
    }

    /** The n-th entry at the n-th millisecond. */
    private void putEntries(UserId owner, int first, int last, long startMillis) {
        tables.putEntries(owner,
                IntStream.rangeClosed(first, last)
                        .mapToObj(i -> new InboxEntry(new Position(i, startMillis + i),
                                message(owner, owner, "short " + i)))
                        .toList());
    }

    private void check(UserId user, From from) {
        check(user, from, AccountCondition.exists());
    }

    private void check(UserId user, From from, AccountCondition onOwner) {
        assertEquals(user, store.inboxes().read(user, from, 100, onOwner).next().owner());
    }

    private InboxPage filled(UserId user, int messages) {
        IntStream.range(0, messages).forEach(i -> sendTo(user, user, "short " + i));
        return store.inboxes().read(user, From.beginning(), 1_000, AccountCondition.exists());
    }

    private List<UserId> newUsersWithSystemIds(int count) {
        return IntStream.range(0, count).mapToObj(i -> newUser()).toList();
    }

    private void assertCost(int trips, double readUnits, double writeUnits, Runnable operation) {
        meter.reset();
        operation.run();
        assertEquals(trips, meter.trips(), "trips: " + meter);
        assertEquals(readUnits, meter.readUnits(), EXACT, "read units: " + meter);
        assertEquals(writeUnits, meter.writeUnits(), EXACT, "write units: " + meter);
    }
}
