package dev.messaging.cli.bulk;

import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads inboxes from where an earlier export ended, several at once. */
final class InboxReader implements AutoCloseable {
    /** A store far away answers many as fast as one; the first parts of so many inboxes take 26 MB at the most. */
    static final int AT_ONCE = 16;
    private static final int FIRST_PART = 100;
    private static final int PART = 500;

    private final Inboxes inboxes;
    private final Places places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    InboxReader(Inboxes inboxes, Places places) {
        this.inboxes = inboxes;
        this.places = places;
    }

    /**
     * An inbox with something new in it.
     *
     * @param owner whose
     * @param floor entries with smaller numbers are being removed
     * @param after where an earlier export ended
     * @param to where this one ends, whatever comes later
     * @param entries the first ones, not beyond the end
     */
    record Begun(UserId owner, long floor, Position after, Position to, List<InboxEntry> entries) {}

    /** The beginnings of those of the inboxes that have something new, in the order of the owners. */
    List<Begun> begin(List<Stored.OfUser> owners) {
        List<Future<Optional<Begun>>> reading = owners.stream()
                .map(owner -> threads.submit((Callable<Optional<Begun>>) () -> begin(owner))).toList();
        List<Begun> begun = new ArrayList<>();
        reading.forEach(one -> answer(one).ifPresent(begun::add));
        return begun;
    }

    private static <T> T answer(Future<T> reading) {
        try {
            return reading.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreException.notDone("Reading was interrupted.", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Optional<Begun> begin(Stored.OfUser user) {
        UserId owner = user.account().user().id();
        Position after = places.of(owner);
        Position to = inboxes.tail(owner);
        if (to.equals(after)) {
            return Optional.empty();
        }
        if (to.sequence() <= after.sequence()) {
            throw noEarlierExport(owner);
        }
        try {
            return Optional.of(new Begun(owner, user.floor(), after, to, part(owner, after, to, FIRST_PART)));
        } catch (Refusal.NoSuchUser gone) {
            return Optional.empty(); // Erased since the list of users was read.
        }
    }

    /** The next entries of an inbox behind a place, at least one. */
    List<InboxEntry> part(UserId owner, Position after, Position to) {
        return part(owner, after, to, PART);
    }

    /** Looking at the end once more makes sure that what is read then is as new. */
    private List<InboxEntry> part(UserId owner, Position after, Position to, int limit) {
        List<InboxEntry> entries = read(owner, after, to, limit);
        if (entries.isEmpty() && inboxes.tail(owner).sequence() >= to.sequence()) {
            entries = read(owner, after, to, limit);
        }
        if (entries.isEmpty()) {
            throw StoreException.notDone("The inbox of " + owner + " cannot be read to its end.");
        }
        return entries;
    }

    private List<InboxEntry> read(UserId owner, Position after, Position to, int limit) {
        From from = after.equals(Position.START) ? From.beginning() : From.after(new Cursor(owner, after));
        try {
            return inboxes.read(owner, from, limit, AccountCondition.exists()).entries().stream()
                    .filter(entry -> entry.position().sequence() <= to.sequence()).toList();
        } catch (Refusal.CursorGone gone) {
            throw noEarlierExport(owner);
        }
    }

    private static WrongUsage noEarlierExport(UserId owner) {
        return new WrongUsage("The inbox of " + owner + " has no entry any more where the earlier export ended: it was"
                + " trimmed, or the export is another store's. Export without --since.");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
