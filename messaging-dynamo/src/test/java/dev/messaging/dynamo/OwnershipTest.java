package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.GroupsContract;
import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What happens to a group whose members come and go at the moment in which its owner leaves. */
@OnDynamoDbLocal
class OwnershipTest implements StoreContract {
    private static final Predicate<DynamoDbRequest> CHANGE = Faults.is(TransactWriteItemsRequest.class);
    /** The first attempt shows that it is the owner who leaves. */
    private static final int PASSING_ON = 2;

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final DynamoStore store;
    private final DynamoStore other;

    OwnershipTest(LocalTables tables) {
        this.store = tables.store(Wire.before(tables.client(), faults)).surroundings(new SerialSurroundings(clock))
                .patience(Duration.ofSeconds(1)).open();
        this.other = tables.store().surroundings(new SerialSurroundings(clock)).open();
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
    void anHeirWhoLeavesMeanwhileDoesNotInherit() {
        UserId owner = newUser();
        List<UserId> others = newUsers(2);
        GroupId group = owned(owner, others);
        meanwhile(() -> leave(other, group, others.getFirst()));
        leave(store, group, owner);
        assertEquals(Optional.of(others.getLast()), found(group).owner());
        assertEquals(1, found(group).members());
    }

    @Test
    void anHeirWhoLeavesAndComesBackMeanwhileHasLostItsPlace() {
        UserId owner = newUser();
        List<UserId> others = newUsers(2);
        GroupId group = owned(owner, others);
        meanwhile(() -> {
            leave(other, group, others.getFirst());
            clock.move(Duration.ofMillis(5));
            join(group, others.getFirst());
        });
        leave(store, group, owner);
        assertEquals(Optional.of(others.getLast()), found(group).owner());
    }

    @Test
    void whoJoinsWhileTheLastOneLeavesInherits() {
        UserId owner = newUser();
        UserId late = newUser();
        GroupId group = owned(owner, List.of());
        meanwhile(() -> join(group, late));
        leave(store, group, owner);
        assertEquals(Optional.of(late), found(group).owner());
        assertEquals(1, found(group).members());
    }

    @Test
    void anOwnerWhoIsRemovedTwiceAtOnceIsRemovedOnce() {
        UserId owner = newUser();
        UserId heir = newUser();
        GroupId group = owned(owner, List.of(heir));
        meanwhile(() -> leave(other, group, owner));
        assertThrows(Refusal.NotMember.class, () -> leave(store, group, owner));
        assertEquals(Optional.of(heir), found(group).owner());
        assertEquals(1, found(group).members());
    }

    @Test
    void whoHasLostTheRightMeanwhileRemovesNobody() {
        UserId owner = newUser();
        UserId heir = newUser();
        GroupId group = owned(owner, List.of(heir));
        Refusal no = new Refusal.NotPermitted("remove others");
        GroupCondition byOwner = new GroupCondition.IsOpenOrOwnedBy(owner, no);
        meanwhile(() -> leave(other, group, owner));
        assertEquals(no, assertThrows(Refusal.class, () -> store.directory().removeMember(group, owner, byOwner)));
        assertEquals(1, found(group).members());
    }

    @Test
    void anAnswerThatGetsLostPassesTheGroupOnOnce() {
        UserId owner = newUser();
        List<UserId> others = newUsers(2);
        GroupId group = owned(owner, others);
        faults.when(Faults.nth(PASSING_ON, CHANGE), Faults.lostAnswer());
        leave(store, group, owner);
        assertEquals(Optional.of(others.getFirst()), found(group).owner());
        assertEquals(2, found(group).members());
        assertEquals(List.of(), store.directory().groupsOf(owner, Optional.empty(), 10, AccountCondition.exists())
                .items());
    }

    @Test
    void whoNeverComesThroughGivesUpAndNothingHasChanged() {
        UserId owner = newUser();
        UserId heir = newUser();
        GroupId group = owned(owner, List.of(heir));
        faults.when(request -> CHANGE.test(request) && passesOn((TransactWriteItemsRequest) request),
                (request, send) -> {
                    leave(other, group, heir);
                    join(group, heir);
                    clock.move(Duration.ofMillis(1));
                    leave(other, group, heir);
                    join(group, heir);
                    return send.apply(request);
                });
        assertEquals(Outcome.NOT_DONE,
                assertThrows(StoreException.class, () -> leave(store, group, owner)).outcome());
        assertEquals(Optional.of(owner), found(group).owner());
        assertEquals(2, found(group).members());
    }

    private static boolean passesOn(TransactWriteItemsRequest changes) {
        return changes.transactItems().stream().anyMatch(change -> change.conditionCheck() != null);
    }

    /** Between the look for the heir and the change, once. */
    private void meanwhile(Runnable change) {
        faults.when(Faults.nth(PASSING_ON, CHANGE), (request, send) -> {
            change.run();
            return send.apply(request);
        });
    }

    private GroupId owned(UserId owner, List<UserId> others) {
        GroupId group = GroupsContract.newOwnedGroup(this, owner, others);
        faults.heal();
        return group;
    }

    private void join(GroupId group, UserId user) {
        other.directory().addMember(group, user, clock.instant(), GroupCondition.exists(),
                new MembershipLimits(10, 10));
    }

    private static void leave(DynamoStore node, GroupId group, UserId user) {
        node.directory().removeMember(group, user, GroupCondition.exists());
    }

    private Group found(GroupId group) {
        return store.directory().findGroup(group, GroupCondition.exists());
    }
}
