package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.MembershipLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store must do for many callers at once. */
public interface ConcurrencyContract extends StoreContract {
    /** How many messages the sixteen senders send together: fewer where a store is slow. */
    default int messagesOfManySenders() {
        return 1_600;
    }

    @Test
    default void sixteenSendersFillOneInboxDenselyAndInEachSendersOrder() throws Exception {
        UserId receiver = newUser();
        List<UserId> senders = newUsers(16);
        int each = messagesOfManySenders() / 16;
        AtOnce.run(senders.stream().<Callable<?>>map(sender -> () -> {
            IntStream.range(0, each).forEach(i -> sendTo(sender, receiver, Integer.toString(i)));
            return sender;
        }).toList());
        List<InboxEntry> entries = everything(receiver);
        assertEquals(16 * each, entries.size());
        assertOrdered(entries);
        assertInEachSendersOrder(entries);
    }

    @Test
    default void groupsThatShareMembersDeliverEverythingOnce() throws Exception {
        List<UserId> members = newUsers(8);
        List<GroupId> groups = List.of(newGroup(members.subList(0, 6)), newGroup(members.subList(2, 8)));
        AtOnce.run(IntStream.range(0, 8).<Callable<?>>mapToObj(i -> () -> {
            IntStream.range(0, 10).forEach(n -> send(members.get(i), groups.get(i / 4), i + "/" + n));
            return i;
        }).toList());
        for (int i = 0; i < 8; i++) {
            List<InboxEntry> entries = everything(members.get(i));
            int expected = (i < 6 ? 40 : 0) + (i >= 2 ? 40 : 0);
            assertEquals(expected, entries.size(), "inbox " + i);
            assertOrdered(entries);
        }
    }

    @Test
    default void pollersByCursorAndByTimestampSeeEachMessageOnceWhileOthersWrite() throws Exception {
        UserId receiver = newUser();
        List<UserId> senders = newUsers(4);
        AtomicBoolean written = new AtomicBoolean();
        List<InboxEntry> byCursor = new ArrayList<>();
        List<InboxEntry> byTimestamp = new ArrayList<>();
        List<Callable<?>> tasks = new ArrayList<>();
        tasks.add(() -> poll(receiver, written, byCursor, false));
        tasks.add(() -> poll(receiver, written, byTimestamp, true));
        tasks.add(() -> {
            AtOnce.run(senders.stream().<Callable<?>>map(sender -> () -> {
                IntStream.range(0, 50).forEach(i -> sendTo(sender, receiver, Integer.toString(i)));
                return sender;
            }).toList());
            written.set(true);
            return receiver;
        });
        AtOnce.run(tasks);
        List<InboxEntry> truth = everything(receiver);
        assertEquals(200, truth.size());
        assertEquals(truth, byCursor);
        assertEquals(truth, byTimestamp);
    }

    /** Polls until everything was written and one more poll, begun later, brought nothing. */
    private Object poll(UserId receiver, AtomicBoolean written, List<InboxEntry> seen, boolean byTimestamp) {
        From from = byTimestamp ? From.laterThan(0) : From.beginning();
        while (true) {
            boolean last = written.get();
            InboxPage page = store().inboxes().read(receiver, from, 7, AccountCondition.exists());
            seen.addAll(page.entries());
            if (last && page.entries().isEmpty()) {
                return seen;
            }
            if (!page.entries().isEmpty()) {
                from = byTimestamp
                        ? From.laterThan(page.entries().getLast().position().atMillis())
                        : From.after(page.next());
            }
        }
    }

    @Test
    default void ofManyWhoBlockOrAddAtOnceOneSucceeds() throws Exception {
        UserId owner = newUser();
        UserId other = newUser();
        GroupId group = newGroup(List.of());
        assertEquals(1,
                successes(8,
                        () -> store().directory().block(new Block(owner, other, BlockScope.DIRECT, clock().instant()),
                                AccountCondition.exists(), 1_000)));
        assertEquals(1, successes(8, () -> store().directory().addMember(group, other, clock().instant(),
                GroupCondition.exists(), new MembershipLimits(10, 1_000))));
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
        assertEquals(1, successes(8, () -> store().directory().removeMember(group, other, GroupCondition.exists())));
        assertEquals(1, successes(8, () -> store().directory().unblock(owner, other, AccountCondition.exists())));
        assertEquals(0, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void aGroupIsNeverFilledBeyondItsRoom() throws Exception {
        List<UserId> users = newUsers(8);
        GroupId group = newGroup(List.of());
        List<Boolean> joined = AtOnce.run(users.stream().<Callable<?>>map(user -> () -> succeeds(
                () -> store().directory().addMember(group, user, clock().instant(), GroupCondition.exists(),
                        new MembershipLimits(5, 1_000))))
                .toList()).stream()
                .map(Boolean.class::cast).toList();
        assertEquals(5, joined.stream().filter(success -> success).count());
        assertEquals(5,
                store().directory().members(group, Optional.empty(), 10, GroupCondition.exists()).items().size());
        assertEquals(5, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    private List<InboxEntry> everything(UserId owner) {
        List<InboxEntry> entries = new ArrayList<>();
        InboxPage page = store().inboxes().read(owner, From.beginning(), Inboxes.READ_MAX, AccountCondition.exists());
        entries.addAll(page.entries());
        while (page.more()) {
            page = store().inboxes().read(owner, From.after(page.next()), Inboxes.READ_MAX, AccountCondition.exists());
            entries.addAll(page.entries());
        }
        return entries;
    }

    private static void assertOrdered(List<InboxEntry> entries) {
        HashSet<Object> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            assertEquals(i + 1, entries.get(i).position().sequence());
            assertTrue(i == 0
                    || entries.get(i).position().atMillis() > entries.get(i - 1).position().atMillis(), "I2 at " + i);
            assertTrue(ids.add(entries.get(i).message().id()), "I3 at " + i);
        }
    }

    private static void assertInEachSendersOrder(List<InboxEntry> entries) {
        Map<UserId, Integer> next = new HashMap<>();
        for (InboxEntry entry : entries) {
            int expected = next.merge(entry.message().sender(), 1, Integer::sum) - 1;
            assertEquals(Integer.toString(expected), entry.message().text().value());
        }
    }

    private static long successes(int callers, Runnable call) throws Exception {
        return AtOnce.run(IntStream.range(0, callers).<Callable<?>>mapToObj(i -> () -> succeeds(call)).toList())
                .stream()
                .filter(Boolean.TRUE::equals).count();
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }
}
