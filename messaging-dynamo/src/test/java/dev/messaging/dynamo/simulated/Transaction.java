package dev.messaging.dynamo.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Several changes, of different items, all of which are done, or none. */
final class Transaction {
    private final List<Optional<PreparedWrite>> writes;

    private Transaction(List<Optional<PreparedWrite>> writes) {
        this.writes = writes;
    }

    /** What cannot be read is refused as a whole; what does not fit its table becomes the reason why all are cancelled. */
    static Transaction of(List<TransactWriteItem> changes, Function<String, Table> tables, Expressions expressions) {
        List<Optional<PreparedWrite>> writes = new ArrayList<>();
        for (TransactWriteItem change : changes) {
            Write write = Write.of(change);
            try {
                writes.add(Optional.of(new PreparedWrite(write, tables.apply(write.table()), expressions)));
            } catch (Malformed malformed) {
                if (!malformed.isByTable()) {
                    throw malformed;
                }
                writes.add(Optional.empty());
            }
        }
        if (hasDuplicates(writes.stream().flatMap(Optional::stream).toList())) {
            throw new Malformed("Transaction request cannot include multiple operations on one item");
        }
        return new Transaction(writes);
    }

    static boolean hasDuplicates(List<PreparedWrite> writes) {
        return writes.stream().map(write -> List.of(write.table().definition().tableName(), write.place())).distinct()
                .count() < writes.size();
    }

    /** Gives what it would cost if its changes were made one by one. */
    double apply() {
        List<CancellationReason> reasons = new ArrayList<>();
        List<Map<String, AttributeValue>> after = new ArrayList<>();
        writes.forEach(write -> reasons.add(reason(write, after)));
        if (after.size() < writes.size()) {
            throw Failures.cancelled(reasons);
        }
        double units = 0;
        for (int i = 0; i < writes.size(); i++) {
            PreparedWrite write = writes.get(i).orElseThrow();
            write.put(after.get(i));
            units += write.units(after.get(i));
        }
        return units;
    }

    private static CancellationReason reason(Optional<PreparedWrite> write, List<Map<String, AttributeValue>> after) {
        CancellationReason.Builder reason = CancellationReason.builder().code("ValidationError");
        if (write.isEmpty()) {
            return reason.build();
        }
        if (!write.get().conditionHolds()) {
            reason.code("ConditionalCheckFailed").message("The conditional request failed");
            return (write.get().told().isEmpty() ? reason : reason.item(write.get().told())).build();
        }
        try {
            after.add(write.get().after());
            return reason.code("None").build();
        } catch (Malformed malformed) {
            if (!malformed.isByTable()) {
                throw malformed;
            }
            return reason.message(malformed.getMessage()).build();
        }
    }
}
