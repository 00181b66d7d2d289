package dev.messaging.dynamo.capacity;

/**
 * What something costs on DynamoDB.
 *
 * @param trips requests one after another; those that go out together count as one
 * @param directory units of the directory table
 * @param messages units of the messages table
 */
public record Cost(int trips, TableUnits directory, TableUnits messages) {
    /** What is known already, or not asked for. */
    public static final Cost NOTHING = new Cost(0, TableUnits.NONE, TableUnits.NONE);

    static Cost readDirectory(double units) {
        return new Cost(1, TableUnits.reading(units), TableUnits.NONE);
    }

    static Cost writeDirectory(double units) {
        return new Cost(1, TableUnits.writing(units), TableUnits.NONE);
    }

    static Cost readMessages(double units) {
        return new Cost(1, TableUnits.NONE, TableUnits.reading(units));
    }

    static Cost writeMessages(double units) {
        return new Cost(1, TableUnits.NONE, TableUnits.writing(units));
    }

    /**
     * Read units of both tables.
     *
     * @return their sum
     */
    public double read() {
        return directory.read() + messages.read();
    }

    /**
     * Write units of both tables.
     *
     * @return their sum
     */
    public double write() {
        return directory.write() + messages.write();
    }

    /** One after the other. */
    Cost then(Cost next) {
        return new Cost(trips + next.trips, directory.plus(next.directory), messages.plus(next.messages));
    }

    /** Both at once. */
    Cost beside(Cost other) {
        return new Cost(Math.max(trips, other.trips), directory.plus(other.directory), messages.plus(other.messages));
    }

    /** The same request for several items at once. */
    Cost each(int count) {
        return count == 0 ? NOTHING : new Cost(trips, directory.times(count), messages.times(count));
    }

    /** The same request again and again. */
    Cost repeated(int count) {
        return new Cost(trips * count, directory.times(count), messages.times(count));
    }
}
