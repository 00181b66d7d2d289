package dev.messaging.cli.cost;

import dev.messaging.dynamo.capacity.TableUnits;

/**
 * What one operation comes to in a month.
 *
 * @param operation its name
 * @param count how often it is done
 * @param trips requests to DynamoDB one after another, for all of them
 * @param directory units of the directory table
 * @param messages units of the messages table
 */
record OperationLine(String operation, double count, double trips, TableUnits directory, TableUnits messages) {
    OperationLine plus(OperationLine more) {
        return new OperationLine(operation, count + more.count, trips + more.trips, directory.plus(more.directory),
                messages.plus(more.messages));
    }

    double read() {
        return directory.read() + messages.read();
    }

    double written() {
        return directory.write() + messages.write();
    }
}
