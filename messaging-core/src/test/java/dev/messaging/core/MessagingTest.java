package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of the business, as callers of the library see them. */
class MessagingTest {
    private final TestClock clock = new TestClock();
    private final Access access = Messaging.over(MemoryStore.create(clock)).clock(clock)
            .random(new SplittableRandom(1)).groupMembersMax(3).build().as(Caller.anonymous());
    private final UserId ada = access.users().create(new Name("Ada")).id();
    private final UserId bob = access.users().create(new Name("Bob")).id();
    private final UserId nobody = new UserId("user-nobody");

    @Test
    void newIdsAre128RandomBitsInHex() {
        assertTrue(ada.value().matches("user-[0-9a-f]{32}"), ada.value());
        assertTrue(access.groups().create().id().value().matches("group-[0-9a-f]{32}"));
        assertTrue(send(ada, bob, "hi").id().value().matches("message-[0-9a-f]{32}"));
        assertNotEquals(ada, bob);
    }

    @Test
    void whoHasNoNameIsCalledByTheId() {
        User user = access.users().create();
        assertEquals(user.id().value(), user.name().value());
        Group group = access.groups().create();
        assertEquals(group.id().value(), group.name().value());
        assertEquals(user, access.users().find(user.id()));
        assertEquals(group, access.groups().find(group.id()));
    }

    @Test
    void aChosenIdIsTakenOnce() {
        UserId chosen = new UserId("user-carol");
        User carol = access.users().create(chosen, new Name("Carol"));
        assertThrows(Refusal.IdTaken.class, () -> access.users().create(chosen, new Name("Carla")));
        assertEquals(carol, access.users().find(chosen));
    }

    @Test
    void namesNeedNotBeUnique() {
        assertNotEquals(access.users().create(new Name("Ada")).id(), ada);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThrows(Refusal.NoSuchUser.class, () -> access.users().find(nobody));
        assertThrows(Refusal.NoSuchGroup.class, () -> access.groups().find(new GroupId("group-none")));
        assertEquals(Set.of(ada, bob), access.users().find(Set.of(ada, bob, nobody)).stream().map(User::id)
                .collect(Collectors.toSet()));
    }

    @Test
    void oneTo100UsersAreFoundAtOnce() {
        Set<UserId> tooMany = IntStream.range(0, 101).mapToObj(i -> new UserId("user-" + i))
                .collect(Collectors.toSet());
        assertThrows(Refusal.BadValue.class, () -> access.users().find(tooMany));
        assertThrows(Refusal.BadValue.class, () -> access.users().find(Set.of()));
    }

    @Test
    void aDirectMessageIsInTheReceiversInboxOnly() {
        Message sent = send(ada, bob, "hi");
        assertEquals(List.of(sent), inbox(bob));
        assertEquals(List.of(), inbox(ada));
        assertEquals(clock.instant(), sent.sentAt());
    }

    @Test
    void aSenderGetsACopyOnlyOnRequestAndAMessageToOneselfOnce() {
        Message copied = access.messages().send(new Draft(ada, bob, new Text("copied"), true)).message();
        assertEquals(List.of(copied), inbox(ada));
        assertEquals(List.of(copied), inbox(bob));
        Message note = access.messages().send(new Draft(ada, ada, new Text("note"), true)).message();
        Message another = send(ada, ada, "another");
        assertEquals(List.of(copied, note, another), inbox(ada));
    }

    @Test
    void aBlockStopsDirectMessagesOneWayUntilItIsLifted() {
        Block block = access.users().block(bob, ada);
        assertEquals(new Block(bob, ada, BlockScope.DIRECT, clock.instant()), block);
        assertEquals(List.of(block), access.users().blocks(bob, Optional.empty(), 10).items());
        assertThrows(Refusal.Blocked.class, () -> send(ada, bob, "no"));
        assertThrows(Refusal.Blocked.class, () -> access.messages().send(new Draft(ada, bob, new Text("no"), true)));
        assertEquals(List.of(), inbox(ada));
        assertEquals(List.of(send(bob, ada, "yes")), inbox(ada));
        access.users().unblock(bob, ada);
        assertEquals(List.of(send(ada, bob, "again")), inbox(bob));
    }

    @Test
    void whoBlocksItselfGetsNoNotesFromItself() {
        assertEquals(ada, access.users().block(ada, ada).blocked());
        assertThrows(Refusal.Blocked.class, () -> send(ada, ada, "note"));
    }

    @Test
    void aGroupMessageReachesAllMembersTheSenderAndThoseWhoBlockIt() {
        GroupId group = group(ada, bob);
        assertEquals(ada, access.users().block(bob, ada).blocked());
        Message sent = send(ada, group, "all");
        assertEquals(List.of(sent), inbox(ada));
        assertEquals(List.of(sent), inbox(bob));
    }

    @Test
    void onlyMembersWriteToAGroup() {
        GroupId group = group(ada);
        assertThrows(Refusal.SenderNotMember.class, () -> send(bob, group, "let me in"));
        assertThrows(Refusal.SenderNotMember.class, () -> send(ada, access.groups().create().id(), "hello?"));
        assertEquals(List.of(), inbox(ada));
    }

    @Test
    void whoJoinsLaterGetsWhatComesLaterAndWhoLeavesKeepsWhatCame() {
        GroupId group = group(ada);
        Message first = send(ada, group, "first");
        access.groups().add(group, bob);
        Message second = send(ada, group, "second");
        access.groups().remove(group, ada);
        Message third = send(bob, group, "third");
        assertEquals(List.of(first, second), inbox(ada));
        assertEquals(List.of(second, third), inbox(bob));
    }

