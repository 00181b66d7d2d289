package dev.messaging.cli.crash;

/**
 * A broken promise.
 *
 * @param kind which one
 * @param what where it shows
 */
record Violation(Kind kind, String what) {
    enum Kind {
        KEY_IGNORED("key ignored: done again, or under another name"),
        LOST("lost: accepted, and nowhere"),
        HALF_DELIVERED("half-delivered: in some inboxes, not in all"),
        DOUBLED("doubled: twice in an inbox"),
        OUT_OF_ORDER("out of order"),
        SKIPPED("skipped: never seen by a reader"),
        GONE("gone: seen, and not there later"),
        STALE("stale: accepted before a look at all, and not in it"),
        UNDEAD("not done or refused, and there"),
        MISDIRECTED("in an inbox that it was not for"),
        ALTERED("altered, or never sent"),
        BLOCK_IGNORED("taken in spite of a block"),
        WRONGLY_REFUSED("refused without a reason"),
        UNEXPECTED("answers and ends that nobody expects");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
