package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.Inside;
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.dynamo.simulated.Expressions;
import dev.messaging.dynamo.simulated.SimulatedDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Everything there is in one run: the machines, the database between them, and those who use it all. */
final class World {
    static final Instant BEGINNING = Instant.parse("2026-11-21T00:00:00Z");
    private static final int STEPS_MAX = 400_000;
    private static final long STRAGGLERS = Weather.LATE_MAX + Duration.ofMinutes(1).toNanos();
    private static final int ROUNDS_MAX = 60;

    private final Trace trace;
    private final Chance chance;
    private final Scheduler scheduler;
    private final Weather weather;
    private final Settings settings;
    private final SimulatedDynamoDb database;
    private final Ledger ledger = new Ledger();
    private final List<Node> nodes;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Life life = new Life("clients");
    private int talking;

    /**
     * How the nodes are set up, and how much is going on.
     *
     * @param overdueAfter how old a delivery is when others take it up
     * @param patience how long a node tries
     * @param recoveryEvery how often the recovery runs, about
     * @param talkers how many clients do something at once
     * @param deeds how much each does
     * @param thinking how long each pauses at the most
     */
    record Settings(Duration overdueAfter, Duration patience, Duration recoveryEvery, int talkers, int deeds,
            Duration thinking) {
        static Settings of(Chance chance) {
            return new Settings(
                    chance.any(List.of(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(60))),
                    chance.any(List.of(Duration.ofMillis(700), Duration.ofSeconds(3), Duration.ofSeconds(10))),
                    chance.any(List.of(Duration.ofMillis(1_500), Duration.ofSeconds(20))), chance.from(1, 5),
                    chance.from(2, 8),
                    chance.any(List.of(Duration.ofMillis(5), Duration.ofMillis(500), Duration.ofSeconds(20))));
        }
    }

    World(long seed, Expressions expressions, boolean inWords) {
        this.trace = new Trace(inWords);
        this.chance = new Chance(seed);
        this.scheduler = new Scheduler(trace, STEPS_MAX);
        this.weather = new Weather(chance);
        this.settings = Settings.of(chance);
        this.database = new SimulatedDynamoDb(() -> Instant.ofEpochMilli(nowMillis()), scheduler::now,
                weather::replica, expressions);
        this.nodes = IntStream.range(0, chance.from(1, 3)).mapToObj(number -> new Node(this, number)).toList();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Chance chance() {
        return chance;
    }

    Weather weather() {
        return weather;
    }

    Settings settings() {
        return settings;
    }

    SimulatedDynamoDb database() {
        return database;
    }

    Ledger ledger() {
        return ledger;
    }

    Trace trace() {
        return trace;
    }

    /** The right time, which the database has. */
    long nowMillis() {
        return BEGINNING.toEpochMilli() + scheduler.now() / 1_000_000;
    }

    Node anyNode() {
        return chance.any(nodes);
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Reader> readers() {
        return readers;
    }

    List<Visit> visits() {
        return visits;
    }

    void add(Visit visit) {
        visits.add(visit);
    }

    List<Map<String, AttributeValue>> items(TableDefinition table) {
        return database.items(table.name(TableDefinition.DEFAULT_PREFIX));
    }

    /** From the first day to the last; returns when nothing happens any more. */
    void run() {
        scheduler.run(life, () -> {
            setUp();
            weather.begin();
            live();
            weather.calmDown();
            comeToRest();
            readers.forEach(reader -> reader.readToTheEnd(nodes));
        });
        scheduler.defects().forEach(defect -> ledger.violation("a defect: " + Words.of(defect)));
    }

    private void setUp() {
        SimulatedSurroundings here = new SimulatedSurroundings(scheduler, chance, life, this::nowMillis, 0);
        Inside.createTables(database, TableDefinition.DEFAULT_PREFIX, here);
        nodes.forEach(Node::start);
        while (!nodes.stream().allMatch(Node::isUp)) {
            scheduler.sleep(Duration.ofMillis(5).toNanos());
        }
        int users = chance.from(1, 5);
        for (int i = 0; i < users; i++) {
            UserId user = new UserId("user-" + (char) ('a' + i));
            if (nodes.getFirst().ask("create", patienceNanos(),
                    access -> access.users().create(user, new Name(user.value()))) instanceof Outcome.Done) {
                ledger.created(user);
            }
        }
        int groups = chance.from(0, 2);
        for (int i = 0; i < groups; i++) {
            GroupId group = new GroupId("group-" + i);
            Set<UserId> members = new HashSet<>(ledger.users());
            members.removeIf(member -> chance.happens(0.2));
            if (nodes.getFirst().ask("create", patienceNanos(), access -> access.groups().create(Optional.of(group),
                    Optional.empty(), members)) instanceof Outcome.Done) {
                ledger.created(group, members);
            }
        }
    }

    private long patienceNanos() {
        return Duration.ofMinutes(1).toNanos();
    }

    private void live() {
        Scheduler.Task me = scheduler.current();
        long wait = me.waits();
        talking = settings.talkers();
        for (int i = 0; i < settings.talkers(); i++) {
            Talker talker = new Talker(this, i);
            var unused = scheduler.start(life, "talker" + i, 1 + i, () -> {
                talker.talk();
                if (--talking == 0) {
                    scheduler.wakeAt(scheduler.now() + 1, me, wait);
                }
            });
        }
        for (UserId user : List.copyOf(ledger.users())) {
            int howMany = chance.from(1, 2);
            for (int i = 0; i < howMany; i++) {
                Reader reader = new Reader(this, user);
                readers.add(reader);
                var unused = scheduler.start(life, reader.toString(), chance.magnitude(1_000_000, 5_000_000_000L),
                        reader::readNowAndThen);
            }
        }
        var unused = scheduler.start(life, "troublemaker", 1, new Troublemaker(this)::makeTrouble);
        scheduler.await();
    }

    /** First those recover who are up; then all who stood still go on, and what is late arrives; then all recover. */
    private void comeToRest() {
        nodes.forEach(node -> node.setClock(0));
        scheduler.sleep(settings.overdueAfter().toNanos() + Duration.ofSeconds(70).toNanos());
        nodes.stream().filter(node -> !node.standsStill()).forEach(Node::recover);
        scheduler.sleep(Math.max(0, nodes.stream().mapToLong(Node::standsStillUntil).max().orElse(0) - scheduler.now())
                + STRAGGLERS);
        for (int rounds = 0; rounds < ROUNDS_MAX && !outbox().isEmpty(); rounds++) {
            nodes.forEach(Node::recover);
            scheduler.sleep(Duration.ofSeconds(70).toNanos());
        }
        if (!outbox().isEmpty()) {
            ledger.violation("the outbox does not drain: " + outbox());
        }
    }

    private List<?> outbox() {
        return items(TableDefinition.DIRECTORY).stream().map(item -> String.valueOf(item.get("pk")))
                .filter(key -> key.contains("outbox#")).toList();
    }
}
