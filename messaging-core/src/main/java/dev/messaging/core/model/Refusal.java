package dev.messaging.core.model;

/**
 * Why a request was refused: the one family of everything that a rule of the business can say no with. A refusal means
 * that nothing was changed.
 *
 * <p>The family is sealed, so that an adapter maps it in one {@code switch} without a default branch: a new refusal
 * does not compile until every adapter answers it. Trouble with storage is not here; see
 * {@code dev.messaging.core.port.StoreException}.
 */
@SuppressWarnings("serial") // never serialized: adapters turn a refusal into an answer where it is caught
public abstract sealed class Refusal extends RuntimeException {
    private Refusal(String message) {
        // A refusal is an everyday answer, not a defect: no stack trace to collect.
        super(message, null, false, false);
    }

    /** A value that was handed in does not have the form it must have. */
    public static final class BadValue extends Refusal {
        private final String field;
        private final String reason;

        /**
         * Names the value and what would be right.
         *
         * @param field what the value is called where it came from
         * @param reason what it must be, as a clause that follows the name: "must not be empty"
         */
        public BadValue(String field, String reason) {
            super(field + " " + reason);
            this.field = field;
            this.reason = reason;
        }

        /**
         * The same refusal under the name that the caller knows the value by.
         *
         * @param callersField what the value is called in a request, an option or a file
         * @return a refusal with the same reason
         */
        public BadValue in(String callersField) {
            return new BadValue(callersField, reason);
        }

        /**
         * What the value is called.
         *
         * @return the field's name
         */
        public String field() {
            return field;
        }
    }

    /** No user has this id. */
    public static final class NoSuchUser extends Refusal {
        private final String id;

        /**
         * Names who is missing.
         *
         * @param id the id as it was given, which need not have the form of one
         */
        public NoSuchUser(String id) {
            super("There is no user " + quoted(id) + ".");
            this.id = id;
        }

        /**
         * Tells who is missing.
         *
         * @return the id as it was given, of any length and with any characters
         */
        public String id() {
            return id;
        }
    }

    /** No group has this id. */
    public static final class NoSuchGroup extends Refusal {
        private final String id;

        /**
         * Names what is missing.
         *
         * @param id the id as it was given, which need not have the form of one
         */
        public NoSuchGroup(String id) {
            super("There is no group " + quoted(id) + ".");
            this.id = id;
        }

        /**
         * Tells what is missing.
         *
         * @return the id as it was given, of any length and with any characters
         */
        public String id() {
            return id;
        }
    }

    /** The id that was chosen for a new user or group stands for another one already. */
    public static final class IdTaken extends Refusal {
        private final String id;

        /**
         * Names the id.
         *
         * @param id the chosen id
         */
        public IdTaken(String id) {
            super(id + " exists already.");
            this.id = id;
        }

        /**
         * Tells which id.
         *
         * @return the chosen id
         */
        public String id() {
            return id;
        }
    }

    /** The receiver has blocked the sender. */
    public static final class Blocked extends Refusal {
        private final UserId receiver;

        /**
         * Names the receiver.
         *
         * @param receiver who does not take messages from the sender
         */
        public Blocked(UserId receiver) {
            super(receiver + " does not take messages from the sender.");
            this.receiver = receiver;
        }

        /**
         * Tells who blocks.
         *
         * @return the receiver
         */
        public UserId receiver() {
            return receiver;
        }
    }

    /** The user is blocked already. */
    public static final class AlreadyBlocked extends Refusal {
        /**
         * Names the blocked one.
         *
         * @param blocked who is blocked already
         */
        public AlreadyBlocked(UserId blocked) {
            super(blocked + " is already blocked.");
        }
    }

    /** The user is not blocked, so there is nothing to lift. */
    public static final class NotBlocked extends Refusal {
        /**
         * Names who is not blocked.
         *
         * @param user who is not blocked
         */
        public NotBlocked(UserId user) {
            super(user + " is not blocked.");
        }
    }

    /** The sender wrote to a group without being in it. */
    public static final class SenderNotMember extends Refusal {
        private final GroupId group;

        /**
         * Names the group.
         *
         * @param group whose members alone may write to it
         */
        public SenderNotMember(GroupId group) {
            super("Only members write to " + group + ", and the sender is not one.");
            this.group = group;
        }

        /**
         * Tells which group.
         *
         * @return the group
         */
        public GroupId group() {
            return group;
        }
    }

    /** The user to be added is in the group already. */
    public static final class AlreadyMember extends Refusal {
        /**
         * Names the member.
         *
         * @param member who is in the group already
         */
        public AlreadyMember(UserId member) {
            super(member + " is already a member of the group.");
        }
    }

    /** The user to be removed is not in the group. */
    public static final class NotMember extends Refusal {
        /**
         * Names who is not in the group.
         *
         * @param user who is not in the group
         */
        public NotMember(UserId user) {
            super(user + " is not a member of the group.");
        }
    }

    /** The group has no room for another member. */
    public static final class GroupFull extends Refusal {
        private final int membersMax;

