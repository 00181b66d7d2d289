package dev.messaging.dynamo.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation finds mistakes: each rule of the protocol that is left out is missed within so many seeds. */
class MutationTest {
    /** The seeds that {@link SimulationTest} runs on the code as it is. */
    private static final int SEEDS_MAX = 3_000;
    private static final int SEEDS_AS_IT_IS = 200;

    static List<Mutation> mutations() {
        return Mutations.all();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void isCaught(Mutation mutation, @TempDir Path folder) throws Exception {
        LongFunction<List<String>> simulation = mutation.simulation(folder);
        for (long seed = 0; seed < SEEDS_MAX; seed++) {
            List<String> violations = simulation.apply(seed);
            if (!violations.isEmpty()) {
                System.out.println(mutation + ": caught by seed " + seed + ": " + violations.getFirst());
                return;
            }
        }
        fail(mutation + " was not caught by " + SEEDS_MAX + " seeds");
    }

    /** So that what catches a mutation is not how it is loaded. */
    @Test
    void theCodeAsItIsPassesWhenLoadedLikeThis() throws Exception {
        LongFunction<List<String>> simulation = Mutation.unmutated();
        for (long seed = 0; seed < SEEDS_AS_IT_IS; seed++) {
            assertEquals(List.of(), simulation.apply(seed), "seed " + seed);
        }
    }
}
