package dev.messaging.cli.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody who checks one inbox again and again, each time on some server, and collects what comes. */
final class Reader implements Task {
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final int PAUSE_MILLIS_MAX = 4_000;
    private static final int WHOLE_MILLIS_MAX = 6_000;
    private static final int PAGE_MAX = 60;
    private static final int AGAIN_MILLIS = 100;
    private static final int LISTENING_MILLIS_MAX = 3_000;
    private static final int WAITING_SECONDS_MAX = 3;

    /** From where a reader reads. */
    enum Way {
        CURSOR(Dialect.FIRST), TIMESTAMP(Dialect.FIRST), BEGINNING(Dialect.FIRST), SECOND_CURSOR(Dialect.SECOND),
        SECOND_BEGINNING(Dialect.SECOND),
        /** From streams, each where the one before ended; the last of it by cursor, for a stream has no end. */
        EVENTS(Dialect.FIRST),
        /** By cursor, waiting for something new, and naming the tag of what it has. */
        WAITING(Dialect.FIRST);

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
    private Optional<String> tag = Optional.empty();
    private boolean complete;

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
        var unused = way == Way.EVENTS ? listen() : poll(way == Way.WAITING ? waiting(call()) : call());
    }

    /** Reads until nothing is left; that it came to no end is noted. */
    void finish(Stopwatch since, Duration until) throws InterruptedException {
        if (!comesToAnEnd(since, until)) {
            journal.unexpected(this + " came to no end within " + until.toSeconds() + " s");
        }
    }

    /** Whether there was nothing left before the time was up. */
    boolean comesToAnEnd(Stopwatch since, Duration until) throws InterruptedException {
        while (!complete && since.isBefore(until)) {
            Optional<Integer> came = poll(call());
            complete = came.isPresent() && (came.get() == 0 || way.isWhole());
            Thread.sleep(came.isEmpty() ? AGAIN_MILLIS : 0);
        }
        return complete;
    }

    List<Reading> readings() {
        List<Reading> all = new ArrayList<>(earlier);
        all.add(new Reading(toString(), owner.id(), List.copyOf(seen), complete, List.copyOf(looks)));
        return all;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** How many messages came; empty if there was no answer, and everything is as before. */
    private Optional<Integer> poll(Call call) throws InterruptedException {
        journal.polls.incrementAndGet();
        long from = stopwatch.nanos();
        return taken(call, wire.ask(cluster.any(random), call), from);
    }

    private Optional<Integer> listen() throws InterruptedException {
        journal.polls.incrementAndGet();
        String path = "/v1/messages/" + owner.id() + "/events";
        Call fromTheBeginning = Call.get(path, owner.credentials());
        Call call = after.map(last -> random.nextBoolean()
                ? fromTheBeginning.with("Last-Event-ID", last)
                : Call.get(path + "?after=" + last, owner.credentials())).orElse(fromTheBeginning);
        Duration thatLong = Duration.ofMillis(random.nextInt(1, LISTENING_MILLIS_MAX));
        return taken(call, wire.listen(cluster.any(random), call, thatLong), stopwatch.nanos());
    }

    private Optional<Integer> taken(Call call, Reply reply, long from) {
        switch (reply) {
            case Reply.Answer answer when answer.isDone() -> {
                List<Seen> came = way.dialect.messages(owner.id(), answer.body());
                take(came, from, answer.body());
                tag = answer.tag();
                return Optional.of(came.size());
            }
            case Reply.Events(List<Event> events) -> {
                events.forEach(event -> seen.add(way.dialect.seen(owner.id(), event.message())));
                after = events.isEmpty() ? after : Optional.of(events.getLast().id());
                return Optional.of(events.size());
            }
            case Reply.Unchanged unchanged when call.headers().containsKey(IF_NONE_MATCH) -> {
                return Optional.of(0);
            }
            case Reply.Answer answer when answer.isNotDone() || answer.isUnknown() -> {
            }
            case Reply.NotSent notSent -> {
            }
            case Reply.NoAnswer none -> {
            }
            case Reply other -> journal.unexpected(this + " asked for " + call.path() + " and got " + other);
        }
        return Optional.empty();
    }

    private Call waiting(Call call) {
        return call.with("Prefer", "wait=" + random.nextInt(1, WAITING_SECONDS_MAX + 1));
    }

    private Call call() {
        return switch (way) {
            case BEGINNING, SECOND_BEGINNING -> way.dialect.check(owner, Optional.empty());
            case SECOND_CURSOR -> way.dialect.check(owner, after);
            case CURSOR, EVENTS -> paged(way.dialect.check(owner, after));
            case WAITING -> {
                Call call = paged(way.dialect.check(owner, after));
                yield tag.map(known -> call.with(IF_NONE_MATCH, known)).orElse(call);
            }
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
