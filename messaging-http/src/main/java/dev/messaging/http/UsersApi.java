package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.messaging.core.Users;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users and blocks over HTTP. */
final class UsersApi {
    private UsersApi() {}

    record Created(String userId, String username) {}

    record Shown(String userId, String username, String createdAt) {}

    record Names(List<Shown> users) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Blocking(String userId, String blockedUserId, boolean blocked, @Nullable String scope) {}

    record Changed(String userId, boolean changed) {}

    record BlockShown(String blockedUserId, String scope, String since) {}

    record Blocks(List<BlockShown> blocks, @Nullable String next) {}

    static void create(Call call) throws IOException {
        Fields fields = call.fields();
        Name name = fields.required("username", Name::new, "userName");
        Optional<Password> password = fields.optional("password", text -> newPassword(call, text));
        Optional<IdempotencyKey> key = call.idempotencyKey();
        User user = call.access().users().create(Optional.empty(), Optional.of(name), password, key);
        call.answer(new Created(user.id().value(), user.name().value()));
    }

    static void blockOrUnblock(Call call) throws IOException {
        boolean block = call.query().oneOf("op", "block", "unblock").equals("block");
        Fields fields = call.fields();
        String blockedText = fields.required("blockedUserId");
        BlockScope scope = block
                ? fields.optional("scope", BlockScope::of).orElse(BlockScope.DIRECT)
                : BlockScope.DIRECT;
        UserId owner = call.ids().user(call.path("userId"));
        UserId blocked = call.ids().user(blockedText);
        Users users = call.access().users();
        if (block) {
            var unused = users.block(owner, blocked, scope);
        } else {
            users.unblock(owner, blocked);
        }
        call.answer(new Blocking(owner.value(), blocked.value(), block, block ? scope.text() : null));
    }

    static void show(Call call) throws IOException {
        call.answer(shown(call.access().users().find(call.ids().user(call.path("userId")))));
    }

    /** Of the ids that name nobody nothing is said: the list is for names. */
    static void names(Call call) throws IOException {
        Query query = call.query();
        List<String> texts = query.get("ids").map(ids -> List.of(ids.split(",", -1))).orElse(List.of());
        if (texts.isEmpty() || texts.size() > Directory.FIND_USERS_MAX || texts.contains("")) {
            throw new Refusal.BadValue("ids",
                    "must be 1 to " + Directory.FIND_USERS_MAX + " ids with commas between them, in the query");
        }
        Set<UserId> ids = texts.stream().map(UserId::parse).flatMap(Optional::stream).collect(Collectors.toSet());
        List<User> found = call.access().users()
                .find(ids.isEmpty() ? Set.of(call.ids().user(texts.getFirst())) : ids);
        call.answer(new Names(found.stream().map(UsersApi::shown).toList()));
    }

    static void blocks(Call call) throws IOException {
        Query query = call.query();
        int limit = Lists.limit(query);
        Optional<UserId> after = Lists.after(query, UserId::parse);
        Page<Block> page = call.access().users().blocks(call.ids().user(call.path("userId")), after, limit);
        call.answer(new Blocks(Lists.views(page, block -> new BlockShown(block.blocked().value(), block.scope().text(),
                Times.text(block.since()))), Lists.next(page, block -> block.blocked().value())));
    }

    static void changePassword(Call call) throws IOException {
        Fields fields = call.fields();
        Password current = fields.required("current", Password::new);
        Password next = fields.required("new", text -> newPassword(call, text));
        String userText = call.path("userId");
        UserId user = call.ids().user(userText);
        call.access().users().changePassword(user, current, next, call.attempts(userText));
        call.answer(new Changed(user.value(), true));
    }

    private static Password newPassword(Call call, String text) {
        Password password = new Password(text);
        int min = call.settings().passwordMin();
        if (password.length() < min) {
            throw new Refusal.BadValue("password", "must have at least " + min + " characters");
        }
        return password;
    }

    private static Shown shown(User user) {
        return new Shown(user.id().value(), user.name().value(), Times.text(user.createdAt()));
    }
}
