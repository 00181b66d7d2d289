package dev.messaging.dynamo.simulated;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What requests cost, by AWS's rules. */
final class Units {
    private static final int READ_BYTES = 4 * 1024;
    private static final int WRITTEN_BYTES = 1024;

    private Units() {}

    static double read(int bytes, boolean strongly) {
        return Math.max(1, Math.ceilDiv(bytes, READ_BYTES)) * (strongly ? 1 : 0.5);
    }

    static double written(int bytes) {
        return Math.max(1, Math.ceilDiv(bytes, WRITTEN_BYTES));
    }

    /** Null if nobody asked, as the SDK has it. */
    static @Nullable ConsumedCapacity told(@Nullable ReturnConsumedCapacity wish, String table, double units) {
        return wish == null || wish == ReturnConsumedCapacity.NONE
                ? null
                : ConsumedCapacity.builder().tableName(table).capacityUnits(units).build();
    }
}
