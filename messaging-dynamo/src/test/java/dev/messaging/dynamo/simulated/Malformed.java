package dev.messaging.dynamo.simulated;

/** A request that DynamoDB would not even look at, or that does not fit what it finds. */
@SuppressWarnings("serial") // never serialized
final class Malformed extends RuntimeException {
    private final boolean byTable;

    Malformed(String sentence) {
        this(sentence, false);
    }

    private Malformed(String sentence, boolean byTable) {
        super(sentence);
        this.byTable = byTable;
    }

    /** What does not fit the table or the item, though it reads well. In a transaction, this is told of the one change. */
    static Malformed forTable(String sentence) {
        return new Malformed(sentence, true);
    }

    boolean isByTable() {
        return byTable;
    }
}
