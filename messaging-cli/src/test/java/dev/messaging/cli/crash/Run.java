package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Reader.Way;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** One run: faults and traffic for a while, then calm, then what everybody has seen is compared. */
public final class Run {
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration SETTLING_LEEWAY = Duration.ofSeconds(30);
    /** Another version may not know the setting, and take a minute or two over what is left. */
    private static final Duration SETTLING_OF_ANOTHER_VERSION = Duration.ofSeconds(150);
    /** For all readers together: most need one poll, of milliseconds. */
    private static final Duration FINISHING = Duration.ofMinutes(3);
    private static final int FULL_READERS = 4;
    private static final List<Way> OLD_WAYS = List.of(Way.CURSOR, Way.TIMESTAMP, Way.SECOND_CURSOR);
    /** Another version may not have learned the last two. */
    private static final List<Way> WAYS = List.of(Way.CURSOR, Way.TIMESTAMP, Way.SECOND_CURSOR, Way.EVENTS,
            Way.WAITING);

    private final Settings settings;
    private final PrintStream progress;
    private final Journal journal = new Journal();
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Task> talk = new ArrayList<>();

    private Run(Settings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param progress for people who wait
     * @return what came of it
     * @throws IllegalStateException if there could be no such run
     */
    public static Report of(Settings settings, PrintStream progress) throws InterruptedException {
        Run run = new Run(settings, progress);
        try (Cluster cluster = Cluster.start(settings); Wire wire = new Wire()) {
            return run.on(cluster, wire);
        }
    }

    private Report on(Cluster cluster, Wire wire) throws InterruptedException {
        World world = World.create(wire, cluster.nodes());
        List<KeyTrial> trials = KeyTrial.all(wire, cluster.nodes());
        KeyTrial.violations(trials, settings.withAnotherVersion()).forEach(journal::add);
        boolean withKeys = trials.stream().allMatch(KeyTrial::isKept);
        List<Toggle> toggles = Changes.of(world);
        for (int i = 0; i < World.TALKERS; i++) {
            talk.add(new Sender(i, world, cluster, wire, journal, stopwatch, random("sender " + i), withKeys));
        }
        talk.add(new Changes(cluster, wire, journal, stopwatch, random("changes"), toggles.stream()
                .filter(toggle -> world.talkers().stream().noneMatch(talker -> isMembership(toggle, talker)))
                .toList()));
        createReaders(world, cluster, wire);
        disturb(cluster);
        Map<Tie, List<Spell>> memberships = new HashMap<>();
        Map<Tie, List<Spell>> blocks = new HashMap<>();
        toggles.forEach(toggle -> (toggle.tie().owner().startsWith("group-") ? memberships : blocks)
                .put(toggle.tie(), toggle.spells()));
        world.blocks().forEach(block -> blocks.put(block, List.of(Spell.from(0))));
        Observations noted = new Observations(journal.sends(), Map.of(), List.of(), new Ties(memberships),
                new Ties(blocks), world.mutes(), List.of());
        cluster.nodes().forEach(journal::watch);
        Duration settled = settle(noted, world, cluster, wire);
        Stopwatch finishing = new Stopwatch();
        for (Reader reader : readers) {
            reader.finish(finishing, FINISHING);
        }
        Map<String, List<Seen>> inboxes = new HashMap<>();
        Stopwatch looking = new Stopwatch();
        for (Person person : world.people()) {
            Reader whole = lastLook(person, cluster, wire);
            whole.finish(looking, FINISHING);
            inboxes.put(person.id(), whole.seen());
        }
        cluster.nodes().forEach(journal::watch);
        Observations all = new Observations(noted.sends(), inboxes,
                readers.stream().flatMap(reader -> reader.readings().stream()).toList(), noted.memberships(),
                noted.blocks(), noted.mutes(), journal.noticed());
        return new Report(settings, withKeys, journal, all, settled, Checker.check(all));
    }

    /** Who talks stays in the groups: a send is never refused for having left. */
    private static boolean isMembership(Toggle toggle, Person person) {
        return toggle.tie().owner().startsWith("group-") && toggle.tie().other().equals(person.id());
    }

    private void createReaders(World world, Cluster cluster, Wire wire) {
        List<Way> all = settings.withAnotherVersion() ? OLD_WAYS : WAYS;
        for (int i = 0; i < world.people().size(); i++) {
            Set<Way> ways = new HashSet<>();
            ways.add(all.get(i % all.size()));
            if (i < World.TALKERS) {
                ways.add(all.get((i + 1) % all.size()));
            }
            if (i < FULL_READERS) {
                ways.add(i % 2 == 0 ? Way.BEGINNING : Way.SECOND_BEGINNING);
            }
            for (Way way : ways) {
                readers.add(new Reader(world.people().get(i), way, cluster, wire, journal, stopwatch,
                        random("reader " + i + way)));
            }
        }
    }

    /** Faults and talk until the time is up; then all servers run again, and whoever wanted an answer has it or gave up. */
    private void disturb(Cluster cluster) throws InterruptedException {
        Duration until = Duration.ofNanos(stopwatch.nanos()).plus(settings.lasting());
        List<Future<?>> taskEnds = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore turns = new Semaphore(Math.max(1, cluster.nodes().size() - 1), true);
            for (Node node : cluster.nodes()) {
                taskEnds.add(
                        repeat(threads, until, new Faults(node, turns, settings.versions(), settings.recoveryAfter(),
                                random("faults of " + node), journal)));
            }
            talk.forEach(task -> taskEnds.add(repeat(threads, until, task)));
            readers.forEach(reader -> taskEnds.add(repeat(threads, until, reader)));
            while (stopwatch.isBefore(until)) {
                Thread.sleep(PROGRESS);
                progress.printf("%4d s: %d sends, %d polls, %d kills, %d pauses%n",
                        Duration.ofNanos(stopwatch.nanos()).toSeconds(), journal.sends().size(), journal.polls.get(),
                        journal.kills.get(), journal.pauses.get());
            }
        }
        for (Future<?> end : taskEnds) {
            try {
                var unused = end.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("the crash test itself failed: " + failed.getCause(),
                        failed.getCause());
            }
        }
    }

