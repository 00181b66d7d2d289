package dev.messaging.core.model;

import java.util.List;

/**
 * A part of an inbox, oldest entry first.
 *
 * @param entries the entries; empty if there was nothing new
 * @param next where to go on from: behind the last entry, or, if there was none, the place that was asked from
 * @param more whether further entries stood behind these when they were read
 */
public record InboxPage(List<InboxEntry> entries, Cursor next, boolean more) {
    /** Keeps a copy of the entries. */
    public InboxPage {
        entries = List.copyOf(entries);
    }
}
