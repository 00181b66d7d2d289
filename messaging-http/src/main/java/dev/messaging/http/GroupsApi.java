package dev.messaging.http;

import dev.messaging.core.Groups;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups and their members over HTTP. */
final class GroupsApi {
    private GroupsApi() {}

    record Created(String groupId, String groupName) {}

    record Shown(String groupId, String groupName, int members, String createdAt) {}

    record Belonging(String groupId, String userId, boolean member) {}

    record MemberShown(String userId, String joinedAt) {}

    record Members(List<MemberShown> members, @Nullable String next) {}

    record GroupShown(String groupId, String groupName, String joinedAt) {}

    record GroupsOfUser(List<GroupShown> groups, @Nullable String next) {}

    static void create(Call call) throws IOException {
        Name name = call.fields().required("groupName", Name::new);
        Optional<IdempotencyKey> key = call.idempotencyKey();
        Group group = call.access().groups().create(Optional.empty(), Optional.of(name), Set.of(), key);
        call.answer(new Created(group.id().value(), group.name().value()));
    }

    static void addOrRemove(Call call) throws IOException {
        boolean add = call.query().oneOf("op", "add", "remove").equals("add");
        String userText = call.fields().required("userId");
        GroupId group = call.ids().group(call.path("groupId"));
        UserId user = call.ids().user(userText);
        Groups groups = call.access().groups();
        if (add) {
            groups.add(group, user);
        } else {
            groups.remove(group, user);
        }
        call.answer(new Belonging(group.value(), user.value(), add));
    }

    static void show(Call call) throws IOException {
        Group group = call.access().groups().find(call.ids().group(call.path("groupId")));
        call.answer(new Shown(group.id().value(), group.name().value(), group.members(),
                Times.text(group.createdAt())));
    }

    static void members(Call call) throws IOException {
        Query query = call.query();
        int limit = Lists.limit(query);
        Optional<UserId> after = Lists.after(query, UserId::parse);
        Page<Member> page = call.access().groups().members(call.ids().group(call.path("groupId")), after, limit);
        call.answer(new Members(
                Lists.views(page, member -> new MemberShown(member.user().value(), Times.text(member.joinedAt()))),
                Lists.next(page, member -> member.user().value())));
    }

    static void ofUser(Call call) throws IOException {
        Query query = call.query();
        int limit = Lists.limit(query);
        Optional<GroupId> after = Lists.after(query, GroupId::parse);
        Page<Membership> page = call.access().groups().of(call.ids().user(call.path("userId")), after, limit);
        call.answer(new GroupsOfUser(
                Lists.views(page, joined -> new GroupShown(joined.group().value(), joined.groupName().value(),
                        Times.text(joined.joinedAt()))),
                Lists.next(page, joined -> joined.group().value())));
    }
}
