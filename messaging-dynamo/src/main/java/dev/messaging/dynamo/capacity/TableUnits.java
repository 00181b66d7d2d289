package dev.messaging.dynamo.capacity;

/**
 * Capacity units of one table.
 *
 * @param read read units: one is 4 KB read strongly, or 8 KB from a replica that may be behind; multiples of a half
 * @param write write units: one is 1 KB written; two in a transaction
 */
public record TableUnits(double read, double write) {
    /** Nothing. */
    public static final TableUnits NONE = new TableUnits(0, 0);

    /**
     * So many that are read.
     *
     * @param units read units
     * @return nothing but these
     */
    static TableUnits reading(double units) {
        return new TableUnits(units, 0);
    }

    /**
     * So many that are written.
     *
     * @param units write units
     * @return nothing but these
     */
    static TableUnits writing(double units) {
        return new TableUnits(0, units);
    }

    /**
     * Both together.
     *
     * @param more other units of the same table
     * @return the sum
     */
    public TableUnits plus(TableUnits more) {
        return new TableUnits(read + more.read, write + more.write);
    }

    /**
     * The same several times.
     *
     * @param count how often; need not be whole, for it may be a mean
     * @return the product
     */
    public TableUnits times(double count) {
        return new TableUnits(read * count, write * count);
    }
}
