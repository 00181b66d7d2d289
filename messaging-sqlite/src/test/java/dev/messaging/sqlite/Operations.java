package dev.messaging.sqlite;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that the ports can do, once each, with a file in which it can be done. */
final class Operations {
    static final Instant BEGINNING = Instant.ofEpochMilli(1_000_000_000_000L);
    /** When the operations are done: what the file holds can be trimmed, and its sessions and keys have expired. */
    static final Instant NOW = BEGINNING.plus(Duration.ofDays(2));
    static final UserId ADA = new UserId("user-ada");
    static final UserId BOB = new UserId("user-bob");
    static final UserId CID = new UserId("user-cid");
    static final GroupId GROUP = new GroupId("group-all");

    private static final AccountCondition EXISTS = AccountCondition.exists();
    private static final MembershipLimits LIMITS = new MembershipLimits(10, 10);
    private static final PasswordHash OLD = new PasswordHash("$test$1$2");
    private static final PasswordHash NEW = new PasswordHash("$test$1$3");
    private static final UserSession SESSION = session("a", BEGINNING, Duration.ofDays(30));
    private static final Admission TO_ALL = facts -> switch (facts) {
        case Facts.Direct direct when direct.blocked() -> throw new Refusal.Blocked(ADA);
        case Facts.Direct direct -> List.of(BOB, ADA);
        case Facts.OfGroup group -> group.members();
    };

    /** What is answered when something is repeated that was done but not answered. */
    enum Again {
        THE_SAME, REFUSED, NOTHING_TO_DO,
        /** The callers never repeat it. */
        NEVER
    }

    /**
     * One thing to do.
     *
     * @param name what it is called in reports
     * @param call does it, and tells what was answered
     * @param again what is answered when it is repeated
     */
    record Operation(String name, Function<Store, Object> call, Again again) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Operations() {}

    /** Makes a file in which all operations can be done. */
    static void prepare(Path path) {
        TestClock clock = new TestClock(BEGINNING);
        try (SqliteStore store = SqliteStore.at(path).clock(clock).open()) {
            for (UserId user : List.of(ADA, BOB, CID)) {
                store.directory().createUser(account(user, Optional.of(OLD)));
            }
            store.directory().createGroup(group(GROUP, 2), List.of(ADA, BOB), LIMITS);
            store.directory().block(new Block(ADA, CID, BlockScope.EVERYWHERE, BEGINNING), EXISTS, 10);
            open(store, SESSION);
            open(store, session("b", BEGINNING, Duration.ofDays(1)));
            for (Function<Store, Object> delivery : List.of(deliver("old-direct", ADA, BOB, Optional.empty()),
                    deliver("old-keyed", ADA, BOB, key(9, BEGINNING)),
                    deliver("old-group", ADA, GROUP, Optional.empty()))) {
                var unused = delivery.apply(store);
            }
        }
    }

    private static void open(Store store, UserSession session) {
        if (!store.credentials().open(session, OLD, 10)) {
            throw new IllegalStateException("not opened");
        }
    }

    /** What changes something. */
    static Stream<Operation> changes() {
        return Stream.of(new Operation("create a user", createUser(Optional.empty()), Again.THE_SAME),
                new Operation("create a user with a key", createUser(key(1, NOW)), Again.THE_SAME),
                new Operation("create a group", createGroup(BOB, Optional.empty()), Again.THE_SAME),
                new Operation("create a group with a key", createGroup(BOB, key(2, NOW)), Again.THE_SAME),
                new Operation("be refused a group with a key", createGroup(new UserId("user-nobody"), key(3, NOW)),
                        Again.THE_SAME),
                new Operation("send to a user", deliver("direct", ADA, BOB, Optional.empty()), Again.THE_SAME),
                new Operation("send to a user with a key", deliver("direct", ADA, BOB, key(4, NOW)), Again.THE_SAME),
                new Operation("be refused a message with a key", deliver("direct", CID, ADA, key(5, NOW)),
                        Again.THE_SAME),
                new Operation("send to a group", deliver("group", ADA, GROUP, Optional.empty()), Again.THE_SAME),
                new Operation("send to a group with a key", deliver("group", ADA, GROUP, key(6, NOW)), Again.THE_SAME),
                change("block", store -> store.directory().block(new Block(BOB, CID, BlockScope.DIRECT, NOW), EXISTS,
                        10)),
                change("unblock", store -> store.directory().unblock(ADA, CID, EXISTS)),
                change("add a member", store -> store.directory().addMember(GROUP, CID, NOW, GroupCondition.exists(),
                        LIMITS)),
                change("remove a member", store -> store.directory().removeMember(GROUP, ADA,
                        GroupCondition.exists())),
                new Operation("replace a password",
                        store -> store.credentials().replacePassword(ADA, Optional.of(OLD), NEW, Optional.empty()),
                        Again.NOTHING_TO_DO),
                new Operation("open a session",
                        store -> store.credentials().open(session("c", NOW, Duration.ofDays(1)), OLD, 10), Again.NEVER),
                new Operation("end a session",
                        does(store -> store.credentials().end(ADA, List.of(SESSION.key()))), Again.THE_SAME),
                new Operation("suspend", does(store -> store.credentials().suspend(ADA, true)), Again.THE_SAME),
                new Operation("erase", store -> store.erase(CID, 10).blocks(), Again.NOTHING_TO_DO),
                new Operation("trim an inbox", store -> store.inboxes().trim(BOB, NOW, 10), Again.NOTHING_TO_DO));
    }

