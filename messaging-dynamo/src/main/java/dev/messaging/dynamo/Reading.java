package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.util.List;
import java.util.Optional;

/**
 * Reads an inbox in one query, mostly at half price from a replica. The numbers have no holes, so an answer shows by
 * itself whether the replica was behind: then the same is read again, strongly.
 */
final class Reading {
    private final InboxTable inboxes;
    private final Tails tails;
    private final Accounts accounts;
    private final Surroundings surroundings;
    private final Floors floors;
    private final Counters counters;
    private final HandedOut handedOut;
    private final TimeSearch timeSearch;

    Reading(InboxTable inboxes, Tails tails, Accounts accounts, Floors floors, Surroundings surroundings,
            Counters counters) {
        this.inboxes = inboxes;
        this.tails = tails;
        this.accounts = accounts;
        this.surroundings = surroundings;
        this.floors = floors;
        this.counters = counters;
        this.handedOut = new HandedOut(surroundings);
        this.timeSearch = new TimeSearch(inboxes, tails);
    }

    InboxPage read(Patience patience, UserId owner, From from, int limit, AccountCondition onOwner) {
        Optional<Standing> known = accounts.known(owner);
        if (known.isPresent()) {
            onOwner.check(owner, known.get());
            return page(patience, owner, from, limit);
        }
        return surroundings.both(() -> {
            accounts.check(patience, owner, onOwner);
            return true;
        }, () -> page(patience, owner, from, limit), (holds, page) -> page);
    }

    private InboxPage page(Patience patience, UserId owner, From from, int limit) {
        InboxPage page = switch (from) {
            case From.Beginning() -> fromBeginning(patience, owner, limit);
            case From.After(var cursor) -> {
                cursor.checkOwner(owner);
                yield behind(patience, owner, cursor.position(), limit).orElseThrow(Refusal.CursorGone::new);
            }
            case From.LaterThan(long atMillis) -> atMillis == 0
                    ? fromBeginning(patience, owner, limit)
                    : laterThan(patience, owner, atMillis, limit);
        };
        handedOut.remember(owner, page.next().position());
        return page;
    }

    private InboxPage fromBeginning(Patience patience, UserId owner, int limit) {
        return shown(patience, stretch(patience, owner, Position.START, limit, Consistency.STRONG), owner, limit);
    }

    /** What stands behind a place; empty if the place does not stand in the inbox as it was remembered. */
    private Optional<InboxPage> behind(Patience patience, UserId owner, Position anchor, int limit) {
        Stretch stretch = stretch(patience, owner, anchor, limit, Consistency.EVENTUAL);
        boolean trusted = stretch.anchorStands() && stretch.holes() == 0
                && stretch.reaches(tails.seen(owner));
        if (!trusted) {
            stretch = stretch(patience, owner, anchor, limit, Consistency.STRONG);
        }
        return stretch.anchorStands() ? Optional.of(shown(patience, stretch, owner, limit)) : Optional.empty();
    }

    /**
     * A hole that a strong read confirms was made by somebody who deleted entries: the others are still good. Below the floor it
     * is as it should be.
     */
    private InboxPage shown(Patience patience, Stretch stretch, UserId owner, int limit) {
        if (stretch.holes() > 0) {
            counters.countHoles(stretch.holesFrom(floors.of(patience, owner, stretch.lastHole() + 1)));
        }
        return stretch.page(owner, limit);
    }

    private InboxPage laterThan(Patience patience, UserId owner, long atMillis, int limit) {
        Optional<InboxPage> usual = handedOut.place(owner, atMillis)
                .flatMap(place -> behind(patience, owner, place, limit));
        if (usual.isPresent()) {
            return usual.get();
        }
        return switch (timeSearch.find(patience, owner, atMillis)) {
            case TimeSearch.Whole(Stretch stretch) -> shown(patience, stretch, owner, limit);
            case TimeSearch.Behind(Position place) -> behind(patience, owner, place, limit)
                    .orElseThrow(() -> StoreException.notDone("Entries of " + owner + " were deleted meanwhile."));
        };
    }

    /** One entry more than the limit, to know whether there is more; and the anchor. */
    private Stretch stretch(Patience patience, UserId owner, Position anchor, int limit, Consistency consistency) {
        int wanted = limit + (anchor.equals(Position.START) ? 1 : 2);
        List<InboxEntry> found = inboxes.entries(patience, owner, anchor.sequence(), wanted, consistency);
        return new Stretch(anchor, found, found.size() < wanted);
    }
}
