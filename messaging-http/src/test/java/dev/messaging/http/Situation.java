package dev.messaging.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.UserId;
import dev.messaging.http.RightsTable.About;
import dev.messaging.http.RightsTable.Shown;
import dev.messaging.http.RightsTable.Target;
import dev.messaging.http.Served.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users and groups, made anew for one try of one act, and a caller.
 *
 * @param served the server that is tried
 * @param target the id of the account or group that the act is about; may name nothing
 * @param caller the id of who shows credentials
 * @param password what the caller shows, if anything
 * @param wrongHeaders what stands in the header instead, if something wrong does
 * @param member a member of the group
 * @param bystander somebody else, who can be sent to, blocked and added
 * @param blocked whom the account blocks
 * @param commonGroup an open group that the account is in
 */
record Situation(Served served, String target, String caller, Optional<String> password, List<String> wrongHeaders,
        String member, String bystander, String blocked, String commonGroup) {
    static final String OWN_PASSWORD = "Secret-own-1";
    static final String OTHERS_PASSWORD = "Secret-other";
    private static final String WRONG_PASSWORD = "Secret-wrong";

    /** @param absent an id that names nothing, in case that the target is absent */
    static Situation make(Served served, About about, Target target, Shown shown, String absent) {
        Access admin = served.messaging.as(Caller.administrator());
        UserId stranger = create(admin, OTHERS_PASSWORD);
        UserId bystander = create(admin, "Secret-bystander");
        UserId blocked = create(admin, "Secret-blocked");
        UserId account = target == Target.OPEN
                ? admin.users().create().id()
                : create(admin, OWN_PASSWORD);
        UserId otherMember = create(admin, OTHERS_PASSWORD);
        UserId member = create(admin, OWN_PASSWORD);
        UserId owner = create(admin, OWN_PASSWORD);
        var unused = admin.users().block(account, blocked, BlockScope.DIRECT);
        GroupId common = admin.groups().create(Optional.empty(), Optional.empty(), Set.of(account)).id();
        GroupId group = served.messaging
                .as(target == Target.OPEN ? Caller.administrator() : Caller.user(owner)).groups()
                .create(Optional.empty(), Optional.empty(), Set.of(member, otherMember)).id();
        String id = target == Target.ABSENT ? absent : about == About.USER ? account.value() : group.value();
        UserId own = switch (about) {
            case USER -> account;
            case MEMBER -> member;
            case OWNER -> owner;
        };
        UserId others = about == About.OWNER ? otherMember : stranger;
        UserId caller = shown == Shown.OWN ? own : others;
        Optional<String> password = switch (shown) {
            case NOTHING -> Optional.empty();
            case WRONG -> Optional.of(WRONG_PASSWORD);
            case ANOTHERS -> Optional.of(OTHERS_PASSWORD);
            case OWN -> Optional.of(OWN_PASSWORD);
        };
        return new Situation(served, id, caller.value(), password, List.of(), member.value(),
                bystander.value(), blocked.value(), common.value());
    }

    private static UserId create(Access admin, String password) {
        return admin.users().create(Optional.empty(), Optional.empty(), Optional.of(new Password(password))).id();
    }

    /** The same, with something in the header that is not right. */
    Situation with(String... headers) {
        return new Situation(served, target, caller, password, List.of(headers), member, bystander,
                blocked, commonGroup);
    }

    Reply get(String path) {
        return served.get(path, headers());
    }

    Reply delete(String path) {
        return served.delete(path, headers());
    }

    Reply post(String path, String... fields) {
        return served.post(path, json(fields).toString(), headers());
    }

    /** An action in which somebody must say who acts: the target. */
    Reply action(String path, String idField, String... fields) {
        ObjectNode body = json(fields).put(idField, target);
        password.ifPresent(shown -> body.put("password", shown));
        return served.post(path, body.toString());
    }

    /** An action in which somebody may say who acts. */
    Reply groupAction(String path, String... fields) {
        ObjectNode body = json(fields);
        if (!wrongHeaders.isEmpty()) {
            return served.post(path, body.toString(), headers());
        }
        password.ifPresent(shown -> body.put("caller_id", caller).put("password", shown));
        return served.post(path, body.toString());
    }

    private String[] headers() {
        List<String> values = wrongHeaders.isEmpty()
                ? password.map(shown -> Served.basic(caller, shown)).stream().toList()
                : wrongHeaders;
        return values.stream().flatMap(value -> List.of("Authorization", value).stream()).toArray(String[]::new);
    }

    private static ObjectNode json(String... fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return body;
    }
}