    /** What only looks. */
    static Stream<Operation> looks() {
        return Stream.of(look("find a user", store -> store.directory().findUser(ADA)),
                look("find users", store -> store.directory().findUsers(Set.of(ADA, BOB))),
                look("blocks", store -> store.directory().blocks(ADA, Optional.empty(), 10, EXISTS)),
                look("find a group", store -> store.directory().findGroup(GROUP, GroupCondition.exists())),
                look("members", store -> store.directory().members(GROUP, Optional.empty(), 1,
                        GroupCondition.exists())),
                look("groups of", store -> store.directory().groupsOf(ADA, Optional.empty(), 10, EXISTS)),
                look("recent account", store -> store.credentials().recent(ADA)),
                look("recent session", store -> store.credentials().recent(SESSION.key())),
                look("sessions", store -> store.credentials().sessions(ADA, NOW)),
                look("read all", store -> store.inboxes().read(BOB, From.beginning(), 10, EXISTS)),
                look("read from a time",
                        store -> store.inboxes().read(BOB, From.laterThan(BEGINNING.toEpochMilli()), 1, EXISTS)),
                look("read from a cursor",
                        store -> store.inboxes().read(BOB,
                                From.after(store.inboxes().read(BOB, From.beginning(), 1, EXISTS).next()), 10, EXISTS)),
                look("tail", store -> store.inboxes().tail(BOB)),
                look("look for news", store -> store.inboxes().grown(Map.of(ADA, Position.START, CID, Position.START))),
                look("ping", does(Store::ping)));
    }

    private static Operation change(String name, Consumer<Store> change) {
        return new Operation(name, does(change), Again.REFUSED);
    }

    private static Operation look(String name, Function<Store, Object> look) {
        return new Operation(name, look, Again.THE_SAME);
    }

    private static Function<Store, Object> does(Consumer<Store> change) {
        return store -> {
            change.accept(store);
            return "done";
        };
    }

    private static Function<Store, Object> createUser(Optional<RequestKey> key) {
        return store -> store.directory().createUser(account(new UserId("user-new"), Optional.empty()), key);
    }

    private static Function<Store, Object> createGroup(UserId member, Optional<RequestKey> key) {
        return store -> store.directory().createGroup(group(new GroupId("group-new"), 3), List.of(ADA, CID, member),
                LIMITS, key);
    }

    /** Sends with a rule that blocks stop. */
    static Function<Store, Object> deliver(String text, UserId sender, Recipient recipient, Optional<RequestKey> key) {
        String name = text.replace("-", "");
        MessageId id = new MessageId(MessageId.PREFIX + name.substring(0, Math.min(name.length(), 64)));
        Message message = new Message(id, sender, recipient, new Text(text), BEGINNING);
        return store -> store.inboxes().deliver(message, EXISTS, TO_ALL, key);
    }

    static Optional<RequestKey> key(int number, Instant usedAt) {
        return Optional.of(new RequestKey(String.format("%064x", number), "f".repeat(64), usedAt));
    }

    private static Account account(UserId id, Optional<PasswordHash> password) {
        return new Account(new User(id, new Name("Name of " + id), BEGINNING), password);
    }

    private static Group group(GroupId id, int members) {
        return new Group(id, new Name("Name of " + id), BEGINNING, members, Optional.of(ADA));
    }

    private static UserSession session(String digit, Instant openedAt, Duration lifetime) {
        return new UserSession(new SessionKey(digit.repeat(64)), ADA, openedAt, openedAt.plus(lifetime));
    }
}
