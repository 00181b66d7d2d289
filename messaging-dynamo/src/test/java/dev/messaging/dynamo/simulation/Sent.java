package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.Draft;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A message that a client sent, or tried to, and what is known of it. Its text is nobody else's. */
final class Sent {
    private final Draft draft;
    private final boolean keyed;
    private final long sinceNanos;
    private final List<Outcome<MessageId>> outcomes = new ArrayList<>();
    private final Map<MessageId, Set<Set<UserId>>> decisions = new LinkedHashMap<>();
    private int attempts;

    Sent(Draft draft, boolean keyed, long sinceNanos) {
        this.draft = draft;
        this.keyed = keyed;
        this.sinceNanos = sinceNanos;
    }

    Draft draft() {
        return draft;
    }

    /** The key that all attempts carry, if they carry one. */
    Optional<IdempotencyKey> key() {
        return keyed ? Optional.of(new IdempotencyKey(draft.text().value())) : Optional.empty();
    }

    /** When the first attempt began. */
    long sinceNanos() {
        return sinceNanos;
    }

    void begin() {
        attempts++;
    }

    void end(Outcome<MessageId> outcome) {
        outcomes.add(outcome);
    }

    /** What the rule decided for one attempt. */
    void decided(MessageId id, List<UserId> recipients) {
        decisions.computeIfAbsent(id, unused -> new HashSet<>()).add(Set.copyOf(recipients));
    }

    Set<Set<UserId>> decisions(MessageId id) {
        return decisions.getOrDefault(id, Set.of());
    }

    /** The id under which it was accepted, if a client was told so. */
    Optional<MessageId> accepted() {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Done<MessageId>(MessageId id)
                        ? java.util.stream.Stream.of(id)
                        : java.util.stream.Stream.empty())
                .findFirst();
    }

    /** Whether all who were told of an acceptance were told the same id. */
    boolean isAcceptedOnce() {
        return outcomes.stream().filter(Outcome.Done.class::isInstance).distinct().count() <= 1;
    }

    /**
     * Whether every attempt was refused, or not done; of several with one key, one refusal is enough, but not that the sender is
     * no more: that is found out anew each time.
     */
    boolean isCertainlyAbsent() {
        if (keyed && outcomes.stream().anyMatch(this::isDecidedRefusal)) {
            return true;
        }
        return outcomes.size() == attempts && outcomes.stream().allMatch(
                outcome -> outcome instanceof Outcome.Refused || outcome instanceof Outcome.NotDone);
    }

    private boolean isDecidedRefusal(Outcome<MessageId> outcome) {
        return outcome instanceof Outcome.Refused<MessageId>(var why)
                && !(why instanceof Refusal.NoSuchUser nobody && nobody.id().equals(draft.sender().value()));
    }

    @Override
    public String toString() {
        return "\"" + draft.text().value() + "\" from " + draft.sender() + " to " + draft.recipient()
                + (keyed ? " with a key " : " ") + outcomes;
    }
}
