package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
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
import dev.messaging.dynamo.capacity.AccountWork.ChangePassword;
import dev.messaging.dynamo.capacity.AccountWork.ChangePasswordInVain;
import dev.messaging.dynamo.capacity.AccountWork.EndSessions;
import dev.messaging.dynamo.capacity.AccountWork.ListSessions;
import dev.messaging.dynamo.capacity.AccountWork.OpenSession;
import dev.messaging.dynamo.capacity.AccountWork.Verify;
import dev.messaging.dynamo.capacity.AccountWork.VerifyUnknown;
import dev.messaging.dynamo.capacity.Check.AfterCursor;
import dev.messaging.dynamo.capacity.Check.FromBeginning;
import dev.messaging.dynamo.capacity.Check.FromFloor;
import dev.messaging.dynamo.capacity.Check.LaterThan;
import dev.messaging.dynamo.capacity.Check.WholeInbox;
import dev.messaging.dynamo.capacity.Cost;
import dev.messaging.dynamo.capacity.DirectoryChange.AddMember;
import dev.messaging.dynamo.capacity.DirectoryChange.Adder;
import dev.messaging.dynamo.capacity.DirectoryChange.ChangeBlock;
import dev.messaging.dynamo.capacity.DirectoryChange.CreateGroup;
import dev.messaging.dynamo.capacity.DirectoryChange.CreateLargeGroupAgain;
import dev.messaging.dynamo.capacity.DirectoryChange.CreateUser;
import dev.messaging.dynamo.capacity.DirectoryChange.OwnerLeaves;
import dev.messaging.dynamo.capacity.DirectoryChange.ReadGroup;
import dev.messaging.dynamo.capacity.DirectoryChange.ReadMembers;
import dev.messaging.dynamo.capacity.DirectoryChange.RemoveMember;
import dev.messaging.dynamo.capacity.Entries;
import dev.messaging.dynamo.capacity.Operation;
import dev.messaging.dynamo.capacity.Send;
import dev.messaging.dynamo.capacity.Send.ToGroup;
import dev.messaging.dynamo.capacity.Send.ToUser;
import dev.messaging.dynamo.capacity.TableUnits;
import dev.messaging.dynamo.capacity.Upkeep.AskForNews;
import dev.messaging.dynamo.capacity.Upkeep.LookForOverdue;
import dev.messaging.dynamo.capacity.Upkeep.Ping;
import dev.messaging.dynamo.capacity.Upkeep.Trim;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
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
 * The store costs what the table in {@code dev.messaging.dynamo.capacity} says: trips to DynamoDB one after another, and capacity
 * units of each table. What the table says in figures stands in {@code CostsTest}: whoever changes one changes the design.
 */
