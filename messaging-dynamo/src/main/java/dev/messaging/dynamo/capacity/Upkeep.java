package dev.messaging.dynamo.capacity;

/** What nodes do by themselves, and what keeps inboxes short. */
public sealed interface Upkeep extends Operation {
    /** Into so many parts deliveries under way are spread. */
    int OUTBOX_SHARDS = 8;

    /**
     * A look for news of all inboxes that are listened to on a node: every 30 s, if there are any.
     *
     * @param inboxes how many
     */
    record AskForNews(int inboxes) implements Upkeep {
        @Override
        public Cost cost() {
            return Cost.readMessages(Units.eventual(0)).each(inboxes);
        }
    }

    /** A look for deliveries that a node that died has left behind, when there are none: on each node every 15 s on average. */
    record LookForOverdue() implements Upkeep {
        @Override
        public Cost cost() {
            return Cost.readDirectory(Units.eventual(0)).each(OUTBOX_SHARDS);
        }
    }

    /** A question whether the store is there, as the check of a node's readiness asks it: at most once a second. */
    record Ping() implements Upkeep {
        @Override
        public Cost cost() {
            return Cost.readDirectory(Units.eventual(0));
        }
    }

    /**
     * Removing the oldest entries of an inbox: the profile; the outbox and the entries, and one more that stays; the floor; and
     * the entries, 25 at a time.
     *
     * @param removed what goes
     */
    record Trim(Entries removed) implements Upkeep {
        private static final int AT_ONCE = 25;

        @Override
        public Cost cost() {
            Cost oldest = Cost.readMessages(Units.strong(removed.and(1).bytes()));
            Cost looked = Cost.readDirectory(Units.strong(ItemBytes.userProfile()))
                    .then(Cost.readDirectory(Units.strong(0)).each(OUTBOX_SHARDS).beside(oldest));
            if (removed.count() == 0) {
                return looked;
            }
            int batches = Math.toIntExact((removed.count() + AT_ONCE - 1) / AT_ONCE);
            TableUnits deleted = TableUnits.writing(removed.count() * Units.write(removed.bytesEach()));
            return looked.then(Cost.writeDirectory(Units.write(ItemBytes.userProfile())))
                    .then(new Cost(batches, TableUnits.NONE, deleted));
        }
    }
}
