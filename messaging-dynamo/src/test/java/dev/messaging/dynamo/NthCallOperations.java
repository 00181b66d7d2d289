package dev.messaging.dynamo;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every operation of the ports, as {@link NthCallTest} needs them. */
final class NthCallOperations {
    private static final MembershipLimits WIDE = new MembershipLimits(10_000, 10_000);
    private static final AccountCondition EXISTS = AccountCondition.exists();
    private static final String DONE = "done";
    /** More than one transaction creates, with a key and without. */
    private static final int MANY = 34;

    /** What is special about an operation. */
    enum Trait {
        /** Calling it again has no more effect, and is answered the same. */
        REPEATABLE,
        /** What is left of it by who fails is finished or swept by the recovery. */
        LEAVES_WORK,
        /** Until then its id is taken. */
        HOLDS_ID,
        /** It leaves very much behind. */
        IS_LARGE,
        /** Its first transaction is refused: if that got no answer at first, it may still arrive, and nobody knows. */
        MAY_END_UNKNOWN
    }

    /**
     * An operation.
     *
     * @param name what it is called
     * @param traits what is special
     * @param preparation makes what all its cases share, and gives one case after the other
     */
    record Operation(String name, Set<Trait> traits, Function<StoreContract, Supplier<Case>> preparation) {
        boolean has(Trait trait) {
            return traits.contains(trait);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * One case of an operation.
     *
     * @param call the operation
     * @param answer what it must answer, if that is known beforehand
     * @param observe what everybody can see of its effects
     * @param after what they see when it is done
     */
    record Case(Function<Store, Object> call, Optional<Object> answer, Supplier<Object> observe, Object after) {}

    private NthCallOperations() {}

    static Stream<Operation> all() {
        return Stream.of(creations(), directory(), credentials(), deliveries(), reads()).flatMap(Collection::stream);
    }

    private static Operation changing(String name, Function<StoreContract, Supplier<Case>> preparation,
            Trait... traits) {
        return new Operation(name, Set.of(traits), preparation);
    }

    private static Function<Store, Object> doing(Consumer<Store> call) {
        return store -> {
            call.accept(store);
            return DONE;
        };
    }

    private static Case changing(Consumer<Store> call, Supplier<Object> observe, Object after) {
        return new Case(doing(call), Optional.of(DONE), observe, after);
    }

    private static List<Operation> creations() {
        return List.of(changing("create a user", test -> () -> {
            Account account = account(test);
            return changing(store -> store.directory().createUser(account),
                    () -> test.store().directory().findUser(account.user().id()), Optional.of(account));
        }, Trait.REPEATABLE), changing("create a user with a key", test -> () -> {
            RequestKey key = key(test);
            Name name = new Name("user of " + key.id());
            return new Case(store -> store.directory().createUser(
                    new Account(new User(test.unknownUser(), name, test.clock().instant()), Optional.empty()),
                    Optional.of(key)), Optional.empty(), () -> "", "");
        }, Trait.REPEATABLE), changing("be refused a user with a key", test -> {
            UserId taken = test.newUser();
            return () -> {
                RequestKey key = key(test);
                return refused(store -> store.directory().createUser(
                        new Account(new User(taken, new Name("other"), test.clock().instant()), Optional.empty()),
                        Optional.of(key)), new Refusal.IdTaken(taken.value()));
            };
        }, Trait.REPEATABLE, Trait.MAY_END_UNKNOWN), creatingGroup(0), creatingGroup(3), creatingGroup(MANY),
                creatingGroupByKey(0),
                creatingGroupByKey(3), creatingGroupByKey(MANY));
    }

    private static Account account(StoreContract test) {
        return new Account(new User(test.unknownUser(), new Name("Ada"), test.clock().instant()), Optional.empty());
    }

    private static RequestKey key(StoreContract test) {
        return new RequestKey(String.format("%064x", ThreadLocalRandom.current().nextLong()), "f".repeat(64),
                test.clock().instant());
    }

    private static Case refused(Function<Store, Object> call, Refusal refusal) {
        return new Case(store -> {
            try {
                return call.apply(store);
            } catch (Refusal given) {
                return String.valueOf(given.getMessage());
            }
        }, Optional.of(String.valueOf(refusal.getMessage())), () -> "", "");
    }

    /** Members that are in a group already, so that their counts come back to what they were. */
    private static List<UserId> members(StoreContract test, int count) {
        List<UserId> members = test.newUsers(count);
        test.store().directory().createGroup(group(test, count), members, WIDE);
        return members;
    }

    private static Operation creatingGroup(int size) {
        return changing("create a group of " + size, test -> {
            List<UserId> members = members(test, size);
            return () -> {
                Group group = group(test, size);
                return changing(store -> store.directory().createGroup(group, members, WIDE),
                        () -> members(test, group.id()), Optional.of(members));
            };
        }, traits(size, Trait.REPEATABLE, Trait.LEAVES_WORK, Trait.HOLDS_ID));
    }

    private static Group group(StoreContract test, int size) {
        return new Group(test.unknownGroup(), new Name("Many"), test.clock().instant(), size, Optional.empty());
    }

    private static Optional<List<UserId>> members(StoreContract test, GroupId group) {
        try {
            return Optional.of(test.store().directory().members(group, Optional.empty(), 1_000, GroupCondition.exists())
                    .items().stream().map(member -> member.user()).toList());
        } catch (Refusal.NoSuchGroup none) {
            return Optional.empty();
        }
    }

    /** Each call proposes another id, as the core does. */
    private static Operation creatingGroupByKey(int size) {
        return changing("create a group of " + size + " with a key", test -> {
            List<UserId> members = members(test, size);
            return () -> {
                RequestKey key = key(test);
                int before = groups(test, members);
                return new Case(store -> store.directory().createGroup(group(test, size), members, WIDE,
                        Optional.of(key)), Optional.empty(), () -> groups(test, members) - before,
                        members.isEmpty() ? 0 : 1);
            };
        }, traits(size, Trait.REPEATABLE, Trait.LEAVES_WORK));
    }

    /** Small groups leave nothing. */
    private static Trait[] traits(int size, Trait first, Trait... ofLarge) {
        return size < MANY
                ? new Trait[]{first}
                : Stream.concat(Stream.of(first, Trait.IS_LARGE), Stream.of(ofLarge)).toArray(Trait[]::new);
    }

    private static int groups(StoreContract test, List<UserId> members) {
        return members.isEmpty()
                ? 0
                : test.store().directory().groupsOf(members.getLast(), Optional.empty(), 1_000, EXISTS).items().size();
    }

    private static List<Operation> directory() {
        return List.of(changing("block", test -> () -> {
            Block block = block(test);
            return changing(store -> store.directory().block(block, EXISTS, 10), () -> blocks(test, block.owner()),
                    List.of(block));
        }), changing("unblock", test -> () -> {
            Block block = block(test);
            test.store().directory().block(block, EXISTS, 10);
            return changing(store -> store.directory().unblock(block.owner(), block.blocked(), EXISTS),
                    () -> blocks(test, block.owner()), List.of());
        }), changing("add a member", test -> {
            UserId owner = test.newUser();
            return () -> {
                UserId user = test.newUser();
                GroupId group = test.newGroup(List.of(owner));
                return changing(store -> store.directory().addMember(group, user, test.clock().instant(),
                        new GroupCondition.IsOpenOrHas(owner, new Refusal.NotPermitted("add")), WIDE),
                        () -> members(test, group).map(Set::copyOf), Optional.of(Set.of(owner, user)));
            };
        }), changing("remove a member", test -> () -> {
            UserId user = test.newUser();
            GroupId group = test.newGroup(List.of(user));
            return changing(store -> store.directory().removeMember(group, user, GroupCondition.exists()),
                    () -> members(test, group), Optional.of(List.of()));
        }), changing("remove the owner", test -> () -> {
            List<UserId> users = test.newUsers(2);
            Group group = new Group(test.unknownGroup(), new Name("Ours"), test.clock().instant(), 2,
                    Optional.of(users.getFirst()));
            test.store().directory().createGroup(group, users, WIDE);
            return changing(
                    store -> store.directory().removeMember(group.id(), users.getFirst(), GroupCondition.exists()),
                    () -> test.store().directory().findGroup(group.id(), GroupCondition.exists()).owner(),
                    Optional.of(users.getLast()));
        }, Trait.MAY_END_UNKNOWN));
    }

    private static Block block(StoreContract test) {
        return new Block(test.newUser(), test.newUser(), BlockScope.DIRECT, test.clock().instant());
    }

    private static List<Block> blocks(StoreContract test, UserId owner) {
        return test.store().directory().blocks(owner, Optional.empty(), 10, EXISTS).items();
    }

    private static List<Operation> credentials() {
        return List.of(changing("open a session", test -> () -> {
            PasswordHash hash = test.aHash();
            UserId user = test.newProtectedUser(hash);
            return changing(store -> {
                if (!store.credentials().open(session(test, user), hash, 10)) {
                    throw new IllegalStateException("not opened");
                }
            }, () -> sessions(test, user).size(), 1);
        }), changing("end a session", test -> () -> {
            PasswordHash hash = test.aHash();
            UserId user = test.newProtectedUser(hash);
            UserSession session = session(test, user);
            boolean unused = test.store().credentials().open(session, hash, 10);
            return changing(store -> store.credentials().end(user, List.of(session.key())),
                    () -> sessions(test, user), List.of());
        }, Trait.REPEATABLE), changing("suspend", test -> () -> {
            PasswordHash hash = test.aHash();
            UserId user = test.newProtectedUser(hash);
            boolean unused = test.store().credentials().open(session(test, user), hash, 10);
            return changing(store -> store.credentials().suspend(user, true),
                    () -> List.of(test.store().directory().findUser(user).orElseThrow().suspended(),
                            sessions(test, user)),
                    List.of(true, List.of()));
        }, Trait.REPEATABLE), changing("lift a suspension", test -> () -> {
            UserId user = test.newUser();
            test.store().credentials().suspend(user, true);
            return changing(store -> store.credentials().suspend(user, false),
                    () -> test.store().directory().findUser(user).orElseThrow().suspended(), false);
        }, Trait.REPEATABLE), changing("set a password", test -> () -> {
            PasswordHash hash = test.aHash();
            PasswordHash next = test.aHash();
            UserId user = test.newProtectedUser(hash);
            boolean unused = test.store().credentials().open(session(test, user), hash, 10);
            return changing(store -> {
                if (!store.credentials().replacePassword(user, Optional.of(hash), next, Optional.empty())) {
                    throw new IllegalStateException("not replaced");
                }
            }, () -> List.of(test.store().directory().findUser(user).orElseThrow().password(), sessions(test, user)),
                    List.of(Optional.of(next), List.of()));
        }));
    }

    private static UserSession session(StoreContract test, UserId user) {
        return Opening.session(user, test.clock(), Duration.ofDays(30));
    }

    private static List<UserSession> sessions(StoreContract test, UserId user) {
        return test.store().credentials().sessions(user, test.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static List<Operation> deliveries() {
        return List.of(sending("send to a user", 1, test -> Optional.empty()),
                sending("send to a user with a key", 1, test -> Optional.of(key(test)), Trait.REPEATABLE),
                sending("send to a group", 3, test -> Optional.empty(), Trait.LEAVES_WORK),
                sending("send to a group with a key", 3, test -> Optional.of(key(test)), Trait.REPEATABLE,
                        Trait.LEAVES_WORK),
                sending("send to nobody with a key", 0, test -> Optional.of(key(test)), Trait.REPEATABLE),
                changing("be refused with a key", test -> {
                    UserId ada = test.newUser();
                    return () -> {
                        Optional<RequestKey> key = Optional.of(key(test));
                        Refusal refusal = new Refusal.Blocked(ada);
                        return refused(store -> store.inboxes().deliver(test.message(ada, ada, "no"), EXISTS, facts -> {
                            throw refusal;
                        }, key), refusal);
                    };
                }, Trait.REPEATABLE), changing("erase", test -> () -> {
                    UserId ada = test.newProtectedUser(test.aHash());
                    UserId bob = test.newUser();
                    test.store().directory().block(new Block(ada, bob, BlockScope.DIRECT, test.clock().instant()),
                            EXISTS, 5);
                    test.store().directory().block(new Block(bob, ada, BlockScope.DIRECT, test.clock().instant()),
                            EXISTS, 5);
                    GroupId group = test.newGroup(List.of(ada, bob));
                    test.send(ada, group, "old");
                    test.clock().move(Duration.ofHours(30));
                    return changing(store -> {
                        if (!(store.erase(ada, 10).left() instanceof Erasure.Nothing)) {
                            throw new IllegalStateException("something is left");
                        }
                    }, () -> List.of(test.store().directory().findUser(ada).isPresent(), members(test, group),
                            blocks(test, bob), test.texts(test.all(bob))),
                            List.of(false, Optional.of(List.of(bob)), List.of(), List.of("old")));
                }, Trait.REPEATABLE), changing("trim", test -> () -> {
                    UserId ada = test.newUser();
                    IntStream.range(0, 3).forEach(i -> test.sendTo(ada, ada, "old " + i));
                    test.clock().move(Duration.ofHours(30));
                    return changing(store -> {
                        int unused = store.inboxes().trim(ada, test.clock().instant(), 10);
                    },
                            () -> test.texts(test.all(ada)), List.of("old 2"));
                }, Trait.REPEATABLE));
    }

    /** Each call proposes another message, as the core does. To one it is a direct message; else to a group. */
    private static Operation sending(String name, int receivers,
            Function<StoreContract, Optional<RequestKey>> keys, Trait... traits) {
        return changing(name, test -> {
            List<UserId> members = test.newUsers(Math.max(1, receivers));
            Recipient recipient = receivers == 1 ? members.getFirst() : test.newGroup(members);
            List<UserId> owners = members.subList(0, receivers);
            return () -> {
                Optional<RequestKey> key = keys.apply(test);
                List<Integer> before = counts(test, owners);
                return new Case(store -> deliver(test, store, members.getFirst(), recipient, owners, key),
                        Optional.empty(), () -> {
                            List<Integer> now = counts(test, owners);
                            return IntStream.range(0, receivers).mapToObj(i -> now.get(i) - before.get(i)).toList();
                        }, owners.stream().map(owner -> 1).toList());
            };
        }, traits);
    }

    private static Object deliver(StoreContract test, Store store, UserId sender, Recipient recipient,
            List<UserId> owners, Optional<RequestKey> key) {
        Done done = store.inboxes().deliver(test.message(sender, recipient, "to you"), EXISTS, facts -> owners, key);
        return key.isPresent() ? done : done.count();
    }

    private static List<Integer> counts(StoreContract test, List<UserId> owners) {
        return owners.stream().map(owner -> {
            List<InboxEntry> entries = test.all(owner).entries();
            long different = entries.stream().map(entry -> entry.message().id()).distinct().count();
            boolean dense = IntStream.range(0, entries.size())
                    .allMatch(i -> entries.get(i).position().sequence() == i + 1);
            if (different != entries.size() || !dense) {
                throw new IllegalStateException("doubled, or with holes: " + entries);
            }
            return entries.size();
        }).toList();
    }

    private static List<Operation> reads() {
        return List.of(reading("find a user", (store, world) -> store.directory().findUser(world.ada)),
                reading("find users", (store, world) -> store.directory().findUsers(Set.of(world.ada, world.bob))),
                reading("list blocks",
                        (store, world) -> store.directory().blocks(world.ada, Optional.empty(), 5, EXISTS)),
                reading("find a group",
                        (store, world) -> store.directory().findGroup(world.group, GroupCondition.exists())),
                reading("list members",
                        (store, world) -> store.directory().members(world.group, Optional.empty(), 5,
                                GroupCondition.exists())),
                reading("list groups",
                        (store, world) -> store.directory().groupsOf(world.ada, Optional.empty(), 5, EXISTS)),
                reading("look an account up", (store, world) -> store.credentials().recent(world.ada)),
                reading("look a session up", (store, world) -> store.credentials().recent(world.session.key())),
                reading("list sessions", (store, world) -> store.credentials().sessions(world.ada, world.now)),
                reading("check all", (store, world) -> store.inboxes().read(world.ada, From.beginning(), 2, EXISTS)),
                reading("check behind a place", (store, world) -> store.inboxes().read(world.ada,
                        From.after(new Cursor(world.ada, world.first)), 2, EXISTS)),
                reading("check from a time", (store, world) -> store.inboxes().read(world.ada,
                        From.laterThan(world.first.atMillis()), 2, EXISTS)),
                reading("ask for the tail", (store, world) -> store.inboxes().tail(world.ada)),
                reading("ask for news", (store, world) -> store.inboxes().grown(Map.of(world.ada, world.first))),
                reading("ask for first news", (store, world) -> store.inboxes()
                        .grown(Map.of(world.bob, Position.START))),
                reading("ask for facts", (store, world) -> {
                    Facts[] asked = {new Facts.Direct(false, false)};
                    store.inboxes().deliver(world.test.message(world.ada, world.group, "?"), EXISTS, facts -> {
                        asked[0] = facts;
                        return List.of();
                    });
                    return asked[0];
                }));
    }

    /** What readers read. */
    private record World(StoreContract test, UserId ada, UserId bob, GroupId group, UserSession session, Position first,
            Instant now) {
        static World of(StoreContract test) {
            PasswordHash hash = test.aHash();
            UserId ada = test.newProtectedUser(hash);
            UserId bob = test.newUser();
            GroupId group = test.newGroup(List.of(ada, bob));
            test.store().directory().block(new Block(ada, bob, BlockScope.EVERYWHERE, test.clock().instant()), EXISTS,
                    5);
            UserSession session = NthCallOperations.session(test, ada);
            boolean unused = test.store().credentials().open(session, hash, 5);
            IntStream.range(0, 3).forEach(i -> test.send(bob, group, "message " + i));
            Inboxes inboxes = test.store().inboxes();
            Position first = inboxes.read(ada, From.beginning(), 1, EXISTS).next().position();
            return new World(test, ada, bob, group, session, first, test.clock().instant());
        }
    }

    private interface Question {
        Object ask(Store store, World world);
    }

    private static Operation reading(String name, Question question) {
        return changing(name, test -> {
            World world = World.of(test);
            Object answer = question.ask(test.store(), world);
            return () -> new Case(store -> question.ask(store, world), Optional.of(answer), () -> "", "");
        }, Trait.REPEATABLE);
    }
}