@OnDynamoDbLocal
class CapacityTest implements StoreContract {
    /** Units vary by halves. */
    private static final double EXACT = 0.001;
    /** Of "short 12" and its like. */
    private static final int SHORT = 8;
    private static final Entries NOTHING_NEW = Entries.none(SHORT);

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
        assertCost(new AfterCursor(true, NOTHING_NEW), () -> check(ada, From.after(seen.next())));
        store = metered();
        assertCost(new AfterCursor(false, NOTHING_NEW), () -> check(ada, From.after(seen.next())));
        assertCost(new AfterCursor(true, NOTHING_NEW), () -> check(ada, From.after(seen.next())));
    }

    @Test
    void aCheckFromTheLastTimestampIsHalfAUnitToOne() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 20);
        From last = From.laterThan(seen.next().position().atMillis());
        assertCost(new AfterCursor(true, NOTHING_NEW), () -> check(ada, last));
        store = metered();
        assertCost(new LaterThan(false, NOTHING_NEW), () -> check(ada, last));
        sendTo(ada, ada, "new");
        assertCost(new AfterCursor(true, Entries.direct(1, SHORT)), () -> assertEquals(1,
                store.inboxes().read(ada, last, 100, AccountCondition.exists()).entries().size()));
    }

    @Test
    void aFirstCheckReadsStronglyForOneToTwoUnits() {
        UserId ada = newUser();
        assertCost(new FromBeginning(false, NOTHING_NEW), () -> check(ada, From.beginning()));
        assertCost(new FromBeginning(true, NOTHING_NEW), () -> check(ada, From.beginning()));
        var unused = filled(ada, 20);
        assertCost(new FromBeginning(true, Entries.direct(20, SHORT)), () -> check(ada, From.beginning()));
    }

    @Test
    void aMessageToAUserIsTwoTripsAndOneUnitToWrite() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(new ToUser(800), () -> sendTo(ada, bob, "é".repeat(400)));
        // Where the inbox ends is known for some seconds.
        assertCost(new ToUser(5, false, true, false), () -> sendTo(ada, bob, "again"));
        assertCost(new ToUser(9, true, false, false), () -> sendTo(ada, ada, "to myself"));
    }

    @Test
    void aMessageWithAKeyIsOneTripOneUnitToReadAndOneToWriteMore() {
        UserId ada = newUser();
        UserId bob = newUser();
        RequestKey key = key();
        ToUser known = new ToUser(800, false, true, true);
        assertCost(new ToUser(800).withKey(), () -> deliver(ada, bob, "é".repeat(400), List.of(bob), key));
        assertCost(known, () -> deliver(ada, bob, "another", List.of(bob), key()));
        assertCost(new Send.ToUserAgain(known), () -> deliver(ada, bob, "é".repeat(400), List.of(bob), key));
        assertCost(new Send.ToUserRefused(known),
                () -> assertRefused(() -> deliver(ada, bob, "no", refusing(bob), key())));
    }

    @Test
    void aMessageWithAKeyToAGroupWritesTheDeliveryInATransaction() {
        for (int members : new int[]{2, 60}) {
            List<UserId> users = newUsersWithSystemIds(members);
            GroupId group = newGroup(users);
            store = metered();
            RequestKey key = key();
            ToGroup send = new ToGroup(members, 17).intoEmptyInboxes().withKey();
            assertCost(send, () -> deliver(users.getFirst(), group, "Hello, all of you", users, key));
            assertCost(new Send.ToGroupAgain(send),
                    () -> deliver(users.getFirst(), group, "Hello, all of you", users, key));
        }
    }

    @Test
    void creatingWithAKeyIsATransaction() {
        RequestKey key = key();
        Account account = new Account(new User(unknownUser(), new Name("Ada"), clock.instant()), Optional.empty());
        for (int repeated = 0; repeated < 2; repeated++) {
            assertCost(new CreateUser(true), () -> assertEquals(account.user().id().value(),
                    store.directory().createUser(account, Optional.of(key)).id()));
        }
        List<UserId> members = newUsersWithSystemIds(33);
        assertCost(new CreateGroup(0, true), () -> create(List.of(), key()));
        assertCost(new CreateGroup(32, true), () -> create(members.subList(0, 32), key()));
        RequestKey ofLarge = key();
        assertCost(new CreateGroup(33, true), () -> create(members, ofLarge));
        assertCost(new CreateLargeGroupAgain(33), () -> create(members, ofLarge));
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
    void aCheckCostsByTheBytesThatItBrings() {
        for (int textBytes : new int[]{1, 500, 3_000}) {
            UserId ada = newUser();
            sendTo(ada, ada, "x".repeat(textBytes));
            From start = From.after(store.inboxes().read(ada, From.beginning(), 10, AccountCondition.exists()).next());
            for (int found = 1; found <= 30; found++) {
                sendTo(ada, ada, "x".repeat(textBytes));
                assertCost(new AfterCursor(true, Entries.direct(found, textBytes)), () -> check(ada, start));
            }
            assertCost(new FromBeginning(true, Entries.direct(31, textBytes)), () -> check(ada, From.beginning()));
        }
    }

    @Test
    void aTimestampThatTheNodeDoesNotKnowIsSearchedForInFewTrips() {
        UserId ada = newUser();
        InboxPage all = filled(ada, 110);
        for (int found : new int[]{0, 1, 2, 9, 10, 41, 42, LaterThan.FOUND_MAX}) {
            store = metered();
            From time = From.laterThan(all.entries().get(109 - found).position().atMillis());
            assertCost(new LaterThan(false, Entries.direct(found, SHORT)), () -> assertEquals(found,
                    store.inboxes().read(ada, time, 200, AccountCondition.exists()).entries().size()));
        }
    }

    @Test
    void whoHasNoCursorReadsTheWholeInboxPageByPage() {
        for (int stored : new int[]{0, 1, 100, 101, 200, 201, 250, 301}) {
            UserId ada = newUser();
            var unused = filled(ada, stored);
            store = metered();
            assertCost(new WholeInbox(false, Entries.direct(stored, SHORT)),
                    () -> assertEquals(stored, readWhole(ada)));
        }
    }

    private int readWhole(UserId user) {
        Iterator<InboxPage> pages = Messaging.over(store).build().as(Caller.administrator()).messages().checkAll(user,
                From.beginning());
        int entries = 0;
        while (pages.hasNext()) {
            entries += pages.next().entries().size();
        }
        return entries;
    }

    @Test
    void longTextsAreAUnitForEachKilobyteInEachInboxAndTwiceInTheOutbox() {
        List<UserId> users = newUsersWithSystemIds(3);
        GroupId group = newGroup(users);
        for (int textBytes : new int[]{850, 900, 2_000, 16_384}) {
            String text = "x".repeat(textBytes);
            UserId receiver = newUser();
            sendTo(users.getFirst(), receiver, text);
            store = metered();
            assertCost(new ToUser(textBytes), () -> sendTo(users.getFirst(), receiver, text));
            send(users.getFirst(), group, text);
            store = metered();
            assertCost(new ToGroup(3, textBytes), () -> send(users.getFirst(), group, text));
            assertCost(new ToGroup(3, 3, textBytes, 3, false, false, false),
                    () -> send(users.getFirst(), group, text));
        }
    }

    @Test
    void lookingForWhatIsOverdueAndWhetherTheStoreIsThereAreOneTripEach() {
        assertCost(new LookForOverdue(), () -> assertEquals(0, store.recovery().round()));
        assertCost(new Ping(), () -> store.ping());
    }

    @Test
    void askingForNewsIsOneTripAndHalfAUnitForEachInboxWhetherThereAreSomeOrNot() {
        List<UserId> users = newUsersWithSystemIds(150);
        Map<UserId, Position> places = new HashMap<>();
        users.forEach(user -> {
            sendTo(user, user, "seen");
            places.put(user, store.inboxes().tail(user));
        });
        assertCost(new AskForNews(150), () -> assertEquals(Set.of(), store.inboxes().grown(places)));
        sendTo(users.getFirst(), users.getFirst(), "new");
        assertCost(new AskForNews(150), () -> assertEquals(Set.of(users.getFirst()), store.inboxes().grown(places)));
        Map<UserId, Position> empty = new HashMap<>();
        newUsersWithSystemIds(2).forEach(user -> empty.put(user, Position.START));
        assertCost(new AskForNews(2), () -> assertEquals(Set.of(), store.inboxes().grown(empty)));
    }

    @Test
    void aTrimReadsWhatGoesAndWritesOnceForEachAndTheFirstCheckBehindItReadsTheFloor() {
        UserId ada = newUser();
        putEntries(ada, 1, 25, clock.millis() - Inboxes.TRIM_AGE_MIN.toMillis() - 1_000);
        putEntries(ada, 26, 30, clock.millis() - Inboxes.TRIM_AGE_MIN.toMillis() - 1_000);
        assertCost(new Trim(Entries.direct(29, SHORT)),
                () -> assertEquals(29, store.inboxes().trim(ada, clock.instant(), 100)));
        store = metered();
        assertCost(new FromFloor(false, Entries.direct(1, SHORT)), () -> check(ada, From.beginning()));
        assertCost(new FromBeginning(true, Entries.direct(1, SHORT)), () -> check(ada, From.beginning()));
    }

    @Test
    void aMessageToAGroupIsFiveTripsTheLastAfterTheAnswer() {
        for (int members : new int[]{2, 20, 60}) {
            List<UserId> users = newUsersWithSystemIds(members);
            GroupId group = newGroup(users);
            store = metered();
            assertCost(new ToGroup(members, 17).intoEmptyInboxes(),
                    () -> send(users.getFirst(), group, "Hello, all of you"));
        }
    }

    @Test
    void creatingIsOneTripAndOneUnit() {
        UserId ada = unknownUser();
        GroupId group = unknownGroup();
        Name longest = new Name("🦊".repeat(Name.CODE_POINTS_MAX));
        assertCost(new CreateUser(false), () -> store.directory()
                .createUser(new Account(new User(ada, longest, clock.instant()), Optional.empty())));
        assertCost(new CreateGroup(0, false),
                () -> store.directory().createGroup(new Group(group, longest, clock.instant(), 0, Optional.empty()),
                        List.of(), new MembershipLimits(1_000, 1_000)));
    }

    @Test
    void blockingAndUnblockingAreOneTripAndEightUnitsAtMost() {
        UserId ada = newUser();
        UserId bob = newUser();
        for (AccountCondition condition : List.of(AccountCondition.exists(), OPEN)) {
            assertCost(new ChangeBlock(false), () -> block(ada, bob, condition));
            assertCost(new ChangeBlock(false), () -> store.directory().unblock(ada, bob, condition));
            assertCost(new ChangeBlock(true), () -> block(ada, ada, condition));
            assertCost(new ChangeBlock(true), () -> store.directory().unblock(ada, ada, condition));
        }
        UserId guarded = newProtectedUser(aHash());
        assertCost(new ChangeBlock(false), () -> assertRefused(() -> block(guarded, ada, OPEN)));
        assertCost(new ChangeBlock(false), () -> assertRefused(() -> block(unknownUser(), ada, OPEN)));
    }

    @Test
    void joiningAndLeavingAreOneTripAndTenUnitsAtMost() {
        UserId owner = newUser();
        UserId ada = newUser();
        for (GroupId group : List.of(newGroup(List.of(owner)), GroupsContract.newOwnedGroup(this, owner, List.of()))) {
            assertCost(new AddMember(Adder.NOBODY_IN_PARTICULAR), () -> join(group, ada, GroupCondition.exists()));
            assertCost(new RemoveMember(), () -> leave(group, ada, GroupCondition.exists()));
            assertCost(new AddMember(Adder.MEMBER), () -> join(group, ada, ifHas(owner)));
            assertCost(new RemoveMember(), () -> leave(group, ada, ifOwnedBy(owner)));
        }
        GroupId open = newGroup(List.of());
        assertCost(new AddMember(Adder.NOBODY_IN_PARTICULAR), () -> join(open, ada, ifHas(ada)));
        assertCost(new RemoveMember(), () -> leave(open, ada, ifOpen()));
        assertCost(new AddMember(Adder.NOBODY_IN_PARTICULAR), () -> join(open, ada, ifOpen()));
    }

    @Test
    void whoIsNotInAnOpenGroupAddsOthersAtTheSecondAttempt() {
        UserId stranger = newUser();
        GroupId open = newGroup(List.of());
        GroupId owned = GroupsContract.newOwnedGroup(this, newUser(), List.of());
        UserId joining = newUser();
        assertCost(new AddMember(Adder.STRANGER), () -> join(open, joining, ifHas(stranger)));
        assertCost(new AddMember(Adder.STRANGER), () -> assertRefused(() -> join(owned, joining, ifHas(stranger))));
    }

    @Test
    void anOwnerLeavesInThreeTrips() {
        UserId owner = newUser();
        UserId heir = newUser();
        GroupId group = GroupsContract.newOwnedGroup(this, owner, List.of(heir));
        assertCost(new OwnerLeaves(2), () -> leave(group, owner, GroupCondition.exists()));
        assertCost(new OwnerLeaves(1), () -> leave(group, heir, GroupCondition.exists()));
    }

    @Test
    void readingAGroupIsOneTripWhoeverAsks() {
        UserId owner = newUser();
        GroupId group = GroupsContract.newOwnedGroup(this, owner, List.of());
        assertCost(new ReadGroup(false), () -> assertEquals(1, found(group, GroupCondition.exists())));
        assertCost(new ReadGroup(true), () -> assertEquals(1, found(group, ifHas(owner))));
        assertCost(new ReadMembers(1, false), () -> assertEquals(1, listed(group, GroupCondition.exists())));
        assertCost(new ReadMembers(1, true), () -> assertEquals(1, listed(group, ifHas(owner))));
    }

    @Test
    void aGroupOfUpToThirtyThreeIsCreatedInOneTripAndSixUnitsAMember() {
        List<UserId> members = newUsersWithSystemIds(34);
        for (int size : new int[]{1, 33}) {
            assertCost(new CreateGroup(size, false), () -> create(members.subList(0, size)));
        }
        assertCost(new CreateGroup(34, false), () -> create(members));
    }

    @Test
    void whetherAnAccountIsOpenComesWithTheCheckOrFromTheCheckOfThePassword() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 3);
        From last = From.after(seen.next());
        store = metered();
        assertCost(new AfterCursor(false, NOTHING_NEW), () -> check(ada, last, OPEN));
        assertCost(new AfterCursor(true, NOTHING_NEW), () -> check(ada, last, OPEN));
        UserId guarded = newProtectedUser(aHash());
        From start = From.after(filled(guarded, 3).next());
        store = metered();
        assertCost(new Verify(false), () -> assertTrue(store.credentials().recent(guarded).isPresent()));
        assertCost(new AfterCursor(true, NOTHING_NEW), () -> check(guarded, start));
        assertCost(new Verify(true), () -> assertRefused(() -> check(guarded, start, OPEN)));
        assertCost(new VerifyUnknown(), () -> assertTrue(store.credentials().recent(unknownUser()).isEmpty()));
    }

    @Test
    void whetherTheSendersAccountIsOpenTakesNoTripMore() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(new ToUser(5), () -> send(ada, bob, OPEN, List.of(bob)));
        GroupId group = newGroup(List.of(ada, bob));
        store = metered();
        assertCost(new ToGroup(2, 1, 5, 0, true, true, false), () -> send(ada, group, OPEN, List.of(ada)));
        assertCost(new ToGroup(2, 1, 5, 1, false, false, false), () -> send(ada, group, OPEN, List.of(ada)));
    }

    @Test
    void sessionsAreCheckedForHalfAUnitAndOpenedAndEndedInFewTrips() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = session(ada);
        assertCost(new OpenSession(0), () -> assertTrue(store.credentials().open(session, hash, 20)));
        assertCost(new Verify(false),
                () -> assertEquals(Optional.of(session), store.credentials().recent(session.key())));
        assertCost(new VerifyUnknown(), () -> assertTrue(store.credentials().recent(session(ada).key()).isEmpty()));
        assertCost(new ListSessions(1),
                () -> assertEquals(List.of(session), store.credentials().sessions(ada, clock.instant())));
        assertCost(new EndSessions(1), () -> store.credentials().end(ada, List.of(session.key())));
        IntStream.range(0, 20).forEach(i -> assertTrue(store.credentials().open(session(ada), hash, 20)));
        assertCost(new ChangePassword(20), () -> assertTrue(
                store.credentials().replacePassword(ada, Optional.of(hash), aHash(), Optional.empty())));
        assertCost(new ChangePasswordInVain(), () -> assertFalse(
                store.credentials().replacePassword(ada, Optional.of(hash), aHash(), Optional.empty())));
    }

    @Test
    void theLargestProfileStaysOneUnit() {
        String longest = "Z".repeat(64 - 32) + unknownUser().value().substring(UserId.PREFIX.length());
        UserId id = new UserId(UserId.PREFIX + longest);
        PasswordHash hash = new PasswordHash("$" + "k".repeat(32) + "$" + "h".repeat(400));
        Name name = new Name("🦊".repeat(Name.CODE_POINTS_MAX));
        assertCost(new CreateUser(false), () -> store.directory()
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
        assertCost(new ToGroup(3, 0, 1, 0, false, false, false),
                () -> assertEquals(Set.of(members.get(1)), deaf(sender, group)));
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
        meter.reset();
        assertEquals(Set.of(member), deaf(sender, group));
        assertEquals(3, meter.trips(), meter::toString);
        assertEquals(1 + 1 + 2 + 2, meter.readUnits(), EXACT, meter::toString);
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
        assertCost(new LaterThan(false, Entries.none(9)), () -> check(ada, last));
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

    /** By table, so that what one has too much cannot make up for what another lacks. */
    private void assertCost(Operation operation, Runnable doing) {
        meter.reset();
        doing.run();
        Cost expected = operation.cost();
        assertEquals(expected.trips(), meter.trips(), () -> operation + " trips: " + meter);
        assertUnits(expected.directory(), meter.units(TableDefinition.DIRECTORY), operation + " directory");
        assertUnits(expected.messages(), meter.units(TableDefinition.MESSAGES), operation + " messages");
    }

    private void assertUnits(TableUnits expected, TableUnits metered, String of) {
        assertEquals(expected.read(), metered.read(), EXACT, () -> of + " read: " + meter);
        assertEquals(expected.write(), metered.write(), EXACT, () -> of + " write: " + meter);
    }
}
