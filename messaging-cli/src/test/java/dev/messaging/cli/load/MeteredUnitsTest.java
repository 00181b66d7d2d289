package dev.messaging.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.dynamo.DynamoClients;
import dev.messaging.dynamo.DynamoDbLocal;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.DynamoTables;
import dev.messaging.dynamo.capacity.Check;
import dev.messaging.dynamo.capacity.Cost;
import dev.messaging.dynamo.capacity.Entries;
import dev.messaging.dynamo.capacity.ItemBytes;
import dev.messaging.dynamo.capacity.Send;
import dev.messaging.http.HttpSettings;
import dev.messaging.http.MessagingServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the table of costs says of an operation is what DynamoDB bills a server under load: three workloads, each operation of
 * each by itself. No recovery runs and nobody listens, so that nothing else consumes anything.
 */
@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
class MeteredUnitsTest {
    private static final Duration TIME = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** One at a time: messages that compete for an inbox cost more. */
    private static final int UNANSWERED_MAX = 1;
    /** AWS bills a look for what is not there, and DynamoDB Local does not: a block, or those who block the sender. */
    private static final double MISSING = 1;
    private static final double A_SECOND = 40;

    private static DynamoDbLocal database;
    private static DynamoDbClient client;
    private static Messaging messaging;
    private static MessagingServer server;
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    /** What was consumed, or ought to have been. */
    private record Consumed(double directoryRead, double directoryWrite, double messagesRead, double messagesWrite) {
        static Consumed soFar() {
            return new Consumed(of("directory", "read"), of("directory", "write"), of("messages", "read"),
                    of("messages", "write"));
        }

        private static double of(String table, String kind) {
            Counter counter = METERS.find("messaging.dynamodb.consumed.units").tags("table", table, "kind", kind)
                    .counter();
            return counter == null ? 0 : counter.count();
        }

        Consumed since(Consumed before) {
            return new Consumed(directoryRead - before.directoryRead, directoryWrite - before.directoryWrite,
                    messagesRead - before.messagesRead, messagesWrite - before.messagesWrite);
        }

        static Consumed by(long times, Cost cost) {
            return new Consumed(times * cost.directory().read(), times * cost.directory().write(),
                    times * cost.messages().read(), times * cost.messages().write());
        }
    }

    /** How often an operation was done, and what all of it consumed. */
    private record Metered(long done, Consumed consumed) {}

    @BeforeAll
    static void serve() throws Exception {
        Path jars = Path.of("..", "development", "dynamodb-local", "target", "lib");
        database = DynamoDbLocal.start(jars, 0, Optional.empty());
        client = DynamoClients.at(database.endpoint(), Optional.empty());
        DynamoTables.of(client, "messaging-").create();
        messaging = Messaging.over(DynamoStore.over(client).recovery(false).meters(METERS).open()).build();
        server = MessagingServer.start(messaging, HttpSettings.builder().port(0).build());
    }

    @AfterAll
    static void stop() {
        server.close();
        messaging.close();
        client.close();
        database.close();
    }

    @Test
    void shortTextsAndChecksByCursor() {
        try (Trial trial = new Trial(200, 5, CheckBy.cursor)) {
            trial.sendsCostWhatTheTableSays();
            trial.checksOfNothingNewCost(new Check.AfterCursor(true, Entries.none(200)).cost());
        }
    }

    @Test
    void longTextsLargeGroupsAndChecksByTimestamp() {
        try (Trial trial = new Trial(1_500, 20, CheckBy.timestamp)) {
            trial.sendsCostWhatTheTableSays();
            trial.checksOfNothingNewCost(new Check.AfterCursor(true, Entries.none(1_500)).cost());
        }
    }

    @Test
    void aHistoryThatIsReadAnewByEachCheck() {
        try (Trial trial = new Trial(700, 2, CheckBy.everything)) {
            long sent = trial.sendToGroup().done();
            assertTrue(sent < 100, "their numbers have two digits, so that entries are a byte shorter than usual");
            trial.checksOfNothingNewCost(
                    new Check.WholeInbox(true, new Entries(sent, ItemBytes.groupEntry(700) - 1)).cost());
        }
    }

    /** A group of all accounts, who do one thing at a time. */
    private static final class Trial implements AutoCloseable {
        private final int textBytes;
        private final int members;
        private final CheckBy checkBy;
        private final Wire wire = new Wire(URI.create(server.url()), PATIENCE);
        private final Population population;

        Trial(int textBytes, int members, CheckBy checkBy) {
            this.textBytes = textBytes;
            this.members = members;
            this.checkBy = checkBy;
            Workload toGroup = workload(0, 1);
            this.population = Population.create(new Calls(wire, toGroup), toGroup, unused -> {});
        }

        void sendsCostWhatTheTableSays() {
            assertBetween(
                    new Send.ToGroup(members, members, textBytes, members, false, false, false).cost(),
                    new Send.ToGroup(members, textBytes).cost(), sendToGroup());
            assertBetween(new Send.ToUser(textBytes, false, true, false).cost(),
                    new Send.ToUser(textBytes, false, false, false).cost(), metered(workload(0, 0)));
        }

        Metered sendToGroup() {
            return metered(workload(0, 1));
        }

        void checksOfNothingNewCost(Cost each) {
            Workload checks = workload(1, 0);
            Calls calls = new Calls(wire, checks);
            for (int i = 0; i < population.size(); i++) {
                assertEquals(Outcome.DONE, calls.check(population.account(i)).outcome());
            }
            Metered metered = metered(checks);
            assertEquals(Consumed.by(metered.done, each), metered.consumed);
        }

        private Metered metered(Workload workload) {
            Consumed before = Consumed.soFar();
            Measured measured = new Arrivals(workload, population, new Calls(wire, workload), 1, UNANSWERED_MAX)
                    .run(Duration.ZERO, TIME, soFar -> {});
            long done = measured.of(Outcome.DONE);
            assertEquals(measured.due(), done + measured.notSentSoFar(), "some were not done");
            assertTrue(done > 0, "nothing was done");
            return new Metered(done, settled(before));
        }

        /** A delivery is removed after its answer: waits until nothing has been consumed for a while. */
        private static Consumed settled(Consumed before) {
            Consumed now = Consumed.soFar();
            for (int quiet = 0; quiet < 10; quiet++) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                Consumed later = Consumed.soFar();
                quiet = later.equals(now) ? quiet : 0;
                now = later;
            }
            return now.since(before);
        }

        /** Where inboxes end need not be read if this server wrote to them within some seconds; all else is exact. */
        private static void assertBetween(Cost tailsKnown, Cost tailsUnknown, Metered metered) {
            Consumed least = Consumed.by(metered.done, tailsKnown);
            Consumed most = Consumed.by(metered.done, tailsUnknown);
            double read = metered.consumed.messagesRead;
            assertTrue(least.messagesRead <= read && read <= most.messagesRead, metered + ", not up to " + most);
            assertEquals(new Consumed(least.directoryRead - metered.done * MISSING, least.directoryWrite, read,
                    least.messagesWrite), metered.consumed);
        }

        private Workload workload(double checksShare, double groupShare) {
            int many = (int) (A_SECOND * 60);
            double sends = checksShare == 0 ? 24 * 60 : 0;
            return new Workload(many, members, checksShare, sends, groupShare, members, textBytes, checkBy, false,
                    false);
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
