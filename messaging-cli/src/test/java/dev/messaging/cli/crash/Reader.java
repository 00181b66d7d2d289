package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody who checks one inbox again and again, each time on some server, and collects what comes. */
final class Reader implements Task {
    private static final int PAUSE_MILLIS_MAX = 4_000;
    private static final int WHOLE_MILLIS_MAX = 6_000;
    private static final int PAGE_MAX = 60;
    private static final int AGAIN_MILLIS = 100;

    /** From where a reader reads. */
    enum Way {
        CURSOR(Dialect.FIRST), TIMESTAMP(Dialect.FIRST), BEGINNING(Dialect.FIRST), SECOND_CURSOR(
                Dialect.SECOND),
        SECOND_BEGINNING(Dialect.SECOND);

        private final Dialect dialect;

        Way(Dialect dialect) {
            this.dialect = dialect;
        }

        boolean isWhole() {
            return this == BEGINNING || this == SECOND_BEGINNING;
        }
    }

    private final Person owner;
    private final Way way;
    private final Cluster cluster;
    private final Wire wire;
    private final Journal journal;
    private final Stopwatch stopwatch;
    private final RandomGenerator random;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Reading.Look> looks = new ArrayList<>();
    /** What it saw before a look at all that did not begin with the same. */
    private final List<Reading> earlier = new ArrayList<>();
    private Optional<String> after = Optional.empty();

    Reader(Person owner, Way way, Cluster cluster, Wire wire, Journal journal, Stopwatch stopwatch,
            RandomGenerator random) {
        this.owner = owner;
        this.way = way;
        this.cluster = cluster;
        this.wire = wire;
        this.journal = journal;
        this.stopwatch = stopwatch;
        this.random = random;
    }

    @Override
    public void turn() throws InterruptedException {
        Thread.sleep(random.nextInt(way.isWhole() ? WHOLE_MILLIS_MAX : PAUSE_MILLIS_MAX));
        var unused = poll();
    }

    /** Reads until nothing is left. */
    void finish() throws InterruptedException {
        Optional<Integer> came = poll();
        while (came.isEmpty() || (came.get() > 0 && !way.isWhole())) {
            Thread.sleep(came.isEmpty() ? AGAIN_MILLIS : 0);
            came = poll();
        }
    }

    List<Reading> readings() {
        List<Reading> all = new ArrayList<>(earlier);
        all.add(new Reading(toString(), owner.id(), List.copyOf(seen), true, List.copyOf(looks)));
        return all;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** How many messages came; empty if there was no answer, and everything is as before. */
    private Optional<Integer> poll() throws InterruptedException {
        journal.polls.incrementAndGet();
        Call call = call();
        long from = stopwatch.nanos();
        Reply reply = wire.ask(cluster.any(random), call);
        if (reply instanceof Reply.Answer answer && answer.isDone()) {
            List<Seen> came = way.dialect.messages(owner.id(), answer.body());
            take(came, from, answer.body());
            return Optional.of(came.size());
        }
        if (reply instanceof Reply.Garbled
                || (reply instanceof Reply.Answer other && !other.isNotDone() && !other.isUnknown())) {
            journal.unexpected(this + " asked for " + call.path() + " and got " + reply);
        }
        return Optional.empty();
    }

    private Call call() {
        return switch (way) {
            case BEGINNING, SECOND_BEGINNING -> way.dialect.check(owner, Optional.empty());
            case SECOND_CURSOR -> way.dialect.check(owner, after);
            case CURSOR -> paged(way.dialect.check(owner, after));
            case TIMESTAMP -> paged(new Call("/v1/messages/" + owner.id() + "?timestamp=" + after.orElse(""),
                    Optional.empty(), owner.credentials()));
        };
    }

    /** Now and then in pages. */
    private Call paged(Call call) {
        String limit = (call.path().contains("?") ? "&" : "?") + "limit=" + random.nextInt(1, PAGE_MAX);
        return random.nextBoolean() ? new Call(call.path() + limit, call.body(), call.headers()) : call;
    }

    private void take(List<Seen> came, long from, Map<?, ?> answer) {
        if (way.isWhole()) {
            if (came.size() < seen.size() || !came.subList(0, seen.size()).equals(seen)) {
                earlier.add(new Reading(this + ", earlier", owner.id(), List.copyOf(seen), false, List.of()));
            }
            seen.clear();
            looks.add(new Reading.Look(from, came.size()));
        }
        seen.addAll(came);
        after = way == Way.TIMESTAMP
                ? came.isEmpty()
                        ? after
                        : came.getLast().place().map(place -> Long.toString(place.timestamp()))
                : Json.text(answer, "next");
    }

    @Override
    public String toString() {
        return owner + " by " + way;
    }
}
