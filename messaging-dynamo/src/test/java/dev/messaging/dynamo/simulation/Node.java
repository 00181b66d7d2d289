package dev.messaging.dynamo.simulation;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.Inside;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A machine that runs the program: it has a clock of its own, and its process may die and start again. */
final class Node {
    /** A request that a node takes up much later than it was sent may repeat one that is forgotten by then. */
    private static final Duration GIVEN_UP = Duration.ofHours(20);
    private static final int LIVES_MAX = 10;
    private static final Duration RECOVERY_PAUSE_MIN = Duration.ofSeconds(1);

    private final World world;
    private final Scheduler scheduler;
    private final Chance chance;
    private final Weather weather;
    private final String name;
    private final Caller caller;
    private final List<DynamoStore> stores = new ArrayList<>();
    private long clockOffsetMillis;
    private int lives;
    private long recoveries;
    private Life life;
    private @Nullable Messaging messaging;
    private @Nullable DynamoStore store;

    Node(World world, int number) {
        this.world = world;
        this.scheduler = world.scheduler();
        this.chance = world.chance();
        this.weather = world.weather();
        this.name = "node" + number;
        this.caller = world.settings().caller();
        this.life = new Life(name + ".0");
    }

    @Override
    public String toString() {
        return name;
    }

    /** Begins a new life, which can be used once it has looked at the tables. */
    void start() {
        Life born = new Life(name + "." + ++lives);
        life = born;
        SimulatedSurroundings surroundings = new SimulatedSurroundings(scheduler, chance, born, this::nowMillis,
                chance.any(List.of(0, 1, 3, 48)));
        SimulatedClient client = new SimulatedClient(scheduler, weather, world.database(), world.trace(), this);
        var unused = scheduler.start(born, "start", chance.evenly(1, 1_000_000), () -> open(surroundings, client));
    }

    private void open(SimulatedSurroundings surroundings, SimulatedClient client) {
        while (true) {
            try {
                DynamoStore opened = DynamoStore.over(client).surroundings(surroundings).recovery(false)
                        .overdueAfter(world.settings().overdueAfter()).patience(world.settings().patience()).open();
                store = opened;
                stores.add(opened);
                messaging = Messaging.over(new RecordingStore(opened, world))
                        .clock(() -> Instant.ofEpochMilli(nowMillis())).random(chance.split())
                        .hashingLimits(1, 1).build();
                break;
            } catch (StoreException trouble) {
                world.trace().say(scheduler.now(), () -> name + " cannot start: " + trouble.getMessage());
                scheduler.sleep(chance.magnitude(Duration.ofMillis(100).toNanos(), Duration.ofSeconds(5).toNanos()));
            }
        }
        var unused = scheduler.start(life, "recovery", 1, this::recoverAgainAndAgain);
    }

    /** Ever more rarely, for what takes long does not need more of it. */
    private void recoverAgainAndAgain() {
        while (!weather.isCalm()) {
            recoveries++;
            long most = world.settings().recoveryEvery().toNanos() * (1 + recoveries * recoveries / 4);
            scheduler.sleep(chance.magnitude(RECOVERY_PAUSE_MIN.toNanos(), most));
            recover();
        }
    }

    /** One round of the recovery, if the node is up. */
    void recover() {
        DynamoStore current = store;
        if (current != null) {
            try {
                int unused = Inside.recover(current);
            } catch (StoreException trouble) {
                world.trace().say(scheduler.now(), () -> name + " cannot recover: " + trouble.getMessage());
            }
        }
    }

    private long nowMillis() {
        return world.nowMillis() + clockOffsetMillis;
    }

    void setClock(long offsetMillis) {
        clockOffsetMillis = offsetMillis;
        world.trace().say(scheduler.now(), () -> name + " has its clock off by " + offsetMillis + " ms");
    }

    boolean isUp() {
        return messaging != null;
    }

    /** The holes that readers met, over all lives. */
    long holesMet() {
        return stores.stream().mapToLong(met -> met.counters().holesMet()).sum();
    }

    boolean standsStill() {
        return scheduler.now() < life.pausedUntilNanos();
    }

    long standsStillUntil() {
        return life.pausedUntilNanos();
    }

    /** What may happen to a node about a request that takes so long to arrive. */
    void suffer(long arrivesAfterNanos) {
        Life suffering = life;
        if (weather.crashes()) {
            scheduler.at(scheduler.now() + chance.evenly(0, 2 * Math.min(arrivesAfterNanos, 5_000_000)),
                    () -> crash(suffering));
        }
        if (weather.pauses()) {
            long length = weather.pauseNanos();
            scheduler.at(scheduler.now() + chance.evenly(0, 2 * Math.min(arrivesAfterNanos, 5_000_000)),
                    () -> pause(suffering, length));
        }
    }

    private void pause(Life paused, long length) {
        if (!weather.isCalm()) {
            paused.pauseUntil(scheduler.now() + length);
            world.trace().say(scheduler.now(), () -> paused.name() + " stands still for " + Duration.ofNanos(length));
        }
    }

    private void crash(Life crashing) {
        if (crashing.isOver() || weather.isCalm() || lives > LIVES_MAX) {
            return;
        }
        world.trace().say(scheduler.now(), () -> crashing.name() + " crashes");
        messaging = null;
        store = null;
        crashing.end(scheduler);
        scheduler.at(scheduler.now() + weather.downNanos(), () -> {
            if (life == crashing) {
                start();
            }
        });
    }

    /** Asks this node for something, as a client does, and waits for the answer, but not for ever. */
    <T> Outcome<T> ask(String what, long patienceNanos, Function<Access, T> question) {
        Messaging current = messaging;
        Life asked = life;
        if (current == null) {
            scheduler.sleep(1_000_000);
            return new Outcome.NotDone<>(name + " is down");
        }
        Scheduler.Task me = scheduler.current();
        long wait = me.waits();
        List<Outcome<T>> answers = new ArrayList<>(1);
        long givenUp = scheduler.now() + GIVEN_UP.toNanos();
        var unused = scheduler.start(asked, what, chance.evenly(1, 1_000_000), () -> {
            if (scheduler.now() > givenUp) {
                return;
            }
            answers.add(outcome(question, current.as(caller)));
            scheduler.wakeAt(scheduler.now() + 1, me, wait);
        });
        asked.atEnd(() -> scheduler.wakeAt(scheduler.now(), me, wait));
        scheduler.wakeAt(scheduler.now() + patienceNanos, me, wait);
        scheduler.await();
        return answers.isEmpty() ? new Outcome.Unknown<>("no answer") : answers.getFirst();
    }

    private static <T> Outcome<T> outcome(Function<Access, T> question, Access access) {
        try {
            return new Outcome.Done<>(question.apply(access));
        } catch (Refusal refusal) {
            return new Outcome.Refused<>(refusal);
        } catch (StoreException trouble) {
            return trouble.outcome() == StoreException.Outcome.NOT_DONE
                    ? new Outcome.NotDone<>(String.valueOf(trouble.getMessage()))
                    : new Outcome.Unknown<>(String.valueOf(trouble.getMessage()));
        }
    }
}
