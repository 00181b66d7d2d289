package dev.messaging.core.contract;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** What the suites need: a store, and the clock that it was made with. */
public interface StoreContract {
    /** The store under test: the same one throughout a test. */
    Store store();

    /** The clock that the store tells the time by. */
    TestClock clock();

    /** An id that nobody has. */
    default UserId unknownUser() {
        return new UserId(UserId.PREFIX + randomHex());
    }

    /** An id that no group has. */
    default GroupId unknownGroup() {
        return new GroupId(GroupId.PREFIX + randomHex());
    }

    @CanIgnoreReturnValue
    default User newUser(UserId id) {
        User user = new User(id, new Name("Name of " + id), clock().instant());
        store().directory().createUser(new Account(user, Optional.empty()));
        return user;
    }

    default UserId newProtectedUser(PasswordHash password) {
        UserId id = unknownUser();
        store().directory().createUser(
                new Account(new User(id, new Name("Name of " + id), clock().instant()), Optional.of(password)));
        return id;
    }

    /** A hash of nobody's password, different each time. */
    default PasswordHash aHash() {
        return new PasswordHash("$test$v=1,m=2$" + randomHex() + "$" + randomHex());
    }

    default UserId newUser() {
        return newUser(unknownUser()).id();
    }

    /** Users in the order of their ids. */
    default List<UserId> newUsers(int count) {
        String stem = UserId.PREFIX + randomHex();
        return IntStream.range(0, count)
                .mapToObj(i -> newUser(new UserId(stem + String.format("%05d", i))).id()).toList();
    }

    default GroupId newGroup(List<UserId> members) {
        GroupId id = unknownGroup();
        store().directory().createGroup(
                new Group(id, new Name("Name of " + id), clock().instant(), 0, Optional.empty()), List.of(),
                new MembershipLimits(1_000, 1_000));
        members.forEach(member -> store().directory().addMember(id, member, clock().instant(), GroupCondition.exists(),
                new MembershipLimits(1_000, 1_000)));
        return id;
    }

    default Message message(UserId sender, Recipient recipient, String text) {
        return new Message(new MessageId(MessageId.PREFIX + randomHex()), sender, recipient, new Text(text),
                clock().instant());
    }

    /** Sends to all members of a group, without asking any rule. */
    @CanIgnoreReturnValue
    default Message send(UserId sender, GroupId group, String text) {
        Message message = message(sender, group, text);
        store().inboxes().deliver(message, AccountCondition.exists(), facts -> ((Facts.OfGroup) facts).members());
        return message;
    }

    /** Sends to one user, without asking any rule. */
    @CanIgnoreReturnValue
    default Message sendTo(UserId sender, UserId receiver, String text) {
        Message message = message(sender, receiver, text);
        store().inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(receiver));
        return message;
    }

    /** Everything in an inbox, if it is not more than fits one page. */
    default InboxPage all(UserId owner) {
        return store().inboxes().read(owner, From.beginning(), Inboxes.READ_MAX, AccountCondition.exists());
    }

    default List<String> texts(InboxPage page) {
        return page.entries().stream().map(entry -> entry.message().text().value()).toList();
    }

    private static String randomHex() {
        byte[] bits = new byte[16];
        ThreadLocalRandom.current().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
