package dev.messaging.cli.smoke;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tour that the README makes, in both dialects, with users and groups made up for it, which stay behind: block,
 * group, refusals, protected accounts, health. It finds out itself whether the server demands credentials.
 */
public final class Tour {
    private final URI server;
    private final Duration requestMax;
    private final Duration patience;
    private final Consumer<String> log;

    /**
     * A tour of a server.
     *
     * @param server where it is: scheme, host and port
     * @param requestMax how long one request may take
     * @param patience how long to wait for a message that another node has taken
     * @param log takes a line for each step
     */
    public Tour(URI server, Duration requestMax, Duration patience, Consumer<String> log) {
        this.server = server;
        this.requestMax = requestMax;
        this.patience = patience;
        this.log = log;
    }

    /** How it went. */
    public enum Outcome {
        /** Every answer was the expected one. */
        AS_EXPECTED,
        /** The server answered otherwise. */
        OTHERWISE,
        /** The server was not reached, gave no answer in time, or said that it was in trouble: 503 or 504. */
        IN_TROUBLE
    }

    private record Part(String name, Stage stage) {}

    /** Some steps that build on each other. */
    @FunctionalInterface
    interface Stage {
        void play(Steps steps) throws InterruptedException;
    }

    /**
     * Makes the tour. What goes wrong ends the part that it is in; the parts after it are made all the same, except when
     * the server cannot be reached.
     *
     * @return the worst that happened
     * @throws InterruptedException if this thread is told to stop
     */
    public Outcome make() throws InterruptedException {
        try (Wire wire = new Wire(server, requestMax)) {
            Outcome worst = Outcome.AS_EXPECTED;
            for (Part part : parts(wire)) {
                Outcome outcome = play(part);
                worst = outcome.compareTo(worst) > 0 ? outcome : worst;
                if (outcome == Outcome.IN_TROUBLE) {
                    break;
                }
            }
            return worst;
        }
    }

    private List<Part> parts(Wire wire) {
        Cast cast = new Cast(wire);
        return List.of(new Part("health", steps -> Health.look(wire, steps)),
                new Part("first dialect", steps -> new FirstDialect(wire, cast, patience).play(steps)),
                new Part("protected account", steps -> new ProtectedAccount(wire, cast).play(steps)),
                new Part("second dialect", steps -> new SecondDialect(wire, cast, patience).play(steps)));
    }

    private Outcome play(Part part) throws InterruptedException {
        Steps steps = new Steps(part.name(), log);
        try {
            part.stage().play(steps);
            return Outcome.AS_EXPECTED;
        } catch (Difference difference) {
            steps.failed(difference.getMessage());
            return difference.trouble() ? Outcome.IN_TROUBLE : Outcome.OTHERWISE;
        }
    }
}
