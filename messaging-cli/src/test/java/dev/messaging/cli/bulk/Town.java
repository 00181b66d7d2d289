package dev.messaging.cli.bulk;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** People who live in a store: they are in groups, block each other and write, the same for the same seed. */
public final class Town {
    private static final List<String> TEXTS = List.of("Hello", "a \"quoted\" \\ text\nof two lines", "NUL\u0000inside",
            "Grüße, 世界 👋", "\u2028", "x".repeat(3_000), "</script>");
    private static final MembershipLimits LIMITS = new MembershipLimits(1_000, 1_000);

    private final Store store;
    private final TestClock clock;
    private final RandomGenerator random;
    private final List<UserId> users = new ArrayList<>();
    private final List<GroupId> groups = new ArrayList<>();

    /**
     * A town without anybody.
     *
     * @param store where it is
     * @param clock that store's clock
     * @param seed what decides on everything
     */
    public Town(Store store, TestClock clock, long seed) {
        this.store = store;
        this.clock = clock;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** So many people, a tenth as many groups, and blocks among them. */
    public void settle(int people) {
        for (int i = 0; i < people; i++) {
            clock.move(Duration.ofMillis(random.nextInt(50)));
            UserId id = new UserId(UserId.PREFIX + hex());
            store.directory().createUser(new Account(new User(id, new Name("Näme " + i), clock.instant()), i % 3 == 0
                    ? Optional.of(new PasswordHash("$test$v=1$" + hex()))
                    : Optional.empty()));
            users.add(id);
        }
        for (int i = 0; i < people / 10; i++) {
            GroupId id = new GroupId(GroupId.PREFIX + hex());
            UserId founder = anybody();
            Optional<UserId> owner = i % 2 == 0 ? Optional.of(founder) : Optional.empty();
            store.directory().createGroup(new Group(id, new Name("Group " + i), clock.instant(), 1, owner),
                    List.of(founder), LIMITS);
            groups.add(id);
            for (int j = random.nextInt(40); j > 0; j--) {
                join(id, anybody());
            }
        }
        for (int i = 0; i < people / 5; i++) {
            block(new Block(anybody(), anybody(), i % 3 == 0 ? BlockScope.EVERYWHERE : BlockScope.DIRECT,
                    clock.instant()));
        }
    }

    private void join(GroupId group, UserId user) {
        clock.move(Duration.ofMillis(random.nextInt(5)));
        try {
            store.directory().addMember(group, user, clock.instant(), GroupCondition.exists(), LIMITS);
        } catch (Refusal.AlreadyMember twice) {
            clock.move(Duration.ofMillis(1));
        }
    }

    private void block(Block block) {
        try {
            store.directory().block(block, AccountCondition.exists(), 1_000);
        } catch (Refusal.AlreadyBlocked twice) {
            clock.move(Duration.ofMillis(1));
        }
    }

    /** Somebody leaves a group, and a user and a group come. */
    public void change() {
        GroupId group = groups.getFirst();
        UserId leaving = store.directory().members(group, Optional.empty(), 1, GroupCondition.exists()).items()
                .getFirst().user();
        store.directory().removeMember(group, leaving, GroupCondition.exists());
        settle(10);
    }

    /** So many messages, some of them to groups. */
    public void talk(int messages) {
        for (int i = 0; i < messages; i++) {
            clock.move(Duration.ofMillis(random.nextInt(20)));
            boolean toGroup = random.nextInt(100) == 0;
            Recipient recipient = toGroup ? groups.get(random.nextInt(groups.size())) : anybody();
            UserId sender = anybody();
            store.inboxes().deliver(
                    new Message(new MessageId(MessageId.PREFIX + hex()), sender, recipient,
                            new Text(TEXTS.get(random.nextInt(TEXTS.size())) + i), clock.instant()),
                    AccountCondition.exists(), facts -> switch (facts) {
                        case Facts.OfGroup group -> group.members();
                        case Facts.Direct direct ->
                            recipient.equals(sender) ? List.of(sender) : List.of((UserId) recipient, sender);
                    });
        }
    }

    /** The oldest entries of every tenth inbox go. */
    public void forget() {
        Instant now = clock.instant();
        clock.move(Duration.ofHours(27));
        for (int i = 0; i < users.size(); i += 10) {
            int unused = store.inboxes().trim(users.get(i), now, 5);
        }
    }

    private UserId anybody() {
        // Some hear more than others.
        return users.get(Math.min(random.nextInt(users.size()), random.nextInt(users.size())));
    }

    private String hex() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
