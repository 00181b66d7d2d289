package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lets members come and go, and blocks be made and lifted. */
final class Changes implements Task {
    private static final int PAUSE_MILLIS_MAX = 700;

    private final Cluster cluster;
    private final Wire wire;
    private final Journal journal;
    private final Stopwatch stopwatch;
    private final RandomGenerator random;
    private final List<Toggle> toggles;

    Changes(Cluster cluster, Wire wire, Journal journal, Stopwatch stopwatch, RandomGenerator random,
            List<Toggle> toggles) {
        this.cluster = cluster;
        this.wire = wire;
        this.journal = journal;
        this.stopwatch = stopwatch;
        this.random = random;
        this.toggles = List.copyOf(toggles);
    }

    /** Those of a world that may come and go: who listens only, in the groups; and blocks between those who talk. */
    static List<Toggle> of(World world) {
        List<Toggle> toggles = new ArrayList<>();
        world.groups().forEach((group, members) -> world.people()
                .forEach(person -> toggles.add(new Toggle(new Tie(group, person.id()), members.contains(person),
                        on -> World.membership(group, person, on)))));
        for (int i = 0; i < 4; i++) {
            Person owner = world.talkers().get(i);
            Person other = world.talkers().get(i + 1);
            toggles.add(new Toggle(new Tie(owner.id(), other.id()), false, on -> World.blocking(owner, other, on)));
        }
        return toggles;
    }

    @Override
    public void turn() throws InterruptedException {
        Thread.sleep(random.nextInt(PAUSE_MILLIS_MAX));
        Toggle toggle = toggles.get(random.nextInt(toggles.size()));
        if (!toggle.canChange()) {
            return;
        }
        Call call = toggle.next();
        long from = stopwatch.nanos();
        switch (wire.ask(cluster.any(random), call)) {
            case Reply.Answer answer when answer.isDone() -> {
                toggle.changed(new Span(from, stopwatch.nanos()));
                journal.changes.incrementAndGet();
            }
            case Reply.Answer answer when answer.isUnknown() -> toggle.lost(from);
            case Reply.Answer answer when !answer.isNotDone() -> {
                journal.unexpected(toggle.tie() + " by " + call.path() + " gave " + answer);
                toggle.lost(from);
            }
            case Reply.Answer notDone -> {
            }
            case Reply.NotSent notSent -> {
            }
            case Reply.NoAnswer none -> toggle.lost(from);
            case Reply other -> {
                journal.unexpected(call.path() + " gave " + other);
                toggle.lost(from);
            }
        }
    }
}
