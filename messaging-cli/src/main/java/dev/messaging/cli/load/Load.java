package dev.messaging.cli.load;

import java.net.URI;
import java.time.Duration;

/** A run of a workload against a server. */
public final class Load implements AutoCloseable {
    private final URI server;
    private final Workload workload;
    private final Rules rules;
    private final Display display;
    private final Wire wire;
    private final Calls calls;

    /**
     * How a run goes about it.
     *
     * @param warmUp how long nothing is counted
     * @param time how long it is counted from then on
     * @param patience how long an answer is waited for
     * @param unansweredMax how many requests may be without an answer; one more is counted as not sent
     * @param seed repeats who writes to whom, and when
     */
    public record Rules(Duration warmUp, Duration time, Duration patience, int unansweredMax, long seed) {}

    /**
     * A run yet to be made.
     *
     * @param server where the server is
     * @param workload what users do
     * @param rules how the run goes about it
     * @param display shows how far it is
     */
    public Load(URI server, Workload workload, Rules rules, Display display) {
        this.server = server;
        this.workload = workload;
        this.rules = rules;
        this.display = display;
        this.wire = new Wire(server, rules.patience());
        this.calls = new Calls(wire, workload);
    }

    /**
     * Creates the users and lets them do what they do.
     *
     * @return what they met
     * @throws LoadFailed if the users could not be created
     */
    public LoadReport run() {
        return report(workload, measured(workload, created(), "running"));
    }

    /**
     * Creates the users, and looks for the highest rate of operations that the server holds.
     *
     * @param search when a rate counts as held, and how long each is tried
     * @return what it held, beside what a bare route of the same server holds in the same run
     * @throws LoadFailed if the users could not be created
     */
    public CapacityReport capacity(CapacitySearch search) {
        Population population = created();
        // The bare route last: it should not be what both programs warm up on.
        CapacitySearch.Held held = search.highest(rate -> measured(workload.at(rate), population,
                "workload at " + Math.round(rate) + " a second"));
        CapacitySearch.Held bare = search.highest(rate -> measured(workload.bare().at(rate), population,
                "bare route at " + Math.round(rate) + " a second"));
        return CapacityReport.of(server.toString(), workload, search, bare, held);
    }

    private LoadReport report(Workload of, Measured measured) {
        return LoadReport.of(server.toString(), of, measured);
    }

    private Population created() {
        try (Display.Stage stage = display.begin("creating accounts", workload.accounts())) {
            Population created = Population.create(calls, workload, stage::advance);
            stage.done();
            return created;
        }
    }

    private Measured measured(Workload of, Population population, String what) {
        Duration whole = rules.warmUp().plus(rules.time());
        try (Display.Stage stage = display.begin(what, whole.toSeconds())) {
            Measured measured = new Arrivals(of, population, new Calls(wire, of), rules.seed(), rules.unansweredMax())
                    .run(rules.warmUp(), rules.time(), soFar -> {
                        stage.say(words(soFar));
                        stage.advance(1);
                    });
            stage.say(words(measured));
            stage.done();
            return measured;
        }
    }

    private static String words(Measured measured) {
        return "%,d done, p99 %.1f ms".formatted(measured.of(Outcome.DONE), measured.millisAt(99));
    }

    @Override
    public void close() {
        wire.close();
    }
}
