package dev.messaging.core.port;

import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A store as a whole, for whoever moves it elsewhere or examines it. Nothing here asks a rule: what is read is what is stored,
 * damaged or not, and what is written is written as it is given.
 *
 * <p>Reading goes section by section and part by part, so it takes as little memory as one part, and goes on from any record
 * whose place was kept, in another process too. Each part is read strongly, at some moment during its call. Between parts others
 * may write: a record that stands all the time is met exactly once and as it then is; one that comes, changes or goes
 * meanwhile may be met or not. Only of a store that nobody writes to is the whole one state.
 *
 * <p>Writing is harmless to repeat, and never changes what stands: a piece is written where nothing of its kind stands,
 * passed over where an identical one does, and otherwise reported as a conflict. A piece is written entirely or not at all, seen
 * from both sides and counted, but for an inbox, of which the first entries may be written without the rest. The one exception to
 * all this is {@link Piece.OfErased}, which removes.
 */
public interface Archive {
    /** The most records that {@link #read} returns at once. */
    int READ_MAX = 1_000;

    /** The most records that {@link #write} and {@link #compare} take at once, each entry of an inbox counted as one. */
    int WRITE_MAX = 1_000;

    /** What a store holds. Where a store keeps only one side of what others keep twice, both sections show that one. */
    enum Section {
        /** {@link Stored.OfUser}; not what is left of those who were erased. */
        USERS,
        /** {@link Stored.OfErased}. */
        ERASED,
        /** {@link Stored.OfGroup}. */
        GROUPS,
        /** {@link Stored.OfMember}, as groups see them. */
        MEMBERS,
        /** {@link Stored.OfMember}, as users see them. */
        MEMBERSHIPS,
        /** {@link Stored.OfBlock}, as those who block see them. */
        BLOCKS,
        /** {@link Stored.OfBlock}, as those who are blocked would see them. */
        BLOCKED_BY,
        /**
         * {@link Stored.OfEntry}, those of nobody's inbox too; the entries of one inbox in a row, in their order. Where a store
         * closes inboxes, {@link Stored.OfClosing} too.
         */
        ENTRIES,
        /** {@link Stored.OfSession}, expired or not. */
        SESSIONS,
        /** {@link Stored.OfRequest}, expired or not. */
        REQUESTS,
        /** {@link Stored.UnderWay}: deliveries and creations of groups that are accepted and not finished. */
        UNDER_WAY
    }

    /**
     * A part of a section.
     *
     * @param found the records, each with its place; may be none although there are more
     * @param next where to go on; empty if this was the last part
     * @param examined how many records the store read to find these, which is what reading costs
     */
    record Part(List<Found> found, Optional<String> next, int examined) {
        /** Keeps a copy. */
        public Part {
            found = List.copyOf(found);
        }

        /**
         * A part of a section that stands by itself.
         *
         * @param found the records, each with its place
         * @param next where to go on; empty if this was the last part
         */
        public Part(List<Found> found, Optional<String> next) {
            this(found, next, found.size());
        }
    }

    /**
     * A record and where it stands.
     *
     * @param place from where reading goes on behind this record: printable ASCII, to be understood by this kind of store alone
     * @param stored the record
     */
    record Found(String place, Stored stored) {}

    /**
     * What became of a piece, or would.
     *
     * @param written how many records of it were written, or would be
     * @param identical how many stand there already
     * @param conflict why the rest was not written, as a sentence for people; empty if there is no rest
     */
    record Outcome(int written, int identical, Optional<String> conflict) {
        /**
         * Nothing stood there.
         *
         * @param records how many were written, or would be
         * @return the outcome
         */
        public static Outcome absent(int records) {
            return new Outcome(records, 0, Optional.empty());
        }

        /**
         * The same stands there.
         *
         * @param records how many
         * @return the outcome
         */
        public static Outcome same(int records) {
            return new Outcome(0, records, Optional.empty());
        }

        /**
         * A piece of which nothing is written.
         *
         * @param why a sentence for people
         * @return the outcome
         */
        public static Outcome conflict(String why) {
            return new Outcome(0, 0, Optional.of(why));
        }

        /**
         * A user whose id is not given out again, or something for its inbox, which stays closed.
         *
         * @param user who was erased
         * @return a conflict
         */
        public static Outcome erased(UserId user) {
            return conflict(user + " was erased there, and nothing of it is taken again");
        }