        /**
         * Names the limit.
         *
         * @param membersMax how many members a group may have here
         */
        public GroupFull(int membersMax) {
            super("The group is full: it may have at most " + membersMax + " members.");
            this.membersMax = membersMax;
        }

        /**
         * Tells the limit.
         *
         * @return how many members a group may have here
         */
        public int membersMax() {
            return membersMax;
        }
    }

    /** The act needs a caller who has shown who it is, and this one has not. */
    public static final class Unauthenticated extends Refusal {
        /** Says what is missing. */
        public Unauthenticated() {
            super("This needs credentials of the user who may do it.");
        }
    }

    /** The credentials that were shown are not right: an unknown user, a wrong password, or a token that opens nothing. */
    public static final class WrongCredentials extends Refusal {
        /** Says no more than that, so that nobody learns who exists. */
        public WrongCredentials() {
            super("The credentials are not right.");
        }
    }

    /** The caller is known, and may not do this. */
    public static final class NotPermitted extends Refusal {
        /**
         * Names what the caller has no right to.
         *
         * @param what the right that is lacking, as a clause that follows "The caller may not": "act as user-…"
         */
        public NotPermitted(String what) {
            super("The caller may not " + what + ".");
        }
    }

    /** The account is suspended: nobody acts as that user, until an administrator lifts it. */
    public static final class Suspended extends Refusal {
        /**
         * Names the account.
         *
         * @param user who is suspended
         */
        public Suspended(UserId user) {
            super(user + " is suspended. An administrator can lift that.");
        }
    }

    /** The idempotency key was used for a request that asked for something else. */
    public static final class KeyReused extends Refusal {
        /** Says how to go on. */
        public KeyReused() {
            super("This idempotency key was used for another request. Make up a new one for each request.");
        }
    }

    /** Too many wait for news already. Nothing is lost: a check shows what has come. */
    public static final class TooManyListeners extends Refusal {
        private final boolean toOneInbox;

        /**
         * Says when to come again.
         *
         * @param toOneInbox whether they are too many for this inbox, not for this node
         */
        public TooManyListeners(boolean toOneInbox) {
            super(toOneInbox
                    ? "Too many wait for news of this inbox already: end one first, or check it now and then."
                    : "Too many wait for news here already. Check now and then, or wait somewhere else.");
            this.toOneInbox = toOneInbox;
        }

        /**
         * Tells which bound it is.
         *
         * @return whether they are too many for this inbox, not for this node
         */
        public boolean toOneInbox() {
            return toOneInbox;
        }
    }

    /** Too many passwords wait to be hashed. Nothing was done; it is worth repeating a little later. */
    public static final class TooBusy extends Refusal {
        /** Says when to come again. */
        public TooBusy() {
            super("Too many passwords wait to be verified. Repeat the request a little later.");
        }
    }

    /** Nothing is changed at the moment, for whoever asks: the operator lets the store be only read for a while. */
    public static final class ReadOnly extends Refusal {
        /** Says what still works. */
        public ReadOnly() {
            super("Nothing can be changed at the moment, only read. Try again in a few minutes.");
        }
    }

    /** The user blocks as many others as a user may. */
    public static final class TooManyBlocks extends Refusal {
        /**
         * Names the limit.
         *
         * @param blocksMax how many others a user may block here
         */
        public TooManyBlocks(int blocksMax) {
            super("A user may block at most " + blocksMax + " others: lift a block first.");
        }
    }

    /** The user to be added is in as many groups as a user may. */
    public static final class TooManyGroups extends Refusal {
        /**
         * Names the user and the limit.
         *
         * @param user who cannot join another group
         * @param groupsMax how many groups a user may be in here
         */
        public TooManyGroups(UserId user, int groupsMax) {
            super(user + " is in " + groupsMax + " groups, and may not be in more.");
        }
    }

    /** The user has as many sessions as a user may. */
    public static final class TooManySessions extends Refusal {
        /**
         * Names the limit.
         *
         * @param sessionsMax how many sessions a user may have here
         */
        public TooManySessions(int sessionsMax) {
            super("A user may have at most " + sessionsMax + " sessions: end one first, or all.");
        }
    }

    /**
     * The cursor points at an entry that is not in the inbox as the cursor remembers it: the store was restored from an
     * earlier state, or the cursor was made up.
     */
    public static final class CursorGone extends Refusal {
        /** Says how to go on. */
        public CursorGone() {
            super("This cursor does not belong to the inbox as it is now. Start again from a time, or from the beginning.");
        }
    }

    /** What a client sent, fit to be shown again: at most 80 characters of it, without control characters. */
    private static String quoted(String id) {
        String shown = id.length() <= 80 ? id : id.substring(0, 80) + "…";
        StringBuilder printable = new StringBuilder(shown.length() + 2).append('"');
        shown.codePoints().map(c -> Character.isISOControl(c) || Unicode.isSurrogate(c) ? '\uFFFD' : c)
                .forEach(printable::appendCodePoint);
        return printable.append('"').toString();
    }
}
