package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Inboxes} must do for one caller at a time. */
public interface InboxesContract extends StoreContract {
    default Inboxes inboxes() {
        return store().inboxes();
    }

    @Test
    default void aMessageStandsInTheInboxAsItWasSent() {
        UserId ada = newUser();
        UserId bob = newUser();
        Message sent = sendTo(ada, bob, "Hello, Zoë 🦊\n\u0000\ttab and NUL \"quoted\" \\");
        InboxEntry entry = all(bob).entries().getFirst();
        assertEquals(sent, entry.message());
        assertEquals(1, entry.position().sequence());
        assertEquals(clock().millis(), entry.position().atMillis());
        assertEquals(List.of(), all(ada).entries());
    }

    @Test
    default void theLongestTextIsKeptByteForByte() {
        UserId ada = newUser();
        String text = "é".repeat(Text.BYTES_MAX / 2);
        sendTo(ada, ada, text);
        assertEquals(List.of(text), texts(all(ada)));
    }

    @Test
    default void sequencesAreDenseAndTimesRiseEvenIfTheClockStandsOrGoesBack() {
        UserId ada = newUser();
        long began = clock().millis();
        sendTo(ada, ada, "1");
        sendTo(ada, ada, "2");
        clock().move(Duration.ofSeconds(-5));
        sendTo(ada, ada, "3");
        clock().move(Duration.ofSeconds(10));
        sendTo(ada, ada, "4");
        assertEquals(
                List.of(new Position(1, began), new Position(2, began + 1), new Position(3, began + 2),
                        new Position(4, began + 5_000)),
                all(ada).entries().stream().map(InboxEntry::position).toList());
        assertEquals(new Position(4, began + 5_000), inboxes().tail(ada));
        clock().move(Duration.ofSeconds(-5));
    }

