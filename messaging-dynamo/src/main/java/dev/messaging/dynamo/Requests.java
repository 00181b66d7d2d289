package dev.messaging.dynamo;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import dev.messaging.dynamo.RequestRecord.Nowhere;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How requests that carry a key were decided. There is no "in progress": the write that decides about a request contains what is
 * remembered of it, on the condition that nothing is remembered yet. So every other request with the key, at whatever moment and
 * on whatever node, finds either nothing or the decision, and follows that.
 */
final class Requests {
    private final DirectoryTable table;
    private final Change change;

    Requests(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    /** What is remembered of the key's request, read strongly. */
    Optional<RequestRecord> get(Patience patience, RequestKey key) {
        return standing(table.get(patience, Key.request(key)), key);
    }

    /** What is remembered of the key's request, if this stands there: what has expired is not. */
    static Optional<RequestRecord> standing(Optional<Item> item, RequestKey key) {
        return item.filter(there -> there.number(Attributes.UNTIL) > key.usedAt().toEpochMilli())
                .map(RequestRecord::of);
    }

    /**
     * Decides, if nobody has.
     *
     * @return how it is decided already, which may be just so: by an earlier attempt whose answer was lost; empty if this has
     *     decided
     */
    Optional<RequestRecord> decide(Patience patience, RequestKey key, RequestRecord record) {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.request(key).attributes());
        attributes.putAll(record.attributes(key.expiresAt()));
        return table.putIf(patience, attributes, isUndecided(key)).map(RequestRecord::of);
    }

    /** Decides, and puts something else besides, or neither. */
    Optional<RequestRecord> decide(Patience patience, RequestKey key, RequestRecord record, Key besides,
            Map<String, AttributeValue> attributes) {
        Conditions conditions = table.change(patience,
                List.of(deciding(key, record), change.put(besides, attributes)));
        return conditions.failed(0)
                ? Optional.of(RequestRecord.of(conditions.old(0).orElseThrow(
                        () -> new IllegalStateException("DynamoDB does not show what stands in the way"))))
                : Optional.empty();
    }

    /** The same, as a part of a transaction. */
    TransactWriteItem deciding(RequestKey key, RequestRecord record) {
        return change.putIf(Key.request(key), record.attributes(key.expiresAt()), isUndecided(key));
    }

    private static Requirement isUndecided(RequestKey key) {
        return Requirement.isNotThere().or(Requirement.isAtMost(Attributes.UNTIL, Item.of(key.usedAt())));
    }

    /**
     * An attempt to decide.
     *
     * @param done what it has done, if it has decided
     * @param first how it was decided already, otherwise
     */
    record Attempt(Done done, Optional<RequestRecord> first) {}

    /**
     * Does what a request asks for, or what its key's request was decided to be.
     *
     * @param attempt decides and does it; what a rule refuses here is decided by that
     * @param follow what to do if it is decided already
     */
    Done once(Patience patience, RequestKey key, Supplier<Attempt> attempt, Function<RequestRecord, Done> follow) {
        RequestRecord first;
        try {
            Attempt attempted = attempt.get();
            if (attempted.first().isEmpty()) {
                return attempted.done();
            }
            first = attempted.first().get();
        } catch (Refusal refusal) {
            Decision decision = Decision.of(refusal).orElseThrow(() -> refusal);
            first = decide(patience, key, RequestRecord.of(key, decision, new Nowhere())).orElseThrow(() -> refusal);
        }
        return follow.apply(first);
    }
}
