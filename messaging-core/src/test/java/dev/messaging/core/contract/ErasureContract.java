package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What {@link Store#erase} must do. */
public interface ErasureContract extends TrimContract {
    AccountCondition ANY = AccountCondition.exists();
    MembershipLimits WIDE = new MembershipLimits(1_000, 1_000);

    /** Erases to the end, however long that takes. */
    private Erasure erased(UserId user, int atMost) {
        Store store = store();
        Erasure all = store.erase(user, atMost);
        for (int calls = 1; !(all.left() instanceof Erasure.Nothing); calls++) {
            assertTrue(calls < 100, "no end of it");
            if (all.left() instanceof Erasure.Later(var notBefore, var why)) {
                store = later(Duration.between(clock().instant(), notBefore));
            }
            all = all.then(store.erase(user, atMost));
        }
        return all;
    }

    @Test
    default void fromTheFirstCallOnThereIsNoSuchUser() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        UserSession session = session(ada, 'a');
        assertTrue(store().credentials().open(session, hash, 5));
        Account account = store().directory().findUser(ada).orElseThrow();
        sendTo(bob, ada, "to you");
        Cursor cursor = all(ada).next();
        Erasure unused = store().erase(ada, 10);

        Directory directory = store().directory();
        assertEquals(Optional.empty(), directory.findUser(ada));
        assertEquals(List.of(bob), directory.findUsers(Set.of(ada, bob)).stream().map(a -> a.user().id()).toList());
        assertEquals(Optional.empty(), store().credentials().recent(ada));
        assertEquals(Optional.empty(), store().credentials().recent(session.key()));
        assertEquals(List.of(), store().credentials().sessions(ada, clock().instant()));
        assertFalse(store().credentials().open(session(ada, 'b'), hash, 5));
        assertEquals(Position.START, store().inboxes().tail(ada));
        for (Executable act : List.<Executable>of(
                () -> directory.block(new Block(bob, ada, BlockScope.DIRECT, clock().instant()), ANY, 10),
                () -> directory.block(new Block(ada, bob, BlockScope.DIRECT, clock().instant()), ANY, 10),
                () -> directory.unblock(bob, ada, ANY), () -> directory.unblock(ada, bob, ANY),
                () -> directory.blocks(ada, Optional.empty(), 10, ANY),
                () -> directory.groupsOf(ada, Optional.empty(), 10, ANY),
                () -> directory.addMember(group, ada, clock().instant(), GroupCondition.exists(), WIDE),
                () -> directory.removeMember(group, ada, GroupCondition.exists()),
                () -> directory.setOwner(group, Optional.of(ada)),
                () -> directory.createGroup(new Group(unknownGroup(), new Name("New"), clock().instant(), 1,
                        Optional.empty()), List.of(ada), WIDE),
                () -> store().credentials().suspend(ada, true),
                () -> store().credentials().replacePassword(ada, Optional.empty(), hash, Optional.empty()),
                () -> store().inboxes().read(ada, From.beginning(), 10, ANY),
                () -> store().inboxes().read(ada, From.after(cursor), 10, ANY),
                () -> store().inboxes().read(ada, From.laterThan(5), 10, ANY),
                () -> store().inboxes().trim(ada, clock().instant(), 10),
                () -> deliver(ada, bob, facts -> List.of(bob)),
                () -> deliver(ada, ada, facts -> List.of(ada)), () -> deliver(ada, group, facts -> List.of(bob)))) {
            assertThrows(Refusal.NoSuchUser.class, act);
        }
        for (Account again : List.of(account, new Account(account.user(), Optional.empty()),
                new Account(new User(ada, new Name("another"), clock().instant()), Optional.empty()))) {
            assertThrows(Refusal.IdTaken.class, () -> directory.createUser(again));
        }
        List<Facts> asked = new ArrayList<>();
        deliver(bob, ada, facts -> {
            asked.add(facts);
            return List.of();
        });
        assertEquals(List.of(new Facts.Direct(false, false)), asked);
    }

    @Test
    default void blocksGoFromBothSides() {
        UserId ada = newUser();
        List<UserId> others = newUsers(3);
        for (UserId other : others) {
            block(ada, other, 10);
            block(other, ada, 1);
        }
        block(ada, ada, 10);
        assertEquals(7, erased(ada, 100).blocks());
        for (UserId other : others) {
            assertEquals(List.of(), store().directory().blocks(other, Optional.empty(), 10, ANY).items());
            block(other, others.getFirst(), 1); // There is room again.
        }
    }

    @Test
    default void itsGroupsAreLeftAndOwnedOnesArePassedOn() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId joined = newGroup(List.of(ada, bob));
        GroupId owned = owned(ada, List.of(ada, bob));
        GroupId alone = owned(ada, List.of(ada));
        assertEquals(3, erased(ada, 100).groups());
        for (GroupId group : List.of(joined, owned)) {
            assertEquals(List.of(bob), members(group));
            assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
        }
        assertEquals(Optional.of(bob), store().directory().findGroup(owned, GroupCondition.exists()).owner());
        assertEquals(List.of(), members(alone));
        send(bob, joined, "to who is left");
        assertEquals(List.of("to who is left"), texts(all(bob)));
    }

    @Test
    default void whatItSentStaysWithOthersAndItsOwnInboxGoes() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        sendTo(ada, bob, "from Ada");
        send(ada, group, "to all");
        sendTo(bob, ada, "to Ada");
        assertEquals(2, erased(ada, 100).messages());
        assertEquals(List.of("from Ada", "to all"), texts(all(bob)));
        assertEquals(ada, all(bob).entries().getFirst().message().sender());
    }

    @Test
    default void whoIsErasedAlreadyIsLeftAloneAndWhoNeverWasIsNobody() {
        UserId ada = newUser();
        sendTo(ada, ada, "a note");
        Erasure unused = erased(ada, 100);
        assertEquals(new Erasure(0, 0, 0, 0, new Erasure.Nothing()), later(Duration.ZERO).erase(ada, 100));
        assertThrows(Refusal.NoSuchUser.class, () -> store().erase(unknownUser(), 100));
    }

    /** As an import leaves it that is not gone on with. */
    @Test
    default void anInboxOfNobodyIsErasedLikewise() {
        UserId nobody = unknownUser();
        List<InboxEntry> entries = IntStream.range(0, 3).mapToObj(i -> new InboxEntry(
                new Position(7 + i, 1_000 + i), message(nobody, nobody, "note " + i))).toList();
        List<Archive.Outcome> written = store().archive()
                .write(List.of(new Piece.OfInbox(nobody, Position.START, entries)));
        assertEquals(List.of(Archive.Outcome.absent(3)), written);
        assertEquals(new Erasure(0, 0, 0, 3, new Erasure.Nothing()), erased(nobody, 2));
        assertEquals(new Erasure(0, 0, 0, 0, new Erasure.Nothing()), store().erase(nobody, 100));
        assertThrows(Refusal.IdTaken.class, () -> newUser(nobody));
    }

    @Test
    default void whatIsLeftIsSeenUntilNothingIs() {
        UserId ada = newUser();
        UserId bob = newUser();
        block(bob, ada, 10);
        sendTo(ada, ada, "a note");
        Erasure first = store().erase(ada, 100);
        Seen.OfErased left = (Seen.OfErased) store().archive().look(List.of(new Subject.OfErased(ada))).getFirst();
        assertEquals(first.left() instanceof Erasure.Nothing, left.isFinished());
        assertEquals(first.left() instanceof Erasure.Later(var then, var why) ? Optional.of(then) : Optional.empty(),
                left.notBefore());
        Erasure rest = erased(ada, 100);
        assertTrue(rest.messages() + first.messages() == 1);
        assertEquals(new Seen.OfErased(Seen.Presence.ERASED, false, false, Optional.empty()),
                store().archive().look(List.of(new Subject.OfErased(ada))).getFirst());
    }

    @Test
    default void aPartAtATimeEverythingGoes() {
        UserId ada = newUser();
        List<UserId> others = newUsers(5);
        others.forEach(other -> block(ada, other, 10));
        others.forEach(other -> block(other, ada, 10));
        List<GroupId> groups = others.stream().map(other -> newGroup(List.of(ada, other))).toList();
        IntStream.range(0, 5).forEach(i -> sendTo(ada, ada, "note " + i));
        Erasure all = erased(ada, 2);
        assertEquals(List.of(0, 10, 5, 5), List.of(all.sessions(), all.blocks(), all.groups(), all.messages()));
        for (UserId other : others) {
            assertEquals(List.of(), store().directory().blocks(other, Optional.empty(), 10, ANY).items());
        }
        groups.forEach(group -> assertEquals(1, members(group).size()));
    }

    @Test
    default void whatIsWrittenToAGroupMeanwhileReachesAllOthersOnce() throws Exception {
        List<UserId> users = newUsers(4);
        UserId ada = users.getFirst();
        GroupId group = newGroup(users);
        List<Callable<?>> tasks = new ArrayList<>(IntStream.range(0, 12).<Callable<?>>mapToObj(
                i -> () -> send(users.get(1 + i % 3), group, "message " + i)).toList());
        tasks.add(4, () -> store().erase(ada, 100));
        tasks.add(8, () -> store().erase(ada, 100));
        List<Object> unused = AtOnce.run(tasks);
        Set<String> expected = Set.copyOf(IntStream.range(0, 12).mapToObj(i -> "message " + i).toList());
        for (UserId other : users.subList(1, 4)) {
            List<String> texts = texts(all(other));
            assertEquals(12, texts.size());
            assertEquals(expected, Set.copyOf(texts));
        }
        Erasure rest = erased(ada, 100);
        assertEquals(0, rest.groups());
        assertEquals(users.subList(1, 4), members(group));
    }

    @Test
    default void onlyAnAdministratorErasesAndSoMuchAtOnceAsIsAllowed() {
        UserId ada = newUser();
        Messaging backend = Messaging.over(store()).clock(clock()).build();
        assertThrows(Refusal.Unauthenticated.class, () -> backend.as(Caller.anonymous()).users().erase(ada, 10));
        assertThrows(Refusal.NotPermitted.class, () -> backend.as(Caller.user(ada)).users().erase(ada, 10));
        for (int wrong : List.of(0, Store.ERASE_MAX + 1)) {
            assertThrows(Refusal.BadValue.class, () -> backend.as(Caller.administrator()).users().erase(ada, wrong));
        }
        assertTrue(store().directory().findUser(ada).isPresent());
        assertEquals(new Erasure.Nothing(), backend.as(Caller.administrator()).users().erase(ada, 10).left());
    }

    private void block(UserId owner, UserId blocked, int blocksMax) {
        store().directory().block(new Block(owner, blocked, BlockScope.EVERYWHERE, clock().instant()), ANY, blocksMax);
    }

    private GroupId owned(UserId owner, List<UserId> members) {
        Group group = new Group(unknownGroup(), new Name("Owned"), clock().instant(), members.size(),
                Optional.of(owner));
        store().directory().createGroup(group, members, WIDE);
        return group.id();
    }

    private List<UserId> members(GroupId group) {
        return store().directory().members(group, Optional.empty(), 10, GroupCondition.exists()).items().stream()
                .map(Member::user).toList();
    }

    private void deliver(UserId sender, Recipient recipient, Admission admission) {
        store().inboxes().deliver(message(sender, recipient, "hello"), ANY, admission);
    }

    private UserSession session(UserId user, char letter) {
        return new UserSession(new SessionKey(String.valueOf(letter).repeat(32) + user.value().substring(5)), user,
                clock().instant(), clock().instant().plus(Duration.ofDays(1)));
    }
}
