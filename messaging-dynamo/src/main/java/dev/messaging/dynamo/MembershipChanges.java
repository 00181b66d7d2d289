package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Joining and leaving groups, each one transaction, seen from both sides, with the counts of members and of groups kept
 * right. Where it matters whether somebody is in the group, the first attempt is made as if so; only if that fails, a second
 * is made on what the group's profile says.
 */
final class MembershipChanges {
    private static final int GROUP = 0;
    private static final int USER = 1;
    private static final int MEMBER = 2;
    private static final int VOUCHER = 4;
    private static final int HEIR = 4;

    /** One group that cannot be left must not keep a user in all others. */
    private static final int TAKING_OUT_MAX = 6;

    private final DirectoryTable table;
    private final Change change;

    MembershipChanges(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    /** One change of a membership, and what is required of who leaves. */
    private record Attempt(GroupId group, UserId user, GroupCondition condition, Requirement onLeaving) {
        Attempt(GroupId group, UserId user, GroupCondition condition) {
            this(group, user, condition, Requirement.isUser());
        }

        /** Who is in the group already, if the condition holds by that. */
        Optional<UserId> voucher() {
            return condition.member().filter(member -> !member.equals(user));
        }
    }

    /**
     * If there is nobody in the group to vouch, the second attempt is made even where somebody else owns it: DynamoDB shows an
     * item only where its own condition fails, so the first attempt does not tell the owner, and to read the profile between
     * the two would cost whoever adds to an open group a trip more.
     */
    void add(Patience patience, GroupId group, Member member, GroupCondition condition, MembershipLimits limits) {
        Attempt attempt = new Attempt(group, member.user(), condition);
        Requirement room = Requirement.isBelow(Attributes.MEMBERS, limits.membersOfGroup());
        if (attempt.voucher().isPresent()) {
            Conditions conditions = table.change(patience, joining(attempt, member.joinedAt(),
                    Requirement.isGroup().and(room), limits, attempt.voucher()));
            if (!conditions.failed(VOUCHER)) {
                judgeJoining(attempt, conditions, true, limits);
                return;
            }
        }
        Conditions conditions = table.change(patience, joining(attempt, member.joinedAt(),
                Requirement.of(condition).and(room), limits, Optional.empty()));
        boolean vouchesForItself = condition.member().equals(Optional.of(member.user())) && conditions.failed(MEMBER);
        judgeJoining(attempt, conditions, vouchesForItself, limits);
    }

    private List<TransactWriteItem> joining(Attempt attempt, Instant joinedAt, Requirement onGroup,
            MembershipLimits limits, Optional<UserId> voucher) {
        Map<String, AttributeValue> joined = Map.of(Attributes.JOINED, Item.of(joinedAt));
        List<TransactWriteItem> changes = new ArrayList<>(
                List.of(change.countIf(Key.profile(attempt.group), Attributes.MEMBERS, 1, onGroup),
                        change.countIf(Key.profile(attempt.user), Attributes.GROUPS, 1,
                                Requirement.isUser()
                                        .and(Requirement.isBelow(Attributes.GROUPS, limits.groupsOfUser()))),
                        change.putIfNotThere(Key.member(attempt.group, attempt.user), joined),
                        change.put(Key.membership(attempt.user, attempt.group), joined)));
        voucher.ifPresent(member -> changes.add(change.nothingIfThere(Key.member(attempt.group, member))));
        return changes;
    }

    private static void judgeJoining(Attempt attempt, Conditions conditions, boolean hasMember,
            MembershipLimits limits) {
        judge(attempt, conditions, hasMember);
        if (conditions.failed(MEMBER)) {
            throw new Refusal.AlreadyMember(attempt.user);
        }
        if (conditions.failed(GROUP)) {
            throw new Refusal.GroupFull(limits.membersOfGroup());
        }
        if (conditions.failed(USER)) {
            throw new Refusal.TooManyGroups(attempt.user, limits.groupsOfUser());
        }
    }

    /** What comes before all else. */
    private static void judge(Attempt attempt, Conditions conditions, boolean hasMember) {
        if (conditions.failed(GROUP)) {
            attempt.condition.check(attempt.group, Profiles.facts(conditions.old(GROUP), hasMember));
        }
        if (conditions.failed(USER) && Profiles.standing(conditions.old(USER)) == Standing.ABSENT) {
            throw new Refusal.NoSuchUser(attempt.user.value());
        }
    }

    /** The owner's leaving takes more: that it is the owner comes out by the attempt to remove just anybody. */
    void remove(Patience patience, GroupId group, UserId user, GroupCondition condition) {
        if (!isRemoved(patience, new Attempt(group, user, onProfile(patience, group, condition)), Integer.MAX_VALUE)) {
            throw StoreException.notDone("Too many changes to " + group + " at once.");
        }
    }

    /** What became of a membership of a user who is erased. */
    enum Leaving {
        /** It is gone. */
        DONE,
        /** The group is under creation, and cannot be left yet. */
        COMING,
        /** Others change the group all the time, or who is in it is not as it is counted. */
        STUCK
    }

    /** Takes a user who is erased out of a group, if it is in it. Of what stands on one side only, the rest goes. */
    Leaving takeOut(Patience patience, GroupId group, UserId erased) {
        try {
            return isRemoved(patience, new Attempt(group, erased, GroupCondition.exists(), Requirement.isThere()),
                    TAKING_OUT_MAX) ? Leaving.DONE : Leaving.STUCK;
        } catch (Refusal.NoSuchGroup none) {
            if (table.get(patience, Key.profile(group)).isPresent()) {
                return Leaving.COMING;
            }
            var unused = table.change(patience, List.of(change.delete(Key.membership(erased, group)),
                    change.delete(Key.member(group, erased))));
        } catch (Refusal.NotMember seenFromOneSideOnly) {
            var unused = table.change(patience, List.of(change.delete(Key.membership(erased, group))));
        }
        return Leaving.DONE;
    }

    /** False if so many attempts were in vain, or time is up. */
    private boolean isRemoved(Patience patience, Attempt attempt, int attemptsMax) {
        for (int failures = 1;; failures++) {
            if (isOrdinaryRemoved(patience, attempt) || isOwnerRemoved(patience, attempt)) {
                return true;
            }
            if (failures >= attemptsMax || !patience.pause(failures)) {
                return false;
            }
        }
    }

    /** Nobody removes others by the right of being a member, so that condition may cost a read. */
    private GroupCondition onProfile(Patience patience, GroupId group, GroupCondition condition) {
        if (condition.member().isEmpty()) {
            return condition;
        }
        Key profile = Key.profile(group);
        Key member = Key.member(group, condition.member().get());
        Map<Key, Item> found = table.get(patience, List.of(profile, member));
        condition.check(group,
                Profiles.facts(Optional.ofNullable(found.get(profile)), found.containsKey(member)));
        return GroupCondition.exists();
    }

    private boolean isOrdinaryRemoved(Patience patience, Attempt attempt) {
        Requirement isNotOwner = Requirement.lacks(Attributes.OWNER)
                .or(Requirement.isNot(Attributes.OWNER, Item.of(attempt.user.value())));
        return removal(patience, attempt, isNotOwner, Map.of(), List.of()).allHold();
    }

    /**
     * On the condition that the owner still is, and that the heir has not left meanwhile, or nobody has come. Who is being erased
     * inherits only if all others are, too, and passes the group on when it leaves.
     */
    private boolean isOwnerRemoved(Patience patience, Attempt attempt) {
        List<Member> others = table.partition(patience, attempt.group.value()).stream()
                .filter(DynamoDirectory::isMember).map(DynamoDirectory::member)
                .filter(member -> !member.user().equals(attempt.user))
                .sorted(Comparator.comparing(Member::joinedAt).thenComparing(member -> member.user().value())).toList();
        for (Member heir : others) {
            Conditions conditions = passedOn(patience, attempt, heir, Requirement.isUser());
            if (!conditions.failed(HEIR)) {
                return conditions.allHold();
            }
        }
        Requirement isLast = isOwner(attempt).and(Requirement.is(Attributes.MEMBERS, Item.of(1)));
        return others.isEmpty()
                ? removal(patience, attempt, isLast, Map.of(), List.of()).allHold()
                : passedOn(patience, attempt, others.getFirst(), Requirement.isThere()).allHold();
    }

    private Conditions passedOn(Patience patience, Attempt attempt, Member heir, Requirement onHeir) {
        Key membership = Key.member(attempt.group, heir.user());
        return removal(patience, attempt, isOwner(attempt),
                Map.of(Attributes.OWNER, Item.of(heir.user().value())),
                List.of(change.nothingIf(Key.profile(heir.user()), onHeir),
                        change.nothingIf(membership, Requirement.is(Attributes.JOINED, Item.of(heir.joinedAt())))));
    }

    private static Requirement isOwner(Attempt attempt) {
        return Requirement.is(Attributes.OWNER, Item.of(attempt.user.value()));
    }

    /** Where not all conditions hold, there is another owner, or heir, than was thought. */
    private Conditions removal(Patience patience, Attempt attempt, Requirement onOwner, Map<String, AttributeValue> set,
            List<TransactWriteItem> onHeir) {
        List<TransactWriteItem> changes = new ArrayList<>(
                List.of(change.countAndSetIf(Key.profile(attempt.group), Attributes.MEMBERS, -1, set,
                        Requirement.of(attempt.condition).and(onOwner)),
                        change.countIf(Key.profile(attempt.user), Attributes.GROUPS, -1, attempt.onLeaving),
                        change.deleteIfThere(Key.member(attempt.group, attempt.user)),
                        change.delete(Key.membership(attempt.user, attempt.group))));
        changes.addAll(onHeir);
        Conditions conditions = table.change(patience, changes);
        judge(attempt, conditions, false);
        if (conditions.failed(MEMBER)) {
            throw new Refusal.NotMember(attempt.user);
        }
        return conditions;
    }

    /** The next owner cannot leave meanwhile: being a member is a condition of the same transaction. */
    void setOwner(Patience patience, GroupId group, Optional<UserId> owner) {
        Key profile = Key.profile(group);
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(owner.isPresent()
                ? change.setIf(profile, Map.of(Attributes.OWNER, Item.of(owner.get().value())), Requirement.isGroup())
                : change.removeIf(profile, Attributes.OWNER, Requirement.isGroup()));
        owner.ifPresent(user -> {
            changes.add(change.nothingIf(Key.profile(user), Requirement.isUser()));
            changes.add(change.nothingIfThere(Key.member(group, user)));
        });
        Conditions conditions = table.change(patience, changes);
        if (conditions.failed(GROUP)) {
            throw new Refusal.NoSuchGroup(group.value());
        }
        if (conditions.failed(USER)) {
            throw new Refusal.NoSuchUser(owner.orElseThrow().value());
        }
        if (conditions.failed(MEMBER)) {
            throw new Refusal.NotMember(owner.orElseThrow());
        }
    }

    /** Who joins does so on the condition that the profile is there, so nobody is left in a group without one. */
    boolean isRemovedIfEmpty(Patience patience, GroupId group) {
        Requirement isEmpty = Requirement.isGroup().and(Requirement.is(Attributes.MEMBERS, Item.of(0)));
        Conditions conditions = table.change(patience, List.of(change.deleteIf(Key.profile(group), isEmpty)));
        return conditions.allHold() || conditions.old(GROUP).filter(Profiles::isGroup).isEmpty();
    }
}
