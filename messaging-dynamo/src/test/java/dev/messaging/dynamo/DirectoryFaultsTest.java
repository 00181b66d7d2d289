package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Changes of the directory whose answers get lost, that meet others, or that DynamoDB has no room for. */
@OnDynamoDbLocal
class DirectoryFaultsTest implements StoreContract {
    private static final Predicate<DynamoDbRequest> PUT = Faults.is(PutItemRequest.class);
    private static final Predicate<DynamoDbRequest> CHANGE = Faults.is(TransactWriteItemsRequest.class);

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final DynamoStore store;
    private final Directory directory;
    private final LocalTables tables;

    DirectoryFaultsTest(LocalTables tables) {
        this.tables = tables;
        this.store = tables.store(Wire.before(tables.client(), faults)).surroundings(new SerialSurroundings(clock))
                .open();
        this.directory = store.directory();
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
    void creatingWhoseAnswerGotLostSucceeds() {
        faults.when(Faults.nth(1, PUT), Faults.lostAnswer());
        User user = newUser(unknownUser());
        assertEquals(Optional.of(user), directory.findUser(user.id()).map(Account::user));
        faults.heal();
        faults.when(Faults.nth(1, PUT), Faults.lostAnswer());
        GroupId group = newGroup(List.of(user.id()));
        directory.createGroup(new Group(group, new Name("Name of " + group), clock.instant(), 0, Optional.empty()),
                List.of(), new MembershipLimits(1_000, 1_000));
        assertEquals(1, directory.findGroup(group, GroupCondition.exists()).members());
        assertThrows(Refusal.IdTaken.class, () -> directory
                .createUser(new Account(new User(user.id(), user.name(), user.createdAt().plusMillis(1)),
                        Optional.empty())));
    }

    @Test
    void aChangeWhoseAnswerGotLostSucceedsAndCountsOnce() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of());
        loseNextAnswer();
        directory.block(new Block(ada, bob, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1_000);
        loseNextAnswer();
        directory.unblock(ada, bob, AccountCondition.exists());
        loseNextAnswer();
        directory.addMember(group, ada, clock.instant(), GroupCondition.exists(), new MembershipLimits(10, 1_000));
        assertEquals(1, directory.findGroup(group, GroupCondition.exists()).members());
        loseNextAnswer();
        directory.removeMember(group, ada, GroupCondition.exists());
        assertEquals(0, directory.findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    void aProtectedAccountAndAnOwnedGroupWhoseAnswersGotLostSucceed() {
        PasswordHash hash = aHash();
        faults.when(Faults.nth(1, PUT), Faults.lostAnswer());
        UserId ada = newProtectedUser(hash);
        Account account = directory.findUser(ada).orElseThrow();
        directory.createUser(account);
        assertEquals(Optional.of(hash), account.password());
        List<UserId> members = List.of(ada, newUser());
        Group group = new Group(unknownGroup(), new Name("Ours"), clock.instant(), 2, Optional.of(ada));
        loseNextAnswer();
        directory.createGroup(group, members, new MembershipLimits(2, 2));
        directory.createGroup(group, members, new MembershipLimits(2, 2));
        assertEquals(group, directory.findGroup(group.id(), GroupCondition.exists()));
        Group stolen = new Group(group.id(), group.name(), group.createdAt(), 2, Optional.of(members.getLast()));
        assertThrows(Refusal.IdTaken.class,
                () -> directory.createGroup(stolen, members, new MembershipLimits(2, 2)));
        faults.heal();
        faults.when(CHANGE, Faults.lostRequest());
        Group another = new Group(unknownGroup(), new Name("Lost"), clock.instant(), 2, Optional.empty());
        assertEquals(Outcome.UNKNOWN,
                outcome(() -> directory.createGroup(another, members, new MembershipLimits(2, 2))));
    }

    @Test
    void countsThatGoUpAndDownWithLostAnswersLeaveTheRoomThatThereIs() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of());
        MembershipLimits one = new MembershipLimits(10, 1);
        for (int i = 0; i < 3; i++) {
            loseNextAnswer();
            directory.block(new Block(ada, bob, BlockScope.EVERYWHERE, clock.instant()), AccountCondition.exists(), 1);
            loseNextAnswer();
            directory.unblock(ada, bob, AccountCondition.exists());
            loseNextAnswer();
            directory.addMember(group, ada, clock.instant(), GroupCondition.exists(), one);
            loseNextAnswer();
            directory.removeMember(group, ada, GroupCondition.exists());
        }
        directory.addMember(group, ada, clock.instant(), GroupCondition.exists(), one);
        assertThrows(Refusal.TooManyGroups.class, () -> directory.addMember(newGroup(List.of()), ada, clock.instant(),
                GroupCondition.exists(), one));
        directory.block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1);
        assertThrows(Refusal.TooManyBlocks.class, () -> directory
                .block(new Block(ada, bob, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1));
    }

