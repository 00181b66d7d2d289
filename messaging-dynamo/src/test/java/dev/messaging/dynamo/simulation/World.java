package dev.messaging.dynamo.simulation;

import dev.messaging.core.Caller;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.Inside;
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.dynamo.simulated.Expressions;
import dev.messaging.dynamo.simulated.Past;
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
    /** Of the worlds in which clients may do so. */
    private static final double ERASES = 0.4;
    /** Nobody is erased in the worlds that once broke promises: they stay what they were. */
    private static final long ERASURES_APART = 22;

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
    private final Trimmer trimmer = new Trimmer(this);
    private final Chance ofErasures;
    private final Eraser eraser;
    private int talking;

    World(long seed, Expressions expressions, boolean inWords) {
        this.trace = new Trace(inWords);
        this.chance = new Chance(seed);
        this.ofErasures = new Chance(~(seed + ERASURES_APART));
        this.eraser = new Eraser(this, ofErasures);
        this.scheduler = new Scheduler(trace, STEPS_MAX);
        this.settings = Settings.of(chance);
        this.weather = new Weather(chance, settings.trims());
        this.database = new SimulatedDynamoDb(() -> Instant.ofEpochMilli(nowMillis()), scheduler::now,
                weather::replica, expressions);
        this.nodes = IntStream.range(0, chance.from(settings.trims() ? 2 : 1, 3))
                .mapToObj(number -> new Node(this, number)).toList();
    }

    void start(String name, long afterNanos, Runnable body) {
        var unused = scheduler.start(life, name, afterNanos, body);
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

    /** The first number of an inbox that must still be there. */
    long floor(UserId owner) {
        AttributeValue floor = database.getItem(get -> get
                .tableName(TableDefinition.DIRECTORY.name(TableDefinition.DEFAULT_PREFIX)).consistentRead(true)
                .key(Map.of("pk", AttributeValue.fromS(owner.value()), "sk", AttributeValue.fromS("profile")))).item()
                .get("floor");
        return floor == null ? 1 : Long.parseLong(floor.n());
    }

    List<Past> past(TableDefinition table) {
        return database.past(table.name(TableDefinition.DEFAULT_PREFIX));
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
            eraser.finish();
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
        int users = chance.from(1, settings.trims() ? 3 : 5);
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
            start("talker" + i, 1 + i, () -> {
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
                start(reader.toString(), chance.magnitude(1_000_000, 5_000_000_000L), reader::readNowAndThen);
            }
        }
        start("troublemaker", 1, new Troublemaker(this)::makeTrouble);
        if (settings.trims()) {
            start("trimmer", 1, trimmer::trimNowAndThen);
        }
        if (settings.caller().equals(Caller.administrator()) && ofErasures.happens(ERASES)) {
            start("eraser", 1, eraser::eraseNowAndThen);
        }
        scheduler.await();
    }

    /** First those recover who are up; then all who stood still go on, and what is late arrives; then all recover. */
    private void comeToRest() {
        nodes.forEach(node -> node.setClock(0));
        scheduler.sleep(settings.overdueAfter().toNanos() + Duration.ofSeconds(70).toNanos());
        nodes.stream().filter(node -> !node.standsStill()).forEach(Node::recover);
        if (settings.trims()) {
            trimmer.trimWhile(() -> nodes.stream().anyMatch(Node::standsStill));
        }
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
