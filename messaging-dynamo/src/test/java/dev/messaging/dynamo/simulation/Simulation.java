package dev.messaging.dynamo.simulation;

import dev.messaging.dynamo.simulated.Expressions;
import java.util.List;
import java.util.function.LongFunction;

/** Runs worlds, each from its seed alone. As a function, it tells what a seed breaks of the promises. */
public final class Simulation implements LongFunction<List<String>> {
    private final Expressions expressions = new Expressions();

    /** Makes one. */
    public Simulation() {}

    /**
     * What came of one seed.
     *
     * @param seed the seed
     * @param violations what of the promises was broken; empty if all is well
     * @param hash the same whenever the same has happened
     * @param steps how much happened
     * @param messages how many messages clients sent, or tried to
     * @param lines what happened, in words, if words were wanted
     */
    public record Report(long seed, List<String> violations, long hash, int steps, int messages, List<String> lines) {}

    @Override
    public List<String> apply(long seed) {
        return run(seed, false).violations();
    }

    /** Runs one world to its end. */
    public Report run(long seed, boolean inWords) {
        World world = new World(seed, expressions, inWords);
        world.run();
        if (world.ledger().violations().isEmpty()) {
            Verdict.on(world);
        }
        return new Report(seed, List.copyOf(world.ledger().violations()), world.trace().hash(),
                world.scheduler().steps(), world.ledger().sent().size(), world.trace().lines());
    }
}
