package dev.messaging.cli.load;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.cost.ReckonedMonth;
import dev.messaging.cli.cost.ReckonedMonth.Units;
import dev.messaging.core.Messaging;
import dev.messaging.dynamo.DynamoClients;
import dev.messaging.dynamo.DynamoDbLocal;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.DynamoTables;
import dev.messaging.dynamo.capacity.TableUnits;
import dev.messaging.http.HttpSettings;
import dev.messaging.http.MessagingServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What {@code messaging cost} reckons for users is what {@code messaging load} makes such users consume, all operations together,
 * with what a server remembers from one to the next: so this takes minutes. {@link MeteredUnitsTest} has each operation by itself.
 */
@Tag("long")
@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
class MeteredMonthTest {
    private static final Duration WARM_UP = Duration.ofSeconds(80);
    private static final Duration TIME = Duration.ofSeconds(150);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNANSWERED_MAX = 100;
    private static final int USERS = 240;
    private static final double MINUTES_A_DAY = 1_440;
    /**
     * AWS bills a look for what is not there, and DynamoDB Local does not: a block, or those who block the sender; and the record
     * of a key that is new.
     */
    private static final double MISSING = 1;
    /** A key's record and the delivery to a group are one transaction, of which DynamoDB Local counts half. */
    private static final double HALF_OF_TRANSACTION = 2;
    /** The model takes the dearer case where it is chance what a server remembers, and so may say this much more. */
    private static final double DEARER_AT_MOST = 1.2;
    /** Chance: how many messages a check finds, and how long the time between two checks is. */
    private static final double CHEAPER_AT_MOST = 0.97;

    private static DynamoDbLocal database;
    private static DynamoDbClient client;

    private static final Map<String, Future<Run>> RUNS = new HashMap<>();

    /** What one server was asked for, and what that consumed. */
    private record Run(Workload workload, Measured measured, Units metered) {}

