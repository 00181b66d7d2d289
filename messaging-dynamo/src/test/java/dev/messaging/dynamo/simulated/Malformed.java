package dev.messaging.dynamo.simulated;

/** A request that DynamoDB would not even look at. */
@SuppressWarnings("serial") // never serialized
final class Malformed extends RuntimeException {
    Malformed(String sentence) {
        super(sentence);
    }
}
