package dev.messaging.dynamo;

import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Appends one message to one inbox, exactly once, whoever else appends there, and whoever else appends this same message.
 *
 * <p>It begins at a start: a place of that inbox known before the message was accepted, so the message stands nowhere up
 * to it. From there on it goes number by number: it puts the message behind the last entry that it knows, and reads every
 * entry that it passes, looking for its own message, which an earlier attempt or another node may have put there. It
 * never looks up the tail anew, for that would leap over its own message. The numbers do all the work; no clock is part
 * of the argument. Where it meets the entry that closes the inbox of somebody who was erased, it is done.
 */
final class Append {
    /**
     * How often a put that finds its number taken is followed by a put at the next one, before this looks where the inbox
     * ends and pauses. A failed put reads the entry that it meets, so who walks on like this keeps pace with a node that
     * has a queue for the same inbox and would otherwise always be there first.
     */
    private static final int STEPS = 4;

    private final InboxTable inboxes;
    private final Tails tails;
    private final Surroundings surroundings;

    Append(InboxTable inboxes, Tails tails, Surroundings surroundings) {
        this.inboxes = inboxes;
        this.tails = tails;
        this.surroundings = surroundings;
    }

    /**
     * Appends; those of this process who append to the same inbox wait for one another.
     *
     * @param start tells where this message begins in this inbox, the same for all attempts; asked when it is one's turn
     * @return where the message stands, or the entry that closes the inbox
     * @throws StoreException if time ran out: not done only if the message is not there, and no request that might still
     *     arrive can bring it there
     */
    Position append(Patience patience, UserId owner, Message message, Supplier<Position> start) {
        return inTurn(patience, owner, () -> appendInTurn(patience, owner, message, start.get()));
    }

    /** Does something while nobody else in this process appends to the inbox. */
    <T> T inTurn(Patience patience, UserId owner, Supplier<T> task) {
        return surroundings.inTurn(owner.value(), patience.left(), task);
    }

    /** Appends as {@link #append}; for who has the turn. */
    Position appendInTurn(Patience patience, UserId owner, Message message, Position start) {
        Position passed = start;
        for (int collisions = 1;; collisions++) {
            Position place = passed.next(surroundings.nowMillis());
            // If no answer comes, this asks again at the same number, and only at that: what was sent may still land there.
            Optional<Mark> taken = inboxes.putIfFree(patience, owner, place, message);
            if (taken.isEmpty()) {
                if (!message.id().equals(Closing.ID)) { // Nobody begins behind it.
                    tails.remember(patience, owner, place);
                }
                return place;
            }
            Mark last = collisions % STEPS == 1 ? lastOrOwn(patience, owner, message, taken.get()) : taken.get();
            if (isEnd(last, message)) {
                // Put there by an earlier attempt: the inbox may have grown, and been trimmed, since.
                tails.saw(owner, last.position());
                return last.position();
            }
            passed = last.position();
            // One more put is always worth it: what was passed need not be passed again by the next attempt.
            boolean inTime = collisions == 1
                    || (collisions % STEPS == 0 ? patience.pause(STEPS) : !patience.left().isZero());
            if (!inTime) {
                throw StoreException.notDone("Too many messages are on their way to " + owner + " at the moment.");
            }
        }
    }

    private static boolean isEnd(Mark mark, Message message) {
        return mark.message().equals(message.id()) || mark.closes();
    }

    /** Reads all entries from one on, which is somebody else's, up to the message's own, or the closing one, or the last. */
    private Mark lastOrOwn(Patience patience, UserId owner, Message message, Mark from) {
        Mark last = from;
        while (!isEnd(last, message)) {
            List<Mark> next = inboxes.next(patience, owner, last.position());
            if (next.isEmpty()) {
                return last;
            }
            last = next.stream().filter(mark -> isEnd(mark, message)).findFirst().orElse(next.getLast());
        }
        return last;
    }
}