    /** All at once, for they mostly wait; each on tables of its own. */
    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    static void begin() throws Exception {
        database = DynamoDbLocal.start(Path.of("..", "development", "dynamodb-local", "target", "lib"), 0,
                Optional.empty());
        client = DynamoClients.at(database.endpoint(), Optional.empty());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RUNS.put("sessions", threads.submit(() -> run("sessions-", new Workload(USERS, USERS, 0.8,
                    0.5 * MINUTES_A_DAY, 0.33, 5, 200, CheckBy.cursor, true, true))));
            RUNS.put("open", threads.submit(() -> run("open-", new Workload(USERS, USERS, 4,
                    0.2 * MINUTES_A_DAY, 0.5, 20, 1_500, CheckBy.timestamp, false, false))));
            RUNS.put("passwords", threads.submit(() -> run("passwords-", new Workload(USERS, USERS, 0.8,
                    0.1 * MINUTES_A_DAY, 0.25, 10, 600, CheckBy.everything, false, true))));
        }
    }

    @AfterAll
    static void end() {
        client.close();
        database.close();
    }

    @Test
    void sessionsThatCheckFromACursorAndSendWithKeys() throws Exception {
        check("cursor", RUNS.get("sessions"));
    }

    @Test
    void openAccountsThatCheckFromATimestampFourTimesAMinute() throws Exception {
        check("timestamp", RUNS.get("open"));
    }

    @Test
    void passwordsOfTheSecondDialectThatReadTheWholeInboxEachTime() throws Exception {
        check("second-dialect", RUNS.get("passwords"));
    }

    private static Run run(String prefix, Workload workload) {
        DynamoTables.of(client, prefix).create();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Messaging messaging = Messaging
                .over(DynamoStore.over(client).prefix(prefix).recovery(false).meters(meters).open()).build();
                MessagingServer server = MessagingServer.start(messaging, HttpSettings.builder().port(0).build());
                Wire wire = new Wire(URI.create(server.url()), PATIENCE)) {
            Calls calls = new Calls(wire, workload);
            Population population = Population.create(calls, workload, unused -> {});
            fill(population, calls);
            // What a server still remembers of the creation is not what it remembers from one check to the next.
            var unused = run(workload, population, calls, WARM_UP);
            Units before = settled(meters);
            Measured measured = run(workload, population, calls, TIME);
            return new Run(workload, measured, settled(meters).plus(before.times(-1)));
        }
    }

    /** AWS bills a look at an empty inbox as well, and DynamoDB Local does not: so there is none. */
    private static void fill(Population population, Calls calls) {
        for (int i = 0; i < population.size(); i++) {
            Account account = population.account(i);
            assertEquals(Outcome.DONE, calls.sendToUser(account, account).outcome());
            assertEquals(Outcome.DONE, calls.check(account).outcome());
        }
    }

    private static Measured run(Workload workload, Population population, Calls calls, Duration time) {
        return new Arrivals(workload, population, calls, 1, UNANSWERED_MAX).run(Duration.ZERO, time, soFar -> {});
    }

    private static void check(String way, @Nullable Future<Run> done) throws Exception {
        Run run = Objects.requireNonNull(done).get();
        Workload workload = run.workload;
        Measured measured = run.measured;
        assertEquals(measured.due(), measured.of(Outcome.DONE), "some were not done");
        double checks = tally(measured, Operation.CHECK).of(Outcome.DONE);
        double toUser = tally(measured, Operation.SEND_TO_USER).of(Outcome.DONE);
        double toGroup = tally(measured, Operation.SEND_TO_GROUP).of(Outcome.DONE);
        double minutes = measured.seconds() / 60 * workload.users();
        double sends = toUser + toGroup;
        // What users did, not what they were to do: chance is not what is compared.
        ReckonedMonth month = ReckonedMonth.of(USERS, way, checks / minutes,
                sends / minutes * MINUTES_A_DAY, toGroup / sends, workload.groupSize(), workload.textBytes(),
                workload.passwords() ? 1 : 0, workload.repeatKeys() ? 1 : 0,
                tally(measured, Operation.CHECK).messages() / checks);
        Units reckoned = month.check().times(checks).plus(month.send(false).times(toUser))
                .plus(month.send(true).times(toGroup))
                .plus(notCounted(workload, sends, toGroup).times(-1));
        String both = "reckoned " + reckoned + ", metered " + run.metered + ", " + checks + " checks, " + toUser
                + " and "
                + toGroup + " sends";
        System.out.println(both);
        assertAll(both,
                () -> agree("directory read", reckoned.directory().read(), run.metered.directory().read()),
                () -> agree("directory written", reckoned.directory().write(), run.metered.directory().write()),
                () -> agree("messages read", reckoned.messages().read(), run.metered.messages().read()),
                () -> agree("messages written", reckoned.messages().write(), run.metered.messages().write()));
    }

    private static Units notCounted(Workload workload, double sends, double toGroup) {
        double keys = workload.repeatKeys() ? 1 : 0;
        return new Units(new TableUnits((1 + keys) * MISSING * sends, keys * HALF_OF_TRANSACTION * toGroup),
                TableUnits.NONE);
    }

    private static Tally tally(Measured measured, Operation operation) {
        return Objects.requireNonNull(measured.tallies().get(operation));
    }

    private static void agree(String what, double reckoned, double metered) {
        assertTrue(reckoned >= CHEAPER_AT_MOST * metered && reckoned <= DEARER_AT_MOST * metered,
                what + ": reckoned " + reckoned + ", metered " + metered);
    }

    /** A delivery is removed after its answer: waits until nothing has been consumed for a while. */
    private static Units settled(SimpleMeterRegistry meters) {
        Units now = soFar(meters);
        for (int quiet = 0; quiet < 10; quiet++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            Units later = soFar(meters);
            quiet = later.equals(now) ? quiet : 0;
            now = later;
        }
        return now;
    }

    private static Units soFar(SimpleMeterRegistry meters) {
        return new Units(new TableUnits(of(meters, "directory", "read"), of(meters, "directory", "write")),
                new TableUnits(of(meters, "messages", "read"), of(meters, "messages", "write")));
    }

    private static double of(SimpleMeterRegistry meters, String table, String kind) {
        Counter counter = meters.find("messaging.dynamodb.consumed.units").tags("table", table, "kind", kind)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
