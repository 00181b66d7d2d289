package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Choices.Credentials;
import dev.messaging.dynamo.capacity.TableUnits;
import java.util.List;
import java.util.function.Predicate;

/** What {@code messaging cost} reckons of a month on one node, to be held against what other tests meter. */
public final class ReckonedMonth {
    private final List<OperationLine> lines;

    private ReckonedMonth(List<OperationLine> lines) {
        this.lines = lines;
    }

    /** Of both tables. */
    public record Units(TableUnits directory, TableUnits messages) {
        /** Both together. */
        public Units plus(Units more) {
            return new Units(directory.plus(more.directory), messages.plus(more.messages));
        }

        /** The same several times. */
        public Units times(double count) {
            return new Units(directory.times(count), messages.times(count));
        }
    }

    /**
     * Reckons a month.
     *
     * @param way as {@code --way} says it
     * @param protectedShare how many accounts have a password, and act by sessions unless the way knows none
     * @param stored how many messages an inbox holds
     */
    public static ReckonedMonth of(double users, String way, double checksAMinute, double messagesADay,
            double groupShare, int groupSize, int textBytes, double protectedShare, double keyShare, double stored) {
        Way known = List.of(Way.values()).stream().filter(one -> one.toString().equals(way)).findFirst().orElseThrow();
        Credentials credentials = known == Way.SECOND_DIALECT ? Credentials.PASSWORD : Credentials.SESSION;
        Workload forever = new Workload(checksAMinute, 1, groupSize, messagesADay, groupShare, textBytes, known,
                protectedShare, credentials, keyShare, Integer.MAX_VALUE, 1);
        Workload workload = new Workload(checksAMinute, 1, groupSize, messagesADay, groupShare, textBytes, known,
                protectedShare, credentials, keyShare, stored / forever.receivedADay(), Integer.MAX_VALUE);
        return new ReckonedMonth(MonthOfOperations.of(workload,
                Examples.stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1), users, 1));
    }

    /** All it takes to check once, on average. */
    public Units check() {
        double checks = count("check"::equals) + count("check (search by time)"::equals);
        return sum(MonthOfOperations.OF_CHECKS::contains).times(1 / checks);
    }

    /** All it takes to send once, on average; to users, or to groups. */
    public Units send(boolean toGroup) {
        String name = toGroup ? "send to a group" : "send to a user";
        double all = count(line -> line.startsWith("send to "));
        return sum(line -> line.startsWith(name)).times(1 / count(line -> line.startsWith(name)))
                .plus(sum("verify senders"::equals).times(1 / all));
    }

    private double count(Predicate<String> which) {
        return lines.stream().filter(line -> which.test(line.operation())).mapToDouble(OperationLine::count).sum();
    }

    private Units sum(Predicate<String> which) {
        return lines.stream().filter(line -> which.test(line.operation()))
                .map(line -> new Units(line.directory(), line.messages()))
                .reduce(new Units(TableUnits.NONE, TableUnits.NONE), Units::plus);
    }
}
