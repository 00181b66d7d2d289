package dev.messaging.cli.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How far an export is.
 *
 * @param step what is being exported
 * @param place the place in the store's section behind which to go on; none for the beginning
 * @param inbox the inbox in the middle of which it is, if it is in one: that of the user behind the place
 * @param counts what has been exported
 * @param damaged how many records could not be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Checkpoint(Step step, @Nullable String place, @Nullable OpenInbox inbox, Counts counts, long damaged) {
    static Checkpoint beginning(Line.Contents contents) {
        return new Checkpoint(contents.inboxesOnly() ? Step.INBOXES : Step.REQUESTS, null, null, Counts.NONE, 0);
    }

    /**
     * What an export consists of, in this order: what rests on something comes behind it. Requests come first: what they tell of is
     * stored by then, so it is in what is read after them. Who was erased comes last, for it may have happened meanwhile.
     */
    enum Step {
        REQUESTS, USERS, GROUPS, MEMBERS, BLOCKS, INBOXES, ERASED, DONE;

        Step next() {
            return switch (this) {
                case REQUESTS -> USERS;
                case USERS -> GROUPS;
                case GROUPS -> MEMBERS;
                case MEMBERS -> BLOCKS;
                case BLOCKS -> INBOXES;
                case INBOXES -> ERASED;
                case ERASED, DONE -> DONE;
            };
        }
    }

    /**
     * An inbox of which some entries have been exported.
     *
     * @param user whose
     * @param sequence the number of the last one
     * @param at its time
     * @param looked the last number that was looked at
     * @param toSequence the number of the one to end with
     * @param toAt its time
     */
    record OpenInbox(String user, long sequence, long at, long looked, long toSequence, long toAt) {
        static OpenInbox of(UserId owner, Position last, long looked, Position to) {
            return new OpenInbox(owner.value(), last.sequence(), last.atMillis(), looked, to.sequence(), to.atMillis());
        }

        Position last() {
            return sequence == 0 ? Position.START : new Position(sequence, at);
        }

        Position to() {
            return new Position(toSequence, toAt);
        }
    }
}
