package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.wiring.WrongUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is chosen already, by a resource graph. All empty without one.
 *
 * @param notes what is to be said about it
 */
record Fixed(Choice<Compute> compute, Choice<Balancer> balancer, Choice<Billing> billing, Choice<String> instance,
        Choice<Integer> nodesMin, OptionalInt nodesMax, Optional<Integer> subnets, Optional<Boolean> publicNodes,
        Optional<Boolean> detailedMonitoring, Optional<Integer> alarms, Optional<Integer> metrics,
        Optional<Double> diskGb,
        Optional<Boolean> recovery, Optional<Integer> logDays, Optional<Stack.Provisioned> provisioned,
        Choice<Integer> lambdaMegabytes, List<String> notes) {
    /**
     * A choice that an option makes too.
     *
     * @param value what is chosen, if it is
     * @param source the resource that says so
     */
    record Choice<T>(Optional<T> value, String source) {
        static <T> Choice<T> open() {
            return new Choice<>(Optional.empty(), "");
        }

        static <T> Choice<T> by(String source, T value) {
            return new Choice<>(Optional.of(value), source);
        }

        T chosen(String option, @Nullable T given, T otherwise) {
            if (value.isPresent() && given != null && !given.equals(value.get())) {
                throw new WrongUsage(option + " " + given + " contradicts the graph, where " + source + " says "
                        + value.get() + "; leave one of them out.");
            }
            return value.orElse(given == null ? otherwise : given);
        }
    }

    static Fixed nothing() {
        return new Fixed(Choice.open(), Choice.open(), Choice.open(), Choice.open(), Choice.open(),
                OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Choice.open(),
                List.of());
    }
}
