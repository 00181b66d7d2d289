package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One inbox that is read from its beginning. Entries are never changed, so what stands in two of them is certain at once. */
final class Inbox {
    /** Of how many entries the messages are remembered: some twenty megabytes. */
    static final int REMEMBERED = 100_000;

    private static final String LEAVE = "leave it: whoever has read so far has seen it so";

    private final UserId owner;
    private final int remembered;
    private final Deque<MessageId> order = new ArrayDeque<>();
    private final Set<MessageId> messages = new HashSet<>();
    private Position last = Position.START;
    private long expected;
    private boolean forgotten;

    Inbox(UserId owner) {
        this(owner, REMEMBERED);
    }

    Inbox(UserId owner, int remembered) {
        this.owner = owner;
        this.remembered = remembered;
    }

    /**
     * Numbers that may be missing.
     *
     * @param from the first of them
     * @param to the one behind the last, which is there
     * @param before the place that the one which is there comes behind
     */
    record Gap(UserId owner, long from, long to, Optional<String> before) {}

    UserId owner() {
        return owner;
    }

    /** What may be missing before the first entry that can be read. */
    Gap begin(InboxEntry entry, Optional<String> before) {
        long first = entry.position().sequence();
        boolean unused = remember(entry.message().id());
        last = entry.position();
        expected = first + 1;
        return new Gap(owner, 1, before.filter(this::isUnreadableOfThis).isPresent() ? 0 : first, before);
    }

    /** An unreadable entry just before, in the same inbox, is told already; the beginning is not known then. */
    private boolean isUnreadableOfThis(String place) {
        return place.startsWith(owner + " ");
    }

    /** What may be missing before an entry; a disorder and a repetition are told. */
    Optional<Gap> next(InboxEntry entry, Optional<String> before, Findings findings) {
        Position place = entry.position();
        if (place.atMillis() <= last.atMillis()) {
            findings.add(Finding.forPeople(Kind.DISORDER, owner + " " + place.sequence(),
                    "its time " + place.atMillis() + " does not come after " + last.atMillis() + " of "
                            + last.sequence() + " before it",
                    LEAVE));
        }
        if (!remember(entry.message().id())) {
            findings.add(Finding.forPeople(Kind.REPEATED, owner + " " + place.sequence(),
                    entry.message().id() + " stands in the same inbox before", LEAVE));
        }
        Optional<Gap> gap = place.sequence() > expected
                ? Optional.of(new Gap(owner, expected, place.sequence(), before))
                : Optional.empty();
        last = place;
        expected = place.sequence() + 1;
        return gap;
    }

    /** An entry that cannot be read is no hole. */
    void passUnreadable(String place) {
        if (isUnreadableOfThis(place)) {
            expected++;
        }
    }

    private boolean remember(MessageId id) {
        if (!messages.add(id)) {
            return false;
        }
        order.addLast(id);
        if (order.size() > remembered) {
            messages.remove(order.removeFirst());
            forgotten = true;
        }
        return true;
    }

    void end(Findings findings) {
        if (forgotten) {
            findings.add(Finding.forPeople(Kind.LONG_INBOX, owner.value(),
                    "a message that stands in it twice, more than " + remembered
                            + " entries apart, would not be noticed",
                    "nothing: this is a bound of the examination"));
        }
    }
}