    @Test
    void aChangeThatNeverGetsAnAnswerIsUnknownAndOneThatIsThrottledIsNotDone() {
        UserId ada = newUser();
        faults.when(CHANGE, Faults.lostRequest());
        assertEquals(Outcome.UNKNOWN, outcome(() -> directory
                .block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1_000)));
        faults.heal();
        faults.when(CHANGE, Faults.throttle());
        assertEquals(Outcome.NOT_DONE, outcome(() -> directory
                .block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1_000)));
        faults.heal();
        faults.when(CHANGE, Faults.fail(TransactionInProgressException.builder().statusCode(400).build()));
        assertEquals(Outcome.UNKNOWN, outcome(() -> directory
                .block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1_000)));
    }

    @Test
    void aChangeThatMeetsAnotherIsTriedAgain() {
        UserId ada = newUser();
        faults.when(Faults.nth(1, CHANGE), Faults.fail(canceled("None", "TransactionConflict", "None")));
        faults.when(Faults.nth(1, CHANGE), Faults.fail(canceled("ThrottlingError", "None", "None")));
        faults.when(Faults.nth(1, CHANGE),
                Faults.fail(canceled("TransactionConflict", "ConditionalCheckFailed", "None")));
        directory.block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()), AccountCondition.exists(), 1_000);
        assertEquals(1, directory.blocks(ada, Optional.empty(), 10, AccountCondition.exists()).items().size());
        faults.heal();
        faults.when(CHANGE, Faults.fail(canceled("TransactionConflict", "None", "None")));
        assertEquals(Outcome.NOT_DONE, outcome(() -> directory.unblock(ada, ada, AccountCondition.exists())));
    }

    @Test
    void nobodyIsRefusedWhatMayStillBeDoneByAnAttemptThatIsLate() {
        UserId ada = newUser();
        UserId bob = newUser();
        Block block = new Block(ada, bob, BlockScope.DIRECT, clock.instant());
        faults.when(Faults.nth(1, CHANGE), faults.late());
        assertEquals(Outcome.UNKNOWN, outcome(() -> directory.unblock(ada, bob, AccountCondition.exists())));
        directory.block(block, AccountCondition.exists(), 1_000);
        faults.arrive();
        directory.block(block, AccountCondition.exists(), 1_000); // so it was lifted
    }

    @Test
    void whatABatchLeftUnprocessedIsAskedForAgain() {
        List<UserId> users = newUsers(5);
        faults.when(Faults.nth(1, Faults.is(BatchGetItemRequest.class)), (request, send) -> BatchGetItemResponse
                .builder().responses(Map.of())
                .unprocessedKeys(((BatchGetItemRequest) request).requestItems()).build());
        assertEquals(users, directory.findUsers(Set.copyOf(users)).stream().map(Account::user).map(User::id).toList());
    }

    @Test
    void aBlockIsSeenFromBothSidesWithItsScope() {
        UserId ada = newUser();
        UserId bob = newUser();
        for (BlockScope scope : BlockScope.values()) {
            directory.block(new Block(ada, bob, scope, clock.instant()), AccountCondition.exists(), 1_000);
            for (Key key : List.of(Key.block(ada, bob), Key.blockedBy(bob, ada))) {
                Item item = new Item(tables.client().getItem(get -> get
                        .tableName(TableDefinition.DIRECTORY.name(tables.prefix())).key(key.attributes())).item());
                assertEquals(scope.text(), item.text(Attributes.SCOPE));
            }
            directory.unblock(ada, bob, AccountCondition.exists());
        }
    }

    private void loseNextAnswer() {
        faults.heal();
        faults.when(Faults.nth(1, CHANGE), Faults.lostAnswer());
    }

    private static Outcome outcome(Runnable call) {
        return assertThrows(StoreException.class, call::run).outcome();
    }

    private static TransactionCanceledException canceled(String... codes) {
        return TransactionCanceledException.builder()
                .cancellationReasons(List.of(codes).stream()
                        .map(code -> CancellationReason.builder().code(code).build()).toList())
                .message("canceled").build();
    }
}
