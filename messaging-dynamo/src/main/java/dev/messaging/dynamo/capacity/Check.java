package dev.messaging.dynamo.capacity;

/** Reading an inbox. Whoever checks is known by then: for that see {@link AccountWork}. */
public sealed interface Check extends Operation {
    /**
     * Whether a node has read the account within the last minute, because of another check or of a password; it is read beside
     * the inbox otherwise, so that no trip is added.
     *
     * @return whether it is remembered
     */
    boolean accountKnown();

    /**
     * The account, if it has to be read.
     *
     * @param known whether it has not
     * @return at half price
     */
    private static Cost account(boolean known) {
        return known ? Cost.NOTHING : Cost.readDirectory(Units.eventual(ItemBytes.userProfile()));
    }

    private static Cost eventually(double bytes) {
        return new Cost(Units.requests(bytes), TableUnits.NONE, TableUnits.reading(Units.eventual(bytes)));
    }

    private static Cost strongly(double bytes) {
        return new Cost(Units.requests(bytes), TableUnits.NONE, TableUnits.reading(Units.strong(bytes)));
    }

    /**
     * From a cursor; or from a timestamp that this node has handed out within half an hour, which is as good. The entry that the
     * cursor stands at is read again.
     *
     * @param accountKnown see {@link Check#accountKnown}
     * @param found what stands behind it: no more than the check's limit
     */
    record AfterCursor(boolean accountKnown, Entries found) implements Check {
        @Override
        public Cost cost() {
            return account(accountKnown).beside(eventually(found.and(1).bytes()));
        }
    }

    /**
     * From the timestamp of an entry that this node has not handed out: newest first, 2 entries, then 8, 32 and 64, until
     * one is found that is no later.
     *
     * @param accountKnown see {@link Check#accountKnown}
     * @param found what is later: at most {@value #FOUND_MAX}, for more are searched for by leaps
     */
    record LaterThan(boolean accountKnown, Entries found) implements Check {
        /** How many entries a search reads on its way at the most. */
        public static final int FOUND_MAX = 105;

        /** Refuses what this does not know the cost of. */
        public LaterThan {
            if (found.count() > FOUND_MAX) {
                throw new IllegalArgumentException("more than " + FOUND_MAX + " entries that are later");
            }
        }

        @Override
        public Cost cost() {
            Cost search = Cost.NOTHING;
            long read = 0;
            for (int size = 2; read < found.count() + 1; size = Math.min(64, size * 4)) {
                search = search.then(eventually(size * found.bytesEach()));
                read += size;
            }
            return account(accountKnown).beside(search);
        }
    }

    /**
     * The first check: the oldest entries, strongly.
     *
     * @param accountKnown see {@link Check#accountKnown}
     * @param found what the inbox holds: no more than the check's limit
     */
    record FromBeginning(boolean accountKnown, Entries found) implements Check {
        @Override
        public Cost cost() {
            return account(accountKnown).beside(strongly(found.bytes()));
        }
    }

    /**
     * All that the inbox holds, as who has no cursor gets it: the first page strongly, then where it ends, then page by
     * page; each page looks one entry further, to know whether there is more.
     *
     * @param accountKnown see {@link Check#accountKnown}
     * @param stored what the inbox holds
     */
    record WholeInbox(boolean accountKnown, Entries stored) implements Check {
        /** How many entries a page of an answer without end has. */
        public static final int PAGE = 100;

        @Override
        public Cost cost() {
            Cost first = account(accountKnown).beside(strongly(stored.atMost(PAGE + 1).bytes()));
            long behind = stored.count() - PAGE;
            if (behind <= 0) {
                return first;
            }
            long full = (behind - 1) / PAGE;
            Cost tail = Cost.readMessages(Units.strong(stored.bytesEach()));
            Cost page = eventually(new Entries(PAGE + 2, stored.bytesEach()).bytes());
            Cost last = eventually(new Entries(behind - full * PAGE + 1, stored.bytesEach()).bytes());
            return first.then(tail).then(page.repeated(Math.toIntExact(full))).then(last);
        }
    }

    /**
     * The first check of a node that begins where an inbox was trimmed: it reads the floor besides.
     *
     * @param accountKnown see {@link Check#accountKnown}
     * @param found what the inbox holds still: no more than the check's limit
     */
    record FromFloor(boolean accountKnown, Entries found) implements Check {
        @Override
        public Cost cost() {
            return new FromBeginning(accountKnown, found).cost()
                    .then(Cost.readDirectory(Units.strong(ItemBytes.userProfile())));
        }
    }
}