        /**
         * A piece that rests on something which is not there.
         *
         * @param lacking the user or the group
         * @return a conflict
         */
        public static Outcome lacks(Recipient lacking) {
            return conflict(lacking + " does not exist there");
        }
    }

    /**
     * Reads a part of a section.
     *
     * @param section which
     * @param after the place of a record that was found, or where a part said to go on; empty for the beginning
     * @param limit the most records to return, from 1 to {@value #READ_MAX}; fewer may come
     * @return the records, in an order that is the store's own, and the same each time
     * @throws IllegalArgumentException if {@code after} is no place in this section
     */
    Part read(Section section, Optional<String> after, int limit);

    /**
     * A part of one inbox.
     *
     * @param found what stands there, by rising numbers; may be nothing although there is more
     * @param more whether more may follow
     */
    record InboxPart(List<Numbered> found, boolean more) {
        /** Keeps a copy. */
        public InboxPart {
            found = List.copyOf(found);
        }
    }

    /**
     * What stands under a number of an inbox.
     *
     * @param sequence the number
     * @param stored the entry, or why it cannot be read
     */
    record Numbered(long sequence, Stored stored) {}

    /**
     * Reads a part of one inbox, strongly, with what is damaged in it; of nobody's inbox too.
     *
     * @param owner whose
     * @param behind only greater numbers
     * @param limit the most entries to return, from 1 to {@value #READ_MAX}; fewer may come
     * @return the entries
     */
    InboxPart inbox(UserId owner, long behind, int limit);

    /**
     * Tells how a request was decided, read strongly, and changes nothing. A request whose message was accepted, and has not got to
     * its inbox because somebody died on the way, is as if it were not there: only who repeats it brings it there.
     *
     * @param key the request's
     * @return how it was decided; empty if it was not, or is forgotten
     * @throws dev.messaging.core.model.Refusal.KeyReused if the key's request was another one
     */
    Optional<Decision> decided(RequestKey key);

    /**
     * Tells what writing would do with each piece by itself: not whether what it rests on is there, as a member rests on a user
     * and a group.
     *
     * @param pieces the pieces: no two of the same thing, no two of one inbox
     * @return as many outcomes, in the same order
     */
    List<Outcome> compare(List<Piece> pieces);

    /**
     * Writes what is not there yet. A member whose group or user does not exist, and a block of somebody who does not, are
     * conflicts. Limits on how many there may be do not hold here. Whoever is to be erased is erased after everything else was
     * written, as far as {@link Store#erase} can go now, whatever it takes.
     *
     * @param pieces the pieces: no two of the same thing, no two of one inbox
     * @return as many outcomes, in the same order
     * @throws StoreException if some may be written and others not; repeating the call does no harm
     */
    List<Outcome> write(List<Piece> pieces);

    /**
     * Tells how some things stand, each read strongly, from all sides. What consists of several records may be read one after the
     * other while others write: only what two looks see alike stands so.
     *
     * @param subjects what to look at, at most {@value #READ_MAX}
     * @return as many answers, in the same order and of the kinds that belong to the subjects
     */
    List<Seen> look(List<Subject> subjects);

    /**
     * Puts something right, if it still stands as was seen.
     *
     * @param mend what
     * @return whether it was done; false if it stands otherwise by now, or cannot stand so in such a store, and nothing was changed
     */
    boolean mend(Mend mend);

    /**
     * Whether memberships, blocks and sessions are kept twice, once for each side. Where they are not, both sections show the
     * same records.
     *
     * @return whether they are
     */
    boolean keepsBothSides();

    /**
     * Something wrong that only this kind of store can have.
     *
     * @param kind in one word for programs, small letters and hyphens
     * @param where which record, for people
     * @param what a sentence for people
     * @param mend what puts it right without harm, if anything does
     */
    record Flaw(String kind, String where, String what, Optional<Mend> mend) {}

    /**
     * Lets the store examine what is its own affair: the form of its file, records that no section shows. This may take long, and
     * reads all there is.
     *
     * @param atMost the most flaws to tell of; those that cannot be counted apart are one
     * @return what was found, as it stood at some moment during the call
     */
    List<Flaw> flaws(int atMost);
}
