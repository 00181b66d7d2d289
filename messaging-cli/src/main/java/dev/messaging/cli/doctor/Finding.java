package dev.messaging.cli.doctor;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Something that is not as it must be.
 *
 * @param kind what sort of thing it is
 * @param where which record
 * @param what what is wrong with it, as a sentence without its end
 * @param advice what would put it right, as a sentence without its end
 * @param mend puts it right without harm, and tells whether it did; empty if only people can
 */
record Finding(Kind kind, String where, String what, String advice, Optional<BooleanSupplier> mend) {
    /** One that only people can put right. */
    static Finding forPeople(Kind kind, String where, String what, String advice) {
        return new Finding(kind, where, what, advice, Optional.empty());
    }

    /**
     * A sort of finding.
     *
     * @param name for programs
     * @param note whether it is no damage: nobody loses anything by it
     */
    record Kind(String name, boolean note) {
        static final Kind HOLE = damage("hole");
        static final Kind DISORDER = damage("disorder");
        static final Kind REPEATED = damage("repeated-message");
        static final Kind NOBODYS_INBOX = damage("inbox-of-nobody");
        static final Kind CLOSED_INBOX = damage("closed-inbox");
        static final Kind ERASURE = damage("erasure");
        static final Kind EMPTIED_INBOX = damage("emptied-inbox");
        static final Kind MEMBERSHIP = damage("membership");
        static final Kind BLOCK = damage("block");
        static final Kind COUNT = damage("count");
        static final Kind OWNER = damage("owner");
        static final Kind SESSION = damage("session");
        static final Kind STALE = damage("stale");
        static final Kind MORE = damage("more");
        static final Kind UNEXAMINED = damage("unexamined");
        static final Kind UNREADABLE = damage("unreadable");
        static final Kind TABLE = damage("table");
        static final Kind EXPIRED_SESSION = note("expired-session");
        static final Kind EXPIRED_REQUEST = note("expired-request");
        static final Kind ERASURE_WAITS = note("erasure-waits");
        static final Kind UNSETTLED = note("unsettled");
        static final Kind LONG_INBOX = note("long-inbox");
        static final Kind TABLE_ADVICE = note("table-advice");

        static Kind damage(String name) {
            return new Kind(name, false);
        }

        private static Kind note(String name) {
            return new Kind(name, true);
        }
    }
}