    @Test
    void aGroupHasOnlySoMuchRoom() {
        GroupId group = group(ada, bob, access.users().create().id());
        UserId fourth = access.users().create().id();
        assertThrows(Refusal.GroupFull.class, () -> access.groups().add(group, fourth));
        assertEquals(3, access.groups().find(group).members());
        assertEquals(List.of(), access.groups().of(fourth, Optional.empty(), 10).items());
        assertEquals(3, access.groups().members(group, Optional.empty(), 10).items().size());
    }

    @Test
    void missingSendersComeBeforeMissingRecipients() {
        assertMissing(nobody, () -> send(nobody, new UserId("user-none"), "?"));
        assertMissing(nobody, () -> send(ada, nobody, "?"));
        assertMissing(nobody, () -> send(nobody, group(ada), "?"));
        assertThrows(Refusal.NoSuchGroup.class, () -> send(ada, new GroupId("group-none"), "?"));
    }

    @Test
    void aCheckGoesOnWhereTheLastOneEnded() {
        send(ada, bob, "1");
        send(ada, bob, "2");
        InboxPage first = access.messages().check(bob, From.beginning(), 1);
        assertTrue(first.more());
        InboxPage second = access.messages().check(bob, From.after(first.next()), 1);
        assertFalse(second.more());
        assertEquals(List.of("2"), texts(second));
        assertEquals(List.of(), access.messages().check(bob, From.after(second.next()), 1).entries());
    }

    @Test
    void aLimitIsFrom1To1000() {
        for (int limit : new int[]{-1, 0, 1_001, Integer.MAX_VALUE}) {
            assertThrows(Refusal.BadValue.class, () -> access.messages().check(bob, From.beginning(), limit));
            assertThrows(Refusal.BadValue.class, () -> access.users().blocks(bob, Optional.empty(), limit));
            assertThrows(Refusal.BadValue.class, () -> access.groups().of(bob, Optional.empty(), limit));
        }
        assertEquals(List.of(), access.messages().check(bob, From.beginning(), 1_000).entries());
    }

    @Test
    void aCursorOfAnotherInboxIsRefused() {
        From foreign = From.after(new Cursor(ada, Position.START));
        assertThrows(Refusal.BadValue.class, () -> access.messages().check(bob, foreign, 10));
        assertThrows(Refusal.BadValue.class, () -> access.messages().checkAll(bob, foreign));
    }

    @Test
    void checkingAllEndsAtTheTailThatStoodAtTheStart() {
        IntStream.range(0, 1_200).forEach(i -> send(ada, bob, "old " + i));
        Iterator<InboxPage> pages = access.messages().checkAll(bob, From.beginning());
        List<String> seen = new ArrayList<>();
        InboxPage last = pages.next();
        seen.addAll(texts(last));
        IntStream.range(0, 1_200).forEach(i -> send(ada, bob, "new " + i));
        while (pages.hasNext()) {
            last = pages.next();
            seen.addAll(texts(last));
        }
        assertEquals(IntStream.range(0, 1_200).mapToObj(i -> "old " + i).toList(), seen);
        assertEquals("new 0", texts(access.messages().check(bob, From.after(last.next()), 1)).getFirst());
        assertThrows(NoSuchElementException.class, pages::next);
    }

    @Test
    void checkingAllOfAnEmptyInboxGivesOneEmptyPage() {
        Iterator<InboxPage> pages = access.messages().checkAll(bob, From.laterThan(5));
        assertEquals(new InboxPage(List.of(), new Cursor(bob, Position.START), false), pages.next());
        assertFalse(pages.hasNext());
        assertThrows(Refusal.NoSuchUser.class, () -> access.messages().checkAll(nobody, From.beginning()));
    }

    @Test
    void timesAreToTheMillisecond() {
        clock.move(Duration.ofNanos(1_234_567));
        Instant toTheMillisecond = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        assertEquals(toTheMillisecond, access.users().create().createdAt());
        assertEquals(toTheMillisecond, send(ada, bob, "hi").sentAt());
    }

    @Test
    void aBackendIsNotBuiltWithAGroupSizeOutOfRange() {
        Messaging.Builder builder = Messaging.over(MemoryStore.create());
        assertThrows(IllegalArgumentException.class, () -> builder.groupMembersMax(0));
        assertThrows(IllegalArgumentException.class, () -> builder.groupMembersMax(5_001));
    }

    private GroupId group(UserId... members) {
        GroupId group = access.groups().create(new Name("Group")).id();
        Set<UserId> distinct = new HashSet<>(List.of(members));
        distinct.forEach(member -> access.groups().add(group, member));
        return group;
    }

    @CanIgnoreReturnValue
    private Message send(UserId sender, Recipient recipient, String text) {
        return access.messages().send(sender, recipient, new Text(text));
    }

    private List<Message> inbox(UserId owner) {
        return access.messages().check(owner, From.beginning(), 1_000).entries().stream().map(entry -> entry.message())
                .toList();
    }

    private static List<String> texts(InboxPage page) {
        return page.entries().stream().map(entry -> entry.message().text().value()).toList();
    }

    private static void assertMissing(UserId missing, Executable call) {
        String message = String.valueOf(assertThrows(Refusal.NoSuchUser.class, call).getMessage());
        assertTrue(message.contains(missing.value()), message);
    }
}
