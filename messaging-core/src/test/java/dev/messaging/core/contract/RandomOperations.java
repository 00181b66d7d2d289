package dev.messaging.core.contract;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A random run of operations, the same for the same seed: what two stores answer to it must be equal, word for word. Its
 * users and groups are few, so that blocks, memberships and refusals happen often.
 */
public final class RandomOperations {
    private static final int MEMBERS_MAX = 6;
    private static final Password PASSWORD = new Password("Secret-of-everybody");

    private final SplittableRandom choices;
    private final TestClock clock;
    private final Messaging messaging;
    private final List<UserId> users = new ArrayList<>(List.of(new UserId("user-unknown")));
    private final List<GroupId> groups = new ArrayList<>(List.of(new GroupId("group-unknown")));
    private final List<Cursor> cursors = new ArrayList<>();

    /** Begins a run on an empty store that tells the time by {@code clock}. */
    public RandomOperations(long seed, Store store, TestClock clock) {
        this.choices = new SplittableRandom(seed);
        this.clock = clock;
        this.messaging = Messaging.over(store).clock(clock).random(new SplittableRandom(~seed))
                .groupMembersMax(MEMBERS_MAX).groupsMax(5).blocksMax(4).hashing(new CheapHashing()).build();
    }

    /** Whoever acts: mostly nobody in particular. */
    private Access access() {
        Caller caller = switch (choices.nextInt(5)) {
            case 0 -> Caller.administrator();
            case 1, 2 -> Caller.user(any(users));
            default -> Caller.anonymous();
        };
        return messaging.as(caller);
    }

    /** Does the next operation and tells what was asked and what came back. */
    public String next() {
        clock.move(Duration.ofMillis(choices.nextInt(-2, 6)));
        return switch (choices.nextInt(21)) {
            case 20 -> choices.nextInt(6) == 0 ? erase() : suspend();
            case 0 -> createUser();
            case 1 -> createGroup();
            case 2, 3, 4 -> membership();
            case 5, 6 -> block();
            case 7 -> lists();
            case 8, 9, 10, 11 -> sendDirect();
            case 12, 13, 14 -> sendToGroup();
            default -> check();
        };
    }

    private String createUser() {
        Access access = access();
        Optional<Password> password = choices.nextInt(3) == 0 ? Optional.of(PASSWORD) : Optional.empty();
        if (choices.nextInt(3) == 0) {
            UserId id = new UserId("user-chosen" + choices.nextInt(4));
            users.add(id);
            return answer(access, "create " + id,
                    () -> access.users().create(id, new Name("N" + choices.nextInt(3))));
        }
        return answer(access, "create user", () -> {
            var user = access.users().create(Optional.empty(), Optional.of(new Name("Name " + choices.nextInt(100))),
                    password);
            users.add(user.id());
            return user;
        });
    }

    private String createGroup() {
        Access access = access();
        Set<UserId> members = choices.nextBoolean() ? Set.of() : new LinkedHashSet<>(List.of(any(users), any(users)));
        return answer(access, "create group", () -> {
            var group = access.groups().create(Optional.empty(), Optional.empty(), members);
            groups.add(group.id());
            return group;
        });
    }

    private String membership() {
        Access access = access();
        GroupId group = any(groups);
        UserId user = any(users);
        Access administrator = messaging.as(Caller.administrator());
        if (choices.nextInt(10) == 0) {
            return ofAdministrators(choices.nextBoolean() ? administrator : access, group, user);
        }
        if (choices.nextInt(4) == 0) {
            return answer(access, "remove " + user + " from " + group, () -> {
                access.groups().remove(group, user);
                return administrator.groups().find(group);
            });
        }
        return answer(access, "add " + user + " to " + group, () -> {
            access.groups().add(group, user);
            return administrator.groups().find(group);
        });
    }

    private String ofAdministrators(Access access, GroupId group, UserId user) {
        return switch (choices.nextInt(3)) {
            case 0 -> answer(access, "delete " + group, () -> access.groups().delete(group));
            case 1 -> answer(access, "open " + group, () -> owner(access, group, Optional.empty()));
            default -> answer(access, user + " owns " + group, () -> owner(access, group, Optional.of(user)));
        };
    }

