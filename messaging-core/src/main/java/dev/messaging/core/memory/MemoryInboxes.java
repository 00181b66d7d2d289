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
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One lock for all inboxes, so that a delivery to many is seen whole. */
final class MemoryInboxes implements Inboxes {
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<UserId, Log> logs = MemoryDirectory.byId(UserId::value);
    private final MemoryDirectory directory;
    private final InstantSource clock;

    /** Entries oldest first, with sequences without holes, unless it was moved here with some. */
    private record Log(List<InboxEntry> entries, Set<MessageId> ids) {
        Log() {
            this(new ArrayList<>(), new HashSet<>());
        }

        Position tail() {
            return entries.isEmpty() ? Position.START : entries.getLast().position();
        }

        /** The index of the first entry from a sequence on; the number of entries if there is none. */
        int indexFrom(long sequence) {
            return firstWhere(entries, position -> position.sequence() >= sequence);
        }
    }

    MemoryInboxes(MemoryDirectory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Done deliver(Message message, AccountCondition onSender, Admission admission, Optional<RequestKey> key) {
        directory.check(message.sender(), onSender);
        return directory.once(key, () -> {
            Facts facts = switch (message.recipient()) {
                case UserId receiver -> directory.factsOfDirect(message.sender(), receiver, onSender);
                case GroupId group -> directory.factsOfGroup(message.sender(), group, onSender);
            };
            List<UserId> owners = admission.admit(facts);
            append(message, owners);
            return new Done(message.id().value(), message.sentAt(), owners.size());
        });
    }

    private void append(Message message, List<UserId> owners) {
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
            Log log = logs.getOrDefault(owner, new Log());
            List<InboxEntry> entries = log.entries;
            int begin = begin(owner, log, from);
            int end = Math.min(entries.size(), begin + limit);
            Position last = end == 0 ? Position.START : entries.get(end - 1).position();
            return new InboxPage(entries.subList(begin, end), new Cursor(owner, last), end < entries.size());
        } finally {
            lock.unlock();
        }
    }

    /** The index of the first entry to return. */
    private static int begin(UserId owner, Log log, From from) {
        return switch (from) {
            case From.Beginning() -> 0;
            case From.LaterThan(long atMillis) -> firstLaterThan(log.entries, atMillis);
            case From.After(Cursor cursor) -> {
                cursor.checkOwner(owner);
                yield cursor.position().equals(Position.START) ? 0 : behind(log, cursor.position());
            }
        };
    }

    private static int behind(Log log, Position anchor) {
        int index = log.indexFrom(anchor.sequence());
        if (index == log.entries.size() || !log.entries.get(index).position().equals(anchor)) {
            throw new Refusal.CursorGone();
        }
        return index + 1;
    }

    private static int firstLaterThan(List<InboxEntry> entries, long atMillis) {
        return firstWhere(entries, position -> position.atMillis() > atMillis);
    }

    /** The index of the first entry whose place is as wanted, where all behind it are so too. */
    private static int firstWhere(List<InboxEntry> entries, Predicate<Position> wanted) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (wanted.test(entries.get(middle).position())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Whether anything stands in an inbox, be it nobody's. */
    boolean has(UserId owner) {
        lock.lock();
        try {
            return logs.containsKey(owner);
        } finally {
            lock.unlock();
        }
    }

    /** How many entries there were. */
    int clear(UserId owner) {
        lock.lock();
        try {
            Log log = logs.remove(owner);
            return log == null ? 0 : log.entries.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Position tail(UserId owner) {
        return directory.read(() -> {
            lock.lock();
            try {
                return logs.getOrDefault(owner, new Log()).tail();
            } finally {
                lock.unlock();
            }
        });
    }

    @Override
    public Set<UserId> grown(Map<UserId, Position> places) {
        lock.lock();
        try {
            return places.entrySet().stream()
                    .filter(place -> logs.getOrDefault(place.getKey(), new Log()).tail().sequence() > place.getValue()
                            .sequence())
                    .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration newsEvery() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int trim(UserId owner, Instant before, int atMost) {
        long beforeMillis = Math.min(before.toEpochMilli(), clock.millis() - TRIM_AGE_MIN.toMillis());
        directory.check(owner, AccountCondition.exists());
        lock.lock();
        try {
            Log log = logs.getOrDefault(owner, new Log());
            int old = firstLaterThan(log.entries, beforeMillis - 1);
            List<InboxEntry> removed = log.entries.subList(0,
                    Math.min(atMost, Math.max(0, Math.min(old, log.entries.size() - 1))));
            int count = removed.size();
            removed.forEach(entry -> log.ids.remove(entry.message().id()));
            removed.clear();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Of a user, or of nobody: the number of the first entry, or 1. */
    long floor(UserId owner) {
        lock.lock();
        try {
            Log log = logs.get(owner);
            return log == null || log.entries.isEmpty() ? 1 : log.entries.getFirst().position().sequence();
        } finally {
            lock.unlock();
        }
    }

    /** The first entries behind a place in all inboxes, in the order of their owners. */
    List<Stored.OfEntry> entries(Optional<UserId> from, long behind, int limit) {
        lock.lock();
        try {
            return from.map(owner -> logs.tailMap(owner, true)).orElse(logs).entrySet().stream()
                    .flatMap(log -> {
                        List<InboxEntry> all = log.getValue().entries;
                        int first = from.equals(Optional.of(log.getKey())) ? log.getValue().indexFrom(behind + 1) : 0;
                        return all.subList(first, all.size()).stream()
                                .map(entry -> new Stored.OfEntry(log.getKey(), entry));
                    }).limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Compares a stretch with what stands, and puts what is missing if it is to. */
    Outcome stretch(Piece.OfInbox piece, boolean writing) {
        lock.lock();
        try {
            Log log = logs.getOrDefault(piece.owner(), new Log());
            List<InboxEntry> standing = log.entries.subList(log.indexFrom(piece.lookFrom()), log.entries.size());
            Outcome outcome = piece.against(standing.stream().limit(piece.lookAt()).toList(), log.tail());
            if (writing && outcome.written() > 0) {
                Log grown = logs.computeIfAbsent(piece.owner(), unused -> log);
                List<InboxEntry> missing = piece.entries().subList(outcome.identical(), piece.entries().size());
                missing.forEach(entry -> {
                    grown.ids.add(entry.message().id());
                    grown.entries.add(entry);
                });
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }
}
