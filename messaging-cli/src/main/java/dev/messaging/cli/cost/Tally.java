package dev.messaging.cli.cost;

import dev.messaging.dynamo.capacity.Cost;
import dev.messaging.dynamo.capacity.Operation;
import dev.messaging.dynamo.capacity.TableUnits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Adds up operations, those of one name together. */
final class Tally {
    /** Beyond that a Poisson distribution is as good as its mean. */
    private static final double CHANCE_MAX = 200;
    private static final double NEARLY_ALL = 1 - 1e-9;

    private final Map<String, OperationLine> lines = new LinkedHashMap<>();

    void add(String name, double count, Operation operation) {
        if (count > 0) {
            Cost cost = operation.cost();
            var unused = lines.merge(name, new OperationLine(name, count, count * cost.trips(),
                    cost.directory().times(count), cost.messages().times(count)), OperationLine::plus);
        }
    }

    /** Adds what asks nothing of DynamoDB. */
    void addWithoutTrips(String name, double count) {
        if (count > 0) {
            var unused = lines.merge(name, new OperationLine(name, count, 0, TableUnits.NONE, TableUnits.NONE),
                    OperationLine::plus);
        }
    }

    /**
     * Adds operations each of which finds a number by chance (Poisson's, as of events that do not know of each other): what a read
     * costs goes by whole steps, so that the cost of the mean is not the mean of the costs.
     */
    void addByChance(String name, double count, double mean, LongFunction<Operation> operation) {
        if (mean > CHANCE_MAX) {
            add(name, count, operation.apply(Math.round(mean)));
            return;
        }
        double chance = Math.exp(-mean);
        double until = 0;
        for (long found = 0; until < NEARLY_ALL; found++) {
            double rest = 1 - until;
            until += chance;
            add(name, count * (until < NEARLY_ALL ? chance : rest), operation.apply(found));
            chance *= mean / (found + 1);
        }
    }

    List<OperationLine> lines() {
        return List.copyOf(lines.values());
    }
}
