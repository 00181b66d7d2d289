package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.messaging.core.Users;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users and blocks over HTTP. */
final class UsersApi {
    private static final String DIRECT = "direct";

    private UsersApi() {}

    record Created(String userId, String username) {}

    record Shown(String userId, String username, String createdAt) {}

    record Names(List<Shown> users) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Blocking(String userId, String blockedUserId, boolean blocked, @Nullable String scope) {}

    record BlockShown(String blockedUserId, String scope, String since) {}

    record Blocks(List<BlockShown> blocks, @Nullable String next) {}

    static void create(Call call) throws IOException {
        Fields fields = call.fields();
        Name name = fields.required("username", Name::new, "userName");
        if (fields.has("password")) {
            throw new Refusal.BadValue("password",
                    "is not available in this version, which makes open accounts only: leave it out");
        }
        User user = call.access().users().create(name);
        call.answer(new Created(user.id().value(), user.name().value()));
    }

    static void blockOrUnblock(Call call) throws IOException {
        boolean block = call.query().oneOf("op", "block", "unblock").equals("block");
        Fields fields = call.fields();
        String blockedText = fields.required("blockedUserId");
        if (block) {
            checkScope(fields);
        }
        Users users = call.access().users();
        UserId owner = Ids.user(call.path("userId"));
        UserId blocked = UserId.parse(blockedText).orElseThrow(() -> {
            var unused = users.find(owner); // Who is missing first is named first.
            return new Refusal.NoSuchUser(blockedText);
        });
        if (block) {
            var unused = users.block(owner, blocked);
        } else {
            users.unblock(owner, blocked);
        }
        call.answer(new Blocking(owner.value(), blocked.value(), block, block ? DIRECT : null));
    }

    static void show(Call call) throws IOException {
        call.answer(shown(call.access().users().find(Ids.user(call.path("userId")))));
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
        Stream<User> found = ids.isEmpty() ? Stream.of() : call.access().users().find(ids).stream();
        call.answer(new Names(found.map(UsersApi::shown).toList()));
    }

    static void blocks(Call call) throws IOException {
        Query query = call.query();
        int limit = Lists.limit(query);
        Optional<UserId> after = Lists.after(query, UserId::parse);
        Page<Block> page = call.access().users().blocks(Ids.user(call.path("userId")), after, limit);
        call.answer(new Blocks(Lists.views(page, block -> new BlockShown(block.blocked().value(), DIRECT,
                Times.text(block.since()))), Lists.next(page, block -> block.blocked().value())));
    }

    private static void checkScope(Fields fields) {
        String scope = fields.optional("scope").orElse(DIRECT);
        if (scope.equals("everywhere")) {
            throw new Refusal.BadValue("scope", "\"everywhere\" is not available in this version: use \"direct\"");
        }
        if (!scope.equals(DIRECT)) {
            throw new Refusal.BadValue("scope", "must be \"direct\", or absent");
        }
    }

    private static Shown shown(User user) {
        return new Shown(user.id().value(), user.name().value(), Times.text(user.createdAt()));
    }
}
