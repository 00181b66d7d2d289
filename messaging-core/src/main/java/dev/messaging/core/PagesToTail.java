package dev.messaging.core;

import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Reads an inbox page by page up to where it ended at the start, so that an answer ends even if others write faster than
 * it is read. Where the inbox ends is asked only if one page does not hold everything: the usual check stays one read.
 */
final class PagesToTail implements Iterator<InboxPage> {
    /** Enough to make trips rare, and at most 2 MB of text in memory. */
    private static final int PAGE = 100;

    private final Inboxes inboxes;
    private final UserId owner;
    private long lastSequence;
    private InboxPage upcoming;
    private boolean taken;

    PagesToTail(Inboxes inboxes, UserId owner, From from, AccountCondition onOwner) {
        this.inboxes = inboxes;
        this.owner = owner;
        this.upcoming = inboxes.read(owner, from, PAGE, onOwner);
        this.lastSequence = (upcoming.more() ? inboxes.tail(owner) : upcoming.next().position()).sequence();
    }

    @Override
    public boolean hasNext() {
        return !taken || upcoming.next().position().sequence() < lastSequence;
    }

    @Override
    public InboxPage next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (taken) {
            upcoming = upToTail(following());
        }
        taken = true;
        return upcoming;
    }

    private InboxPage following() {
        From from = From.after(upcoming.next());
        InboxPage page = inboxes.read(owner, from, PAGE, AccountCondition.exists());
        if (isShort(page)) {
            // A replica was behind. Having been asked for the tail just now, the store shows everything up to there.
            var unused = inboxes.tail(owner);
            page = inboxes.read(owner, from, PAGE, AccountCondition.exists());
        }
        if (isShort(page)) {
            lastSequence = page.next().position().sequence(); // what stood there has been deleted meanwhile
        }
        return page;
    }

    private boolean isShort(InboxPage page) {
        return !page.more() && page.next().position().sequence() < lastSequence;
    }

    private InboxPage upToTail(InboxPage page) {
        if (page.next().position().sequence() <= lastSequence) {
            return page;
        }
        List<InboxEntry> entries = page.entries().stream()
                .filter(entry -> entry.position().sequence() <= lastSequence).toList();
        Cursor next = entries.isEmpty() ? upcoming.next() : new Cursor(owner, entries.getLast().position());
        lastSequence = next.position().sequence(); // the last that is left, should the very last have been deleted
        return new InboxPage(entries, next, false);
    }
}
