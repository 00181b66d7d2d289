package dev.messaging.core;

import dev.messaging.core.model.Refusal;

/** Bounds that several subjects share. */
final class Limits {
    /** The most items in a page of anything. */
    static final int PAGE_MAX = 1_000;

    private Limits() {}

    static void checkPage(int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            throw new Refusal.BadValue("limit", "must be a whole number from 1 to " + PAGE_MAX);
        }
    }
}
