package dev.messaging.dynamo.simulated;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as it stood for a while.
 *
 * @param item the item
 * @param sinceNanos from when on
 * @param untilNanos until when; {@link Long#MAX_VALUE} if it still stands so
 */
public record Past(Map<String, AttributeValue> item, long sinceNanos, long untilNanos) {}
