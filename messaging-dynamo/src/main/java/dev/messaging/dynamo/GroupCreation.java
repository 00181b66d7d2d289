package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Creates groups with their first members: few in one transaction, many by {@link LargeGroup}. */
final class GroupCreation {
    /** A transaction takes 100 changes: the group's profile, and three for each member. */
    static final int MEMBERS_AT_ONCE = 33;
    static final int CHANGES_OF_MEMBER = 3;

    private final DirectoryTable table;
    private final Change change;
    private final LargeGroup largeGroup;

    GroupCreation(DirectoryTable table, LargeGroup largeGroup) {
        this.table = table;
        this.change = new Change(table.name());
        this.largeGroup = largeGroup;
    }

    void create(Patience patience, Group group, List<UserId> members, MembershipLimits limits) {
        if (members.isEmpty()) {
            createEmpty(patience, group);
        } else if (members.size() <= Math.min(MEMBERS_AT_ONCE, limits.membersOfGroup())) {
            createSmall(patience, group, members, limits.groupsOfUser());
        } else {
            createLarge(patience, group, members, limits);
        }
    }

    private void createEmpty(Patience patience, Group group) {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.profile(group.id()).attributes());
        attributes.putAll(Profiles.of(group));
        table.putNew(patience, attributes).ifPresent(standing -> checkIsThis(group, standing));
    }

    private void createSmall(Patience patience, Group group, List<UserId> members, int groupsMax) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.putIfNotThere(Key.profile(group.id()), Profiles.of(group)));
        members.forEach(member -> changes.addAll(joining(change, group, member, groupsMax)));
        Conditions conditions = table.change(patience, changes);
        checkJoined(conditions, members, groupsMax);
        if (conditions.failed(0)) {
            conditions.old(0).ifPresent(standing -> checkIsThis(group, standing));
        }
    }

    /** Three changes. */
    static List<TransactWriteItem> joining(Change change, Group group, UserId member, int groupsMax) {
        Map<String, AttributeValue> joined = Map.of(Attributes.JOINED, Item.of(group.createdAt()));
        return List.of(
                change.countIf(Key.profile(member), Attributes.GROUPS, 1,
                        Requirement.isThere().and(Requirement.isBelow(Attributes.GROUPS, groupsMax))),
                change.put(Key.member(group.id(), member), joined),
                change.put(Key.membership(member, group.id()), joined));
    }

    /** Of a transaction in which one change is followed by three for each member. */
    static void checkJoined(Conditions conditions, List<UserId> members, int groupsMax) {
        for (int i = 0; i < members.size(); i++) {
            if (conditions.failedOnNothing(1 + i * CHANGES_OF_MEMBER)) {
                throw new Refusal.NoSuchUser(members.get(i).value());
            }
        }
        for (int i = 0; i < members.size(); i++) {
            if (conditions.failed(1 + i * CHANGES_OF_MEMBER)) {
                throw new Refusal.TooManyGroups(members.get(i), groupsMax);
            }
        }
    }

    /** So much is read first that what will certainly be refused leaves nothing to sweep. */
    private void createLarge(Patience patience, Group group, List<UserId> members, MembershipLimits limits) {
        List<Key> keys = new ArrayList<>(members.stream().map(Key::profile).toList());
        keys.add(Key.profile(group.id()));
        Map<Key, Item> found = table.get(patience, keys);
        for (UserId member : members) {
            Standing standing = Profiles.standing(Optional.ofNullable(found.get(Key.profile(member))));
            AccountCondition.exists().check(member, standing);
        }
        if (members.size() > limits.membersOfGroup()) {
            throw new Refusal.GroupFull(limits.membersOfGroup());
        }
        for (UserId member : members) {
            Item profile = found.get(Key.profile(member));
            if (profile != null && profile.number(Attributes.GROUPS, 0) >= limits.groupsOfUser()) {
                throw new Refusal.TooManyGroups(member, limits.groupsOfUser());
            }
        }
        Item standing = found.get(Key.profile(group.id()));
        if (standing != null) {
            checkIsThis(group, standing);
        } else {
            largeGroup.create(patience, group, members, limits.groupsOfUser());
        }
    }

    /** An equal group that stands already is this one: an earlier attempt whose answer was lost. */
    static void checkIsThis(Group group, Item standing) {
        if (!Profiles.isGroup(standing)) {
            throw StoreException.notDone(group.id() + " is being created at the moment.");
        }
        Group other = Profiles.group(standing);
        boolean equal = other.name().equals(group.name()) && other.createdAt().equals(group.createdAt())
                && other.owner().equals(group.owner());
        if (!equal) {
            throw new Refusal.IdTaken(group.id().value());
        }
    }
}
