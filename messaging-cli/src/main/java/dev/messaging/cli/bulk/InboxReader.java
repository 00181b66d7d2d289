package dev.messaging.cli.bulk;

import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.InboxPart;
import dev.messaging.core.port.Archive.Numbered;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads inboxes as they are stored, from where an earlier export ended, several at once. */
final class InboxReader implements AutoCloseable {
    /** Those of as many inboxes as are read at once take 26 MB at the most. */
    private static final int FIRST_PART = 100;
    private static final int PART = 500;

    private final Store store;
    private final Archive archive;
    private final Places places;
    private final int firstPart;
    private final int part;
    private final Together together = new Together();

    InboxReader(Store store, Places places, long readsPerSecond) {
        this.firstPart = Math.max(1, Pace.atOnce(readsPerSecond, FIRST_PART * Together.AT_ONCE) / Together.AT_ONCE);
        this.part = Pace.atOnce(readsPerSecond, PART);
        this.store = store;
        this.archive = store.archive();
        this.places = places;
    }

    /**
     * An inbox with something new in it.
     *
     * @param owner whose
     * @param floor entries with smaller numbers are being removed
     * @param after where an earlier export ended
     * @param to where this one ends, whatever comes later; {@code after} if nothing of what is new can be read
     * @param first what stands there first
     */
    record Begun(UserId owner, long floor, Position after, Position to, InboxPart first) {}

    /** The beginnings of those of the inboxes that have something new, in the order of the owners. */
    List<Begun> begin(List<Stored.OfUser> owners) {
        return together.all(owners.stream().<Callable<Optional<Begun>>>map(owner -> () -> begin(owner)).toList())
                .stream()
                .flatMap(Optional::stream).toList();
    }

    private Optional<Begun> begin(Stored.OfUser user) {
        UserId owner = user.account().user().id();
        Position after = places.of(owner);
        boolean isWhole = after.equals(Position.START);
        InboxPart first = archive.inbox(owner, isWhole ? user.floor() - 1 : after.sequence() - 1, firstPart);
        if (!isWhole) {
            if (!follows(first, after, user.floor())) {
                return ifThere(owner);
            }
            first = new InboxPart(first.found().subList(1, first.found().size()), first.more());
        }
        return first.found().isEmpty() && !first.more()
                ? Optional.empty()
                : Optional.of(new Begun(owner, user.floor(), after,
                        first.more() ? end(owner, after) : last(first, after), first));
    }

    /** Whether what an earlier export ended with stands there, and nothing behind it was trimmed. */
    private static boolean follows(InboxPart part, Position after, long floor) {
        return after.sequence() >= floor - 1 && !part.found().isEmpty()
                && part.found().getFirst().sequence() == after.sequence()
                && (!(part.found().getFirst().stored() instanceof Stored.OfEntry entry)
                        || entry.entry().position().equals(after));
    }

    private Optional<Begun> ifThere(UserId owner) {
        if (owner(owner).presence() == Presence.THERE) {
            throw new WrongUsage(
                    "The inbox of " + owner + " has no entry any more where the earlier export ended: it was"
                            + " trimmed, or the export is another store's. Export without --since.");
        }
        return Optional.empty(); // Erased since the list of users was read.
    }

    /** Of an inbox that ends with something damaged, the store may not know the end. */
    private Position end(UserId owner, Position after) {
        try {
            Position tail = store.inboxes().tail(owner); // The beginning, once the inbox of who was erased is closed.
            return Piece.OfInbox.rises(after, tail) ? tail : after;
        } catch (StoreException trouble) {
            throw trouble;
        } catch (RuntimeException damaged) {
            Position last = after;
            InboxPart next = part(owner, after.sequence());
            while (!next.found().isEmpty()) {
                last = last(next, last);
                next = part(owner, next.found().getLast().sequence());
            }
            return last;
        }
    }

    private static Position last(InboxPart part, Position before) {
        Position last = before;
        for (Numbered found : part.found()) {
            if (found.stored() instanceof Stored.OfEntry entry
                    && Piece.OfInbox.rises(last, entry.entry().position())) {
                last = entry.entry().position();
            }
        }
        return last;
    }

    /** The next part of an inbox. */
    InboxPart part(UserId owner, long behind) {
        return archive.inbox(owner, behind, part);
    }

    /** How the inbox's owner stands by now. */
    Seen.OfOwner owner(UserId owner) {
        return (Seen.OfOwner) archive.look(List.of(new Subject.OfOwner(owner))).getFirst();
    }

    @Override
    public void close() {
        together.close();
    }
}
