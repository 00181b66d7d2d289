package dev.messaging.dynamo.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.dynamo.simulation.Simulation.Report;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises I1 to I7 hold, whatever happens. Each seed is a world of its own: so many nodes, so bad a network, clocks that
 * are off by so much, clients that do this and that.
 *
 * <p>{@code -Dsimulation.seeds=N -Dsimulation.from=K} runs other seeds, any number of them; with one seed, what happened is
 * told in words if it goes wrong:
 *
 * <pre>mvn -pl messaging-dynamo -am verify -DskipITs -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dsimulation.from=1842 -Dsimulation.seeds=1</pre>
 */
class SimulationTest {
    private static final long FROM = Long.getLong("simulation.from", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 3_000);
    private static final int FAILURES_SHOWN = 3;
    private static final int LINES_SHOWN = 150;

    @Test
    @Timeout(24 * 60 * 60)
    void thePromisesHoldWhateverHappens() throws InterruptedException {
        AtomicLong next = new AtomicLong(FROM);
        LongAdder steps = new LongAdder();
        LongAdder messages = new LongAdder();
        List<Report> bad = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        List<Thread> workers = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(worker -> Thread.ofPlatform().start(() -> {
                    Simulation simulation = new Simulation();
                    for (long seed = next.getAndIncrement(); seed < FROM + SEEDS
                            && bad.size() < FAILURES_SHOWN; seed = next.getAndIncrement()) {
                        Report report = simulation.run(seed, false);
                        steps.add(report.steps());
                        messages.add(report.messages());
                        if (!report.violations().isEmpty()) {
                            bad.add(report);
                        }
                    }
                })).toList();
        for (Thread worker : workers) {
            worker.join();
        }
        assertTrue(bad.isEmpty(), () -> told(bad));
        assertTrue(messages.sum() > SEEDS, () -> "only " + messages + " messages in " + SEEDS + " worlds");
        System.out.println(
                SEEDS + " seeds from " + FROM + ": " + messages + " messages, " + steps + " steps, 0 violations");
    }

    private static String told(List<Report> bad) {
        StringBuilder text = new StringBuilder();
        for (Report report : bad) {
            Report again = new Simulation().run(report.seed(), true);
            List<String> lines = again.lines();
            text.append("\nSeed ").append(report.seed()).append(" breaks promises; to replay it: -Dsimulation.from=")
                    .append(report.seed()).append(" -Dsimulation.seeds=1\n")
                    .append(String.join("\n", report.violations()))
                    .append(again.hash() == report.hash() ? "\n" : "\nIt did NOT replay exactly.\n")
                    .append(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())));
        }
        return text.toString();
    }

    /** A node that stood still for days in the middle of a send took what it had learned before for news. */
    @Test
    void worldsThatOnceBrokePromisesKeepThem() {
        for (long seed : new long[]{10_565, 13_417, 14_684, 25_134, 51_974}) {
            assertEquals(List.of(), new Simulation().run(seed, false).violations(), "seed " + seed);
        }
    }

    @Test
    void aSeedIsTheSameRunEachTime() {
        for (long seed = 0; seed < 20; seed++) {
            Report once = new Simulation().run(seed, false);
            Report again = new Simulation().run(seed, true);
            assertEquals(once.hash(), again.hash(), "seed " + seed);
            assertEquals(once.steps(), again.steps(), "seed " + seed);
            assertNotEquals(List.of(), again.lines());
        }
    }
}
