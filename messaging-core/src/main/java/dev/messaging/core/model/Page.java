package dev.messaging.core.model;

import java.util.List;

/**
 * A part of a list that is ordered by id. To get the next part, ask for what comes after the id of the last item.
 *
 * @param <T> what the list holds
 * @param items the items
 * @param more whether further items stood behind these when they were read
 */
public record Page<T>(List<T> items, boolean more) {
    /** Keeps a copy of the items. */
    public Page {
        items = List.copyOf(items);
    }
}
