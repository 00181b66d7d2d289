package dev.messaging.dynamo.capacity;

/**
 * Sending. Who sends is known by then: for that see {@link AccountWork}. A request that is keyed carries an
 * idempotency key, which was not used before.
 */
public sealed interface Send extends Operation {
    /**
     * To one user. The last entry of the receiver's inbox is taken to be as large as this one.
     *
     * @param textBytes of the text, in UTF-8
     * @param toSelf whether the sender is the receiver
     * @param tailKnown whether the node knows where the inbox ends, from within the last four seconds
     * @param keyed whether the request has a key
     */
    record ToUser(int textBytes, boolean toSelf, boolean tailKnown, boolean keyed) implements Send {
        /**
         * To another user, without a key, to whose inbox this node has not written for some seconds.
         *
         * @param textBytes of the text, in UTF-8
         */
        public ToUser(int textBytes) {
            this(textBytes, false, false, false);
        }

        /**
         * The same with a key.
         *
         * @return a copy
         */
        public ToUser withKey() {
            return new ToUser(textBytes, toSelf, tailKnown, true);
        }

        /** Both users and the block between them, and what is remembered of the key; where the inbox ends. */
        private Cost look() {
            int items = (toSelf ? 2 : 3) + (keyed ? 1 : 0);
            return Cost.readDirectory(Units.strong(ItemBytes.userProfile()) * items).beside(tail());
        }

        private Cost tail() {
            return tailKnown ? Cost.NOTHING : Cost.readMessages(Units.eventual(ItemBytes.directEntry(textBytes)));
        }

        private Cost put() {
            return Cost.writeMessages(Units.write(ItemBytes.directEntry(textBytes)));
        }

        @Override
        public Cost cost() {
            return look().then(keyed ? decided() : Cost.NOTHING).then(put());
        }
    }

    /** What is remembered of a request. */
    private static Cost decided() {
        return Cost.writeDirectory(Units.write(ItemBytes.requestRecord()));
    }

    /**
     * The same request with a key again: it is looked up, and put again in vain.
     *
     * @param first as it was; here its tail tells what is known now
     */
    record ToUserAgain(ToUser first) implements Send {
        @Override
        public Cost cost() {
            return first.look().then(first.put());
        }
    }

    /**
     * To one user, and refused by a rule.
     *
     * @param refused as it would have been
     */
    record ToUserRefused(ToUser refused) implements Send {
        @Override
        public Cost cost() {
            return refused.look().then(refused.keyed ? decided() : Cost.NOTHING);
        }
    }

    /**
     * To a group, of whose members at most 24 others block the sender. The inboxes end with an entry as large as this one's.
     *
     * @param members how many are in it, the sender included
     * @param recipients how many of them get it: all but those who block the sender everywhere
     * @param textBytes of the text, in UTF-8
     * @param tailsKnown how many of the recipients' inboxes the node knows the end of, from within the last four seconds
     * @param inboxesEmpty whether nothing stands in them yet: the delivery is smaller then
     * @param senderRead whether the sender's account is read: of anybody but an administrator, if it was not within a minute
     * @param keyed whether the request has a key
     */
    record ToGroup(int members, int recipients, int textBytes, int tailsKnown, boolean inboxesEmpty, boolean senderRead,
            boolean keyed) implements Send {
        /** Refuses more recipients than members. */
        public ToGroup {
            if (recipients < 0 || recipients > members || tailsKnown < 0 || tailsKnown > recipients) {
                throw new IllegalArgumentException(
                        recipients + " of " + members + " members, of " + tailsKnown + " the tails known");
            }
        }

        /**
         * To all of a group, without a key, by a sender whose account is known.
         *
         * @param members how many are in it, the sender included
         * @param textBytes of the text, in UTF-8
         */
        public ToGroup(int members, int textBytes) {
            this(members, members, textBytes, 0, false, false, false);
        }

        /**
         * The same with a key.
         *
         * @return a copy
         */
        public ToGroup withKey() {
            return new ToGroup(members, recipients, textBytes, tailsKnown, inboxesEmpty, senderRead, true);
        }

        /**
         * The same into inboxes in which nothing stands yet.
         *
         * @return a copy
         */
        public ToGroup intoEmptyInboxes() {
            return new ToGroup(members, recipients, textBytes, tailsKnown, true, senderRead, keyed);
        }

        /**
         * The same by a sender without credentials whose account has to be read.
         *
         * @return a copy
         */
        public ToGroup readingTheSender() {
            return new ToGroup(members, recipients, textBytes, tailsKnown, inboxesEmpty, true, keyed);
        }

        private double deliveryBytes() {
            return ItemBytes.delivery(recipients, textBytes, inboxesEmpty);
        }

        /** The group with its members; those who block the sender, at least a unit; what is remembered of the key. */
        private Cost look() {
            double group = Units.strong(ItemBytes.groupProfile() + (double) members * ItemBytes.member());
            double sender = senderRead ? Units.eventual(ItemBytes.userProfile()) : 0;
            double key = keyed ? Units.strong(ItemBytes.requestRecord()) : 0;
            return Cost.readDirectory(group + 1 + sender + key);
        }

        private Cost tails() {
            return Cost.readMessages(Units.eventual(ItemBytes.groupEntry(textBytes))).each(recipients - tailsKnown);
        }

        private Cost put() {
            return Cost.writeMessages(Units.write(ItemBytes.groupEntry(textBytes))).each(recipients);
        }

        private Cost accept() {
            return Cost.writeDirectory(keyed
                    ? Units.inTransaction(ItemBytes.requestRecord()) + Units.inTransaction(deliveryBytes())
                    : Units.write(deliveryBytes()));
        }

        private Cost remove() {
            return Cost.writeDirectory(Units.write(deliveryBytes()));
        }

        /** To one inbox there is nothing to be remembered until all have it. */
        @Override
        public Cost cost() {
            return switch (recipients) {
                case 0 -> look().then(keyed ? decided() : Cost.NOTHING);
                case 1 -> look().then(tails()).then(keyed ? decided() : Cost.NOTHING).then(put());
                default -> look().then(tails()).then(accept()).then(put()).then(remove());
            };
        }
    }

    /**
     * The same request with a key again, when the message is with all: what is left to do is looked for in the outbox.
     *
     * @param first as it was, to two recipients or more
     */
    record ToGroupAgain(ToGroup first) implements Send {
        @Override
        public Cost cost() {
            return first.look().then(Cost.readDirectory(1));
        }
    }
}