    private Future<?> repeat(ExecutorService threads, Duration until, Task task) {
        return threads.submit(() -> {
            while (stopwatch.isBefore(until)) {
                task.turn();
            }
            return true;
        });
    }

    /**
     * Waits until everything that was accepted is there, and in any case until all that was left behind must have been
     * delivered, perhaps once too often.
     *
     * @return how long it took until nothing was missing; more than that is a violation that the check finds
     */
    private Duration settle(Observations noted, World world, Cluster cluster, Wire wire) throws InterruptedException {
        progress.println("The faults are over; waiting for the recovery.");
        Stopwatch settling = new Stopwatch();
        Duration least = settings.recoveryAfter().multipliedBy(2).plusSeconds(2);
        Duration most = settings.recoveryAfter().multipliedBy(5).plus(SETTLING_LEEWAY)
                .plus(settings.withAnotherVersion() ? SETTLING_OF_ANOTHER_VERSION : Duration.ZERO);
        while (settling.isBefore(most)) {
            Duration settled = Duration.ofNanos(settling.nanos());
            Optional<Map<String, List<Seen>>> inboxes = inboxes(world, cluster, wire, settling, most);
            if (inboxes.filter(now -> Checker.missing(new Observations(noted.sends(), now, List.of(),
                    noted.memberships(), noted.blocks(), noted.mutes(), List.of())).isEmpty()).isPresent()) {
                Thread.sleep(least.minus(Duration.ofNanos(Math.min(settling.nanos(), least.toNanos()))));
                return settled;
            }
            Thread.sleep(Duration.ofMillis(500));
        }
        return most;
    }

    /** What stands in all of them; empty if somebody did not come to an end in time. */
    private Optional<Map<String, List<Seen>>> inboxes(World world, Cluster cluster, Wire wire, Stopwatch since,
            Duration until) throws InterruptedException {
        Map<String, List<Seen>> inboxes = new HashMap<>();
        for (Person person : world.people()) {
            Reader whole = lastLook(person, cluster, wire);
            if (!whole.comesToAnEnd(since, until)) {
                return Optional.empty();
            }
            inboxes.put(person.id(), whole.seen());
        }
        return Optional.of(inboxes);
    }

    private Reader lastLook(Person person, Cluster cluster, Wire wire) {
        return new Reader(person, Way.BEGINNING, cluster, wire, journal, stopwatch, random("last look"));
    }

    private Random random(String who) {
        return new Random(settings.seed() * 31 + who.hashCode());
    }
}
