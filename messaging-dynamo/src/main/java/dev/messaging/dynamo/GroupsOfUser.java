package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the groups that a user is in. The memberships of a group that is under creation, or was not created after all, stand
 * there for a while: a group without a profile does not exist, and they are passed over.
 */
final class GroupsOfUser {
    private final DirectoryTable table;
    private final Surroundings surroundings;

    GroupsOfUser(DirectoryTable table, Surroundings surroundings) {
        this.table = table;
        this.surroundings = surroundings;
    }

    Page<Membership> page(Patience patience, UserId user, Optional<GroupId> after, int limit,
            AccountCondition onUser) {
        List<Item> found = surroundings.both(() -> {
            onUser.check(user, Profiles.standing(table.get(patience, Key.profile(user))));
            return true;
        }, () -> listed(patience, user, after.map(GroupId::value), limit + 1), (holds, items) -> items);
        List<Membership> memberships = new ArrayList<>(ofGroups(patience, found));
        while (memberships.size() <= limit && found.size() > limit) {
            found = listed(patience, user, Optional.of(group(found.getLast()).value()), limit + 1);
            memberships.addAll(ofGroups(patience, found));
        }
        return new Page<>(memberships.stream().limit(limit).toList(), memberships.size() > limit);
    }

    private List<Item> listed(Patience patience, UserId user, Optional<String> after, int limit) {
        return table.list(patience, user.value(), Key.GROUP, after, limit);
    }

    private List<Membership> ofGroups(Patience patience, List<Item> found) {
        Map<Key, Item> profiles = table.get(patience, found.stream().map(item -> Key.profile(group(item))).toList());
        return found.stream().flatMap(item -> Optional.ofNullable(profiles.get(Key.profile(group(item))))
                .filter(Profiles::isGroup)
                .map(profile -> new Membership(group(item), Profiles.name(profile), item.time(Attributes.JOINED)))
                .stream()).toList();
    }

    private static GroupId group(Item membership) {
        return new GroupId(DynamoDirectory.idBehind(Key.GROUP, membership));
    }
}