    private static Object owner(Access access, GroupId group, Optional<UserId> owner) {
        access.groups().setOwner(group, owner);
        return access.groups().find(group);
    }

    private String block() {
        Access access = access();
        UserId owner = any(users);
        UserId other = any(users);
        if (choices.nextInt(5) < 3) {
            BlockScope scope = choices.nextBoolean() ? BlockScope.DIRECT : BlockScope.EVERYWHERE;
            return answer(access, owner + " blocks " + other, () -> access.users().block(owner, other, scope));
        }
        return answer(access, owner + " unblocks " + other, () -> {
            access.users().unblock(owner, other);
            return "done";
        });
    }

    /** Mostly lifted, so that most users act most of the time. */
    private String suspend() {
        Access access = choices.nextInt(4) > 0 ? messaging.as(Caller.administrator()) : access();
        UserId user = any(users);
        boolean suspended = choices.nextInt(3) == 0;
        return answer(access, "suspend " + user + ": " + suspended, () -> {
            access.users().suspend(user, suspended);
            return "done";
        });
    }

    /** When messages go, is the store's affair; everything else goes at once. */
    private String erase() {
        Access access = choices.nextInt(4) > 0 ? messaging.as(Caller.administrator()) : access();
        UserId user = any(users);
        return answer(access, "erase " + user, () -> {
            Erasure erasure = access.users().erase(user, 1_000);
            return erasure.sessions() + " sessions, " + erasure.blocks() + " blocks, " + erasure.groups() + " groups";
        });
    }

    private String lists() {
        Access access = access();
        UserId user = any(users);
        GroupId group = any(groups);
        int limit = choices.nextInt(1, 5);
        return switch (choices.nextInt(4)) {
            case 0 -> answer(access, "blocks of " + user, () -> access.users().blocks(user, maybe(users), limit));
            case 1 -> answer(access, "members of " + group, () -> access.groups().members(group, maybe(users), limit));
            case 2 -> answer(access, "groups of " + user, () -> access.groups().of(user, maybe(groups), limit));
            default ->
                answer(access, "users", () -> access.users().find(Set.copyOf(List.of(user, any(users), any(users)))));
        };
    }

    private String sendDirect() {
        return send(any(users), any(users), choices.nextInt(4) == 0);
    }

    private String sendToGroup() {
        return send(any(users), any(groups), false);
    }

    private String send(UserId sender, Recipient recipient, boolean copy) {
        Text text = new Text("text " + "é🦊\u0000".repeat(choices.nextInt(1, 4)) + choices.nextInt());
        Access access = access();
        return answer(access, sender + " to " + recipient,
                () -> access.messages().send(new Draft(sender, recipient, text, copy)));
    }

    private String check() {
        UserId owner = any(users);
        From from = switch (choices.nextInt(4)) {
            case 0 -> From.beginning();
            case 1 -> From.laterThan(clock.millis() - choices.nextInt(0, 300));
            default -> cursors.isEmpty() ? From.beginning() : From.after(any(cursors));
        };
        UserId reader = from instanceof From.After(Cursor cursor) && choices.nextInt(20) > 0 ? cursor.owner() : owner;
        Access access = access();
        return answer(access, reader + " checks " + from, () -> {
            InboxPage page = access.messages().check(reader, from, choices.nextInt(1, 30));
            cursors.add(page.next());
            return page;
        });
    }

    private static String answer(Access access, String act, Supplier<Object> operation) {
        String question = access.caller() + ": " + act;
        try {
            return question + " -> " + operation.get();
        } catch (Refusal refusal) {
            return question + " -> " + refusal.getClass().getSimpleName() + ": " + refusal.getMessage();
        }
    }

    private <T> T any(List<T> list) {
        return list.get(choices.nextInt(list.size()));
    }

    private <T> Optional<T> maybe(List<T> list) {
        return choices.nextBoolean() ? Optional.of(any(list)) : Optional.empty();
    }
}
