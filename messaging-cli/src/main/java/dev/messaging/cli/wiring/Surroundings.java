package dev.messaging.cli.wiring;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a command meets outside itself.
 *
 * @param environment the environment variables
 * @param input standard input
 * @param answers standard output: what was asked for, and nothing else
 * @param notes standard error: everything else that people should read
 * @param terminal whether a person looks on at a terminal, on which a line can be written over
 * @param checkout the source checkout that this program runs from, if it does
 * @param stores the stores of this distribution
 * @param hiddenQuestion asks a person at the terminal without showing what is typed; the answer is empty if there is no terminal,
 *     or if nothing is typed any more
 * @param stopRequest begins to listen for the wish that the process may end, which opens the latch; until then it ends at once
 */
public record Surroundings(Map<String, String> environment, InputStream input, PrintWriter answers, PrintWriter notes,
        boolean terminal,
        Optional<Path> checkout, List<StoreKind> stores, Function<String, Optional<String>> hiddenQuestion,
        Supplier<CountDownLatch> stopRequest) {
    /** Keeps copies. */
    public Surroundings {
        environment = Map.copyOf(environment);
        stores = List.copyOf(stores);
    }
}
