package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
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
    /** With what is remembered of the request there is no room for one more. */
    private static final int MEMBERS_WITH_REQUEST = MEMBERS_AT_ONCE - 1;
    static final int CHANGES_OF_MEMBER = 3;

    private final DirectoryTable table;
    private final Change change;
    private final Requests requests;
    private final LargeGroup largeGroup;

    GroupCreation(DirectoryTable table, Requests requests, LargeGroup largeGroup) {
        this.table = table;
        this.change = new Change(table.name());
        this.requests = requests;
        this.largeGroup = largeGroup;
    }

    Done create(Patience patience, Group group, List<UserId> members, MembershipLimits limits,
            Optional<RequestKey> key) {
        Done done = new Done(group.id().value(), group.createdAt(), members.size());
        Deciding deciding = new Deciding(requests, key, done);
        int atOnce = Math.min(key.isPresent() ? MEMBERS_WITH_REQUEST : MEMBERS_AT_ONCE, limits.membersOfGroup());
        if (members.isEmpty() && key.isEmpty()) {
            createEmpty(patience, group);
            return done;
        }
        return deciding.once(patience, () -> members.size() <= atOnce
                ? createSmall(patience, group, members, limits.groupsOfUser(), deciding)
                : createLarge(patience, group, members, limits, deciding));
    }

    private void createEmpty(Patience patience, Group group) {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.profile(group.id()).attributes());
        attributes.putAll(Profiles.of(group));
        table.putNew(patience, attributes).ifPresent(standing -> checkIsThis(group, standing));
    }

    private Optional<RequestRecord> createSmall(Patience patience, Group group, List<UserId> members, int groupsMax,
            Deciding deciding) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.putIfNotThere(Key.profile(group.id()), Profiles.of(group)));
        members.forEach(member -> changes.addAll(joining(change, group, member, groupsMax)));
        changes.addAll(deciding.changes());
        Conditions conditions = table.change(patience, changes);
        Optional<RequestRecord> first = deciding.first(conditions, 1 + members.size() * CHANGES_OF_MEMBER);
        if (conditions.allHold() || first.isPresent()) {
            return first;
        }
        checkJoined(conditions, members, groupsMax);
        conditions.old(0).ifPresent(standing -> checkIsThis(group, standing));
        return deciding.remember(patience);
    }

    /** Three changes. */
    static List<TransactWriteItem> joining(Change change, Group group, UserId member, int groupsMax) {
        Map<String, AttributeValue> joined = Map.of(Attributes.JOINED, Item.of(group.createdAt()));
        return List.of(
                change.countIf(Key.profile(member), Attributes.GROUPS, 1,
                        Requirement.isUser().and(Requirement.isBelow(Attributes.GROUPS, groupsMax))),
                change.put(Key.member(group.id(), member), joined),
                change.put(Key.membership(member, group.id()), joined));
    }

    /** Of a transaction in which one change is followed by three for each member. */
    static void checkJoined(Conditions conditions, List<UserId> members, int groupsMax) {
        for (int i = 0; i < members.size(); i++) {
            int counted = 1 + i * CHANGES_OF_MEMBER;
            if (conditions.failed(counted) && Profiles.standing(conditions.old(counted)) == Standing.ABSENT) {
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
    private Optional<RequestRecord> createLarge(Patience patience, Group group, List<UserId> members,
            MembershipLimits limits, Deciding deciding) {
        List<Key> keys = new ArrayList<>(members.stream().map(Key::profile).toList());
        keys.add(Key.profile(group.id()));
        keys.addAll(deciding.lookedUp());
        Map<Key, Item> found = table.get(patience, keys);
        Optional<RequestRecord> first = deciding.among(found);
        if (first.isPresent()) {
            return first;
        }
        checkCanJoin(members, limits, found);
        Item standing = found.get(Key.profile(group.id()));
        if (standing != null) {
            checkIsThis(group, standing);
            return deciding.remember(patience);
        }
        return largeGroup.create(patience, group, members, limits.groupsOfUser(), deciding);
    }

    private static void checkCanJoin(List<UserId> members, MembershipLimits limits, Map<Key, Item> found) {
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
