package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Joining and leaving groups, each one transaction, seen from both sides, with the count of members kept right. */
final class MembershipChanges {
    private static final int GROUP = 0;
    private static final int USER = 1;
    private static final int MEMBER = 2;

    private final DirectoryTable table;
    private final Change change;

    MembershipChanges(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    void add(Patience patience, GroupId group, Member member, int membersMax) {
        UserId user = member.user();
        Map<String, AttributeValue> joined = Map.of(Attributes.JOINED, Item.of(member.joinedAt()));
        Conditions conditions = table.change(patience,
                List.of(change.countUp(Key.profile(group), Attributes.MEMBERS, membersMax),
                        change.nothingIfThere(Key.profile(user)), change.putIfNotThere(Key.member(group, user), joined),
                        change.put(Key.membership(user, group), joined)));
        if (conditions.allHold()) {
            return;
        }
        if (conditions.failedOnNothing(GROUP)) {
            throw new Refusal.NoSuchGroup(group.value());
        }
        if (conditions.failed(USER)) {
            throw new Refusal.NoSuchUser(user.value());
        }
        if (conditions.failed(MEMBER)) {
            throw new Refusal.AlreadyMember(user);
        }
        if (conditions.failed(GROUP)) {
            throw new Refusal.GroupFull(membersMax);
        }
        throw new IllegalStateException("a member refused for no reason: " + conditions);
    }

    void remove(Patience patience, GroupId group, UserId user) {
        Conditions conditions = table.change(patience,
                List.of(change.countDownIfThere(Key.profile(group), Attributes.MEMBERS),
                        change.nothingIfThere(Key.profile(user)), change.deleteIfThere(Key.member(group, user)),
                        change.delete(Key.membership(user, group))));
        if (conditions.allHold()) {
            return;
        }
        if (conditions.failed(GROUP)) {
            throw new Refusal.NoSuchGroup(group.value());
        }
        if (conditions.failed(USER)) {
            throw new Refusal.NoSuchUser(user.value());
        }
        if (conditions.failed(MEMBER)) {
            throw new Refusal.NotMember(user);
        }
        throw new IllegalStateException("a removal refused for no reason: " + conditions);
    }
}
