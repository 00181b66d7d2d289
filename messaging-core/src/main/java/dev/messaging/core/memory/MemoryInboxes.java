package dev.messaging.core.memory;

import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.Inboxes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for all inboxes, so that a delivery to many is seen whole. */
final class MemoryInboxes implements Inboxes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Log> logs = new HashMap<>();
    private final MemoryDirectory directory;
    private final InstantSource clock;

    /** Entry {@code i} has the sequence {@code i + 1}. */
    private record Log(List<InboxEntry> entries, Set<MessageId> ids) {
        Log() {
            this(new ArrayList<>(), new HashSet<>());
        }

        Position tail() {
            return entries.isEmpty() ? Position.START : entries.getLast().position();
        }
    }

    MemoryInboxes(MemoryDirectory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void deliver(Message message, AccountCondition onSender, Admission admission) {
        Facts facts = switch (message.recipient()) {
            case UserId receiver -> directory.factsOfDirect(message.sender(), receiver, onSender);
            case GroupId group -> directory.factsOfGroup(message.sender(), group, onSender);
        };
        List<UserId> owners = admission.admit(facts);
        lock.lock();
        try {
            owners.forEach(owner -> append(logs.computeIfAbsent(owner, unused -> new Log()), message));
        } finally {
            lock.unlock();
        }
    }

    private void append(Log log, Message message) {
        if (log.ids.add(message.id())) {
            log.entries.add(new InboxEntry(log.tail().next(clock.millis()), message));
        }
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        directory.check(owner, onOwner);
        lock.lock();
        try {
            List<InboxEntry> entries = logs.getOrDefault(owner, new Log()).entries;
            int begin = begin(owner, entries, from);
            int end = Math.min(entries.size(), begin + limit);
            Position last = end == 0 ? Position.START : entries.get(end - 1).position();
            return new InboxPage(entries.subList(begin, end), new Cursor(owner, last), end < entries.size());
        } finally {
            lock.unlock();
        }
    }

    /** The index of the first entry to return. */
    private static int begin(UserId owner, List<InboxEntry> entries, From from) {
        return switch (from) {
            case From.Beginning() -> 0;
            case From.LaterThan(long atMillis) -> firstLaterThan(entries, atMillis);
            case From.After(Cursor cursor) -> {
                cursor.checkOwner(owner);
                checkAnchor(entries, cursor.position());
                yield (int) cursor.position().sequence();
            }
        };
    }

    private static void checkAnchor(List<InboxEntry> entries, Position anchor) {
        boolean stands = anchor.equals(Position.START) || (anchor.sequence() <= entries.size()
                && entries.get((int) anchor.sequence() - 1).position().equals(anchor));
        if (!stands) {
            throw new Refusal.CursorGone();
        }
    }

    private static int firstLaterThan(List<InboxEntry> entries, long atMillis) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).position().atMillis() > atMillis) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public Position tail(UserId owner) {
        if (!directory.exists(owner)) {
            return Position.START;
        }
        lock.lock();
        try {
            return logs.getOrDefault(owner, new Log()).tail();
        } finally {
            lock.unlock();
        }
    }
}
