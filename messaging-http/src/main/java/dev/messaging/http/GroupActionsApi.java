package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.messaging.core.Caller;
import dev.messaging.core.Groups;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Groups in the second dialect. Who acts may say so: a group made by somebody known is owned. */
final class GroupActionsApi {
    /** What both a wrong action and one without effect get: documented so. */
    static final String NOTHING_TO_DO = "Invalid action or user already in desired state.";

    private GroupActionsApi() {}

    record Created(@JsonProperty("group_id") String groupId) {}

    static void createGroup(Call call) throws IOException {
        Fields fields = call.fields();
        List<String> members = fields.required("members", GroupActionsApi::names);
        Optional<PasswordInBody> given = PasswordInBody.optional(fields, "caller_id");
        Set<UserId> ids = new LinkedHashSet<>(members.stream().map(call.ids()::user).toList());
        Optional<IdempotencyKey> key = call.idempotencyKey();
        GroupId group = call.accessOf(caller(call, given)).groups()
                .create(Optional.empty(), Optional.empty(), ids, key).id();
        call.answer(new Created(group.value()));
    }

    static void addRemoveUsers(Call call) throws IOException {
        Fields fields = call.fields();
        String group = fields.required("group_id");
        String user = fields.required("user_id");
        String action = fields.required("action");
        Optional<PasswordInBody> given = PasswordInBody.optional(fields, "caller_id");
        boolean add = action.equals("add");
        if (!add && !action.equals("remove")) {
            throw new ActionRefused(400, NOTHING_TO_DO);
        }
        Groups groups = call.accessOf(caller(call, given)).groups();
        if (add) {
            groups.add(call.ids().group(group), call.ids().user(user));
        } else {
            groups.remove(call.ids().group(group), call.ids().user(user));
        }
        call.answer(new ActionsApi.Said(
                Echo.of(user) + (add ? " has been added to the group." : " has been removed from the group.")));
    }

    /** By the body or, where nothing stands there, by the header that the first dialect uses. */
    private static Caller caller(Call call, Optional<PasswordInBody> given) {
        return given.map(password -> password.caller(call)).orElseGet(call::caller);
    }

    private static List<String> names(String members) {
        List<String> names = Arrays.stream(members.split(",", -1)).map(String::strip)
                .filter(Predicate.not(String::isEmpty)).distinct().toList();
        if (names.isEmpty()) {
            throw new Refusal.BadValue("members", "must name at least one user: ids with commas between them");
        }
        return names;
    }
}