    @Test
    default void aMessageThatIsDeliveredAgainStandsOnce() {
        UserId ada = newUser();
        UserId bob = newUser();
        Message message = message(ada, bob, "once");
        inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(bob));
        sendTo(ada, bob, "between");
        inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(bob));
        assertEquals(List.of("once", "between"), texts(all(bob)));
    }

    @Test
    default void aGroupMessageStandsInEveryMembersInbox() {
        List<UserId> members = newUsers(40);
        GroupId group = newGroup(members);
        Message sent = send(members.getFirst(), group, "to all");
        for (UserId member : members) {
            assertEquals(List.of(sent), all(member).entries().stream().map(InboxEntry::message).toList());
        }
    }

    @Test
    default void directAndGroupMessagesShareOneOrder() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        sendTo(ada, bob, "1");
        send(ada, group, "2");
        sendTo(ada, bob, "3");
        send(bob, group, "4");
        assertEquals(List.of("1", "2", "3", "4"), texts(all(bob)));
        assertEquals(List.of("2", "4"), texts(all(ada)));
    }

    @Test
    default void oneDeliveryMayGoToTwoInboxesOrToNone() {
        UserId ada = newUser();
        UserId bob = newUser();
        inboxes().deliver(message(ada, bob, "copied"), AccountCondition.exists(), facts -> List.of(bob, ada));
        assertEquals(List.of("copied"), texts(all(ada)));
        assertEquals(List.of("copied"), texts(all(bob)));
        GroupId group = newGroup(List.of(ada));
        inboxes().deliver(message(ada, group, "to nobody"), AccountCondition.exists(), facts -> List.of());
        assertEquals(List.of("copied"), texts(all(ada)));
    }

    @Test
    default void theRuleIsToldWhetherTheReceiverExistsAndBlocksTheSender() {
        UserId ada = newUser();
        UserId bob = newUser();
        UserId nobody = unknownUser();
        store().directory().block(new Block(bob, ada, BlockScope.DIRECT, clock().instant()), AccountCondition.exists(),
                1_000);
        assertEquals(new Facts.Direct(true, true), factsOf(message(ada, bob, "?")));
        assertEquals(new Facts.Direct(true, false), factsOf(message(bob, ada, "?")));
        assertEquals(new Facts.Direct(true, false), factsOf(message(ada, ada, "?")));
        assertThrows(Refusal.NoSuchUser.class, () -> factsOf(message(nobody, ada, "?")));
        assertThrows(Refusal.NoSuchUser.class, () -> factsOf(message(nobody, nobody, "?")));
        assertEquals(new Facts.Direct(false, false), factsOf(message(ada, nobody, "?")));
        store().directory().unblock(bob, ada, AccountCondition.exists());
        assertEquals(new Facts.Direct(true, false), factsOf(message(ada, bob, "?")));
        store().directory().block(new Block(ada, ada, BlockScope.DIRECT, clock().instant()), AccountCondition.exists(),
                1_000);
        assertEquals(new Facts.Direct(true, true), factsOf(message(ada, ada, "?")));
    }

    @Test
    default void theRuleIsToldWhichMembersWantToHearNothingOfTheSender() {
        List<UserId> members = newUsers(4);
        UserId sender = members.get(0);
        UserId outside = newUser();
        GroupId group = newGroup(members);
        block(members.get(1), sender, BlockScope.EVERYWHERE);
        block(members.get(2), sender, BlockScope.DIRECT);
        block(sender, members.get(3), BlockScope.EVERYWHERE);
        block(outside, sender, BlockScope.EVERYWHERE);
        assertEquals(new Facts.OfGroup(true, members, Set.of(members.get(1))), factsOf(message(sender, group, "?")));
        assertEquals(new Facts.OfGroup(true, members, Set.of(sender)),
                factsOf(message(members.get(3), group, "?")));
        assertEquals(new Facts.Direct(true, true), factsOf(message(sender, members.get(1), "?")));
        block(sender, sender, BlockScope.EVERYWHERE);
        store().directory().unblock(members.get(1), sender, AccountCondition.exists());
        assertEquals(new Facts.OfGroup(true, members, Set.of(sender)), factsOf(message(sender, group, "?")));
    }

    @Test
    default void oneWhomManyBlockEverywhereIsHeardByTheOthers() {
        UserId sender = newUser();
        List<UserId> members = newUsers(5);
        GroupId group = newGroup(Stream.concat(Stream.of(sender), members.stream()).toList());
        newUsers(60).forEach(stranger -> block(stranger, sender, BlockScope.EVERYWHERE));
        block(members.get(4), sender, BlockScope.EVERYWHERE);
        Facts.OfGroup facts = (Facts.OfGroup) factsOf(message(sender, group, "?"));
        assertEquals(Set.of(members.get(4)), facts.deaf());
    }

    private void block(UserId owner, UserId blocked, BlockScope scope) {
        store().directory().block(new Block(owner, blocked, scope, clock().instant()), AccountCondition.exists(),
                1_000);
    }

    @Test
    default void theRuleIsToldWhoIsInTheGroup() {
        List<UserId> members = newUsers(3);
        UserId stranger = newUser();
        GroupId group = newGroup(members.reversed());
        assertEquals(new Facts.OfGroup(true, members, Set.of()),
                factsOf(message(members.getFirst(), group, "?")));
        assertEquals(new Facts.OfGroup(true, members, Set.of()), factsOf(message(stranger, group, "?")));
        assertThrows(Refusal.NoSuchUser.class, () -> factsOf(message(unknownUser(), group, "?")));
        assertThrows(Refusal.NoSuchUser.class, () -> factsOf(message(unknownUser(), unknownGroup(), "?")));
        assertEquals(new Facts.OfGroup(false, List.of(), Set.of()),
                factsOf(message(stranger, unknownGroup(), "?")));
        store().directory().removeMember(group, members.get(1), GroupCondition.exists());
        assertEquals(new Facts.OfGroup(true, List.of(members.get(0), members.get(2)), Set.of()),
                factsOf(message(members.getFirst(), group, "?")));
    }

    @Test
    default void whatTheRuleRefusesIsNowhere() {
        UserId ada = newUser();
        UserId bob = newUser();
        Refusal refusal = new Refusal.Blocked(bob);
        assertSame(refusal,
                assertThrows(Refusal.Blocked.class,
                        () -> inboxes().deliver(message(ada, bob, "no"), AccountCondition.exists(), facts -> {
                            throw refusal;
                        })));
        sendTo(ada, bob, "yes");
        assertEquals(List.of("yes"), texts(all(bob)));
        assertEquals(1, inboxes().tail(bob).sequence());
    }

    @Test
    default void anEmptyInboxIsEmptyFromEverywhereAndAnUnknownUserIsRefused() {
        UserId ada = newUser();
        InboxPage empty = new InboxPage(List.of(), new Cursor(ada, Position.START), false);
        assertEquals(empty, all(ada));
        assertEquals(empty, inboxes().read(ada, From.after(empty.next()), 10, AccountCondition.exists()));
        assertEquals(empty, inboxes().read(ada, From.laterThan(0), 10, AccountCondition.exists()));
        assertEquals(empty,
                inboxes().read(ada, From.laterThan(clock().millis() + 1_000_000), 10, AccountCondition.exists()));
        assertEquals(Position.START, inboxes().tail(ada));

        UserId nobody = unknownUser();
        assertThrows(Refusal.NoSuchUser.class, () -> all(nobody));
        assertThrows(Refusal.NoSuchUser.class,
                () -> inboxes().read(nobody, From.laterThan(5), 10, AccountCondition.exists()));
        assertThrows(Refusal.NoSuchUser.class,
                () -> inboxes().read(nobody, From.after(new Cursor(nobody, Position.START)), 10,
                        AccountCondition.exists()));
        assertEquals(Position.START, inboxes().tail(nobody));
    }

    @Test
    default void pagesFollowOneAnotherWithoutGapOrOverlap() {
        UserId ada = newUser();
        List<String> sent = sendNumbered(ada, 25);
        for (int limit : new int[]{1, 7, 24, 25, 26}) {
            List<String> seen = new ArrayList<>();
            InboxPage page = inboxes().read(ada, From.beginning(), limit, AccountCondition.exists());
            while (page.more()) {
                assertEquals(limit, page.entries().size());
                seen.addAll(texts(page));
                page = inboxes().read(ada, From.after(page.next()), limit, AccountCondition.exists());
            }
            seen.addAll(texts(page));
            assertEquals(sent, seen, "pages of " + limit);
        }
    }

    @Test
    default void aPollFromTheLastCursorSeesOnlyWhatIsNew() {
        UserId ada = newUser();
        sendNumbered(ada, 3);
        Cursor seen = all(ada).next();
        InboxPage nothing = inboxes().read(ada, From.after(seen), 10, AccountCondition.exists());
        assertEquals(new InboxPage(List.of(), seen, false), nothing);
        sendTo(ada, ada, "new");
        InboxPage page = inboxes().read(ada, From.after(nothing.next()), 10, AccountCondition.exists());
        assertEquals(List.of("new"), texts(page));
        assertEquals(4, page.next().position().sequence());
    }

    @Test
    default void everyTimestampIsAnExactCursor() {
        UserId ada = newUser();
        List<String> sent = sendNumbered(ada, 20);
        List<InboxEntry> entries = all(ada).entries();
        for (int i = 0; i < sent.size(); i++) {
            long at = entries.get(i).position().atMillis();
            assertEquals(sent.subList(i + 1, 20),
                    texts(inboxes().read(ada, From.laterThan(at), 1_000, AccountCondition.exists())));
            assertEquals(sent.subList(i, 20),
                    texts(inboxes().read(ada, From.laterThan(at - 1), 1_000, AccountCondition.exists())));
        }
    }

    @Test
    default void readingFromATimeKeepsToTheLimitAndBeginsWithTheOldest() {
        UserId ada = newUser();
        List<String> sent = sendNumbered(ada, 60);
        List<InboxEntry> entries = all(ada).entries();
        InboxPage page = inboxes().read(ada, From.laterThan(entries.get(4).position().atMillis()), 10,
                AccountCondition.exists());
        assertEquals(sent.subList(5, 15), texts(page));
        assertTrue(page.more());
        assertEquals(entries.get(14).position(), page.next().position());
        InboxPage rest = inboxes().read(ada, From.laterThan(entries.get(49).position().atMillis()), 10,
                AccountCondition.exists());
        assertEquals(sent.subList(50, 60), texts(rest));
        assertFalse(rest.more());
        assertEquals(sent, texts(inboxes().read(ada, From.laterThan(0), 1_000, AccountCondition.exists())));
    }

    @Test
    default void readingFromATimeWithoutNewsStillTellsWhereToGoOn() {
        UserId ada = newUser();
        sendNumbered(ada, 3);
        Position last = inboxes().tail(ada);
        InboxPage page = inboxes().read(ada, From.laterThan(last.atMillis()), 10, AccountCondition.exists());
        assertEquals(List.of(), page.entries());
        sendTo(ada, ada, "new");
        assertEquals(List.of("new"),
                texts(inboxes().read(ada, From.after(page.next()), 10, AccountCondition.exists())));
    }

    @Test
    default void aCursorThatTheInboxDoesNotKnowIsRefused() {
        UserId ada = newUser();
        UserId bob = newUser();
        sendNumbered(ada, 3);
        Position second = all(ada).entries().get(1).position();
        Position otherTime = new Position(2, second.atMillis() + 7);
        Position future = new Position(9, second.atMillis() + 1_000);
        assertThrows(Refusal.CursorGone.class,
                () -> inboxes().read(ada, From.after(new Cursor(ada, otherTime)), 10, AccountCondition.exists()));
        assertThrows(Refusal.CursorGone.class,
                () -> inboxes().read(ada, From.after(new Cursor(ada, future)), 10, AccountCondition.exists()));
        assertThrows(Refusal.BadValue.class,
                () -> inboxes().read(bob, From.after(new Cursor(ada, second)), 10, AccountCondition.exists()));
        assertEquals(1, inboxes().read(ada, From.after(new Cursor(ada, second)), 10, AccountCondition.exists())
                .entries().size());
    }

    @Test
    default void aPageOfTheGreatestSizeOfLongTextsComesWhole() {
        UserId ada = newUser();
        String text = "x".repeat(Text.BYTES_MAX);
        IntStream.range(0, 150).forEach(i -> sendTo(ada, ada, text));
        InboxPage page = inboxes().read(ada, From.beginning(), Inboxes.READ_MAX, AccountCondition.exists());
        assertEquals(150, page.entries().size());
        assertFalse(page.more());
        assertEquals(149,
                inboxes()
                        .read(ada, From.laterThan(page.entries().getFirst().position().atMillis()), 1_000,
                                AccountCondition.exists())
                        .entries().size());
    }

    @CanIgnoreReturnValue
    private List<String> sendNumbered(UserId user, int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            clock().move(Duration.ofMillis(i % 3));
            return sendTo(user, user, "message " + i).text().value();
        }).toList();
    }

    /** Delivers to nobody, to see what the rule is told. */
    private Facts factsOf(Message message) {
        List<Facts> told = new ArrayList<>();
        inboxes().deliver(message, AccountCondition.exists(), facts -> {
            told.add(facts);
            return List.of();
        });
        return told.getLast();
    }
}
