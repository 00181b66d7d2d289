package dev.messaging.dynamo.capacity;

/**
 * DynamoDB's rules for what a request consumes, by the bytes of the items (see {@link ItemBytes}). From AWS's developer guide,
 * "DynamoDB read and write operations". Bytes need not be whole, for they may be means.
 */
final class Units {
    /** A read that finds nothing costs as much as one of this. */
    static final double READ_BYTES = 4_096;
    static final double WRITE_BYTES = 1_024;
    /** A query answers with no more at once; who wants the rest asks again. */
    static final double QUERY_BYTES_MAX = 1_048_576;

    private Units() {}

    /** Of a get, or of a query whose items are added up and then rounded up, that sees all that was acknowledged. */
    static double strong(double bytes) {
        return Math.max(1, Math.ceil(bytes / READ_BYTES));
    }

    /** The same from a replica that may be behind. */
    static double eventual(double bytes) {
        return strong(bytes) / 2;
    }

    /** Of a put, or a delete: by the larger of what was there and what is there then. */
    static double write(double bytes) {
        return Math.max(1, Math.ceil(bytes / WRITE_BYTES));
    }

    /** Of each item of a transaction. */
    static double inTransaction(double bytes) {
        return 2 * write(bytes);
    }

    /** How many requests a query takes. */
    static int requests(double bytes) {
        return (int) Math.max(1, Math.ceil(bytes / QUERY_BYTES_MAX));
    }
}
