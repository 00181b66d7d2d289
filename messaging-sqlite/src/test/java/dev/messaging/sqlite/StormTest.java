package dev.messaging.sqlite;

import static dev.messaging.sqlite.Operations.ADA;
import static dev.messaging.sqlite.Operations.BOB;
import static dev.messaging.sqlite.Operations.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.RequestKey;
import dev.messaging.sqlite.Faults.Kind;
import dev.messaging.sqlite.Trial.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trouble that comes again and again, and senders who repeat with the same key until they are answered. */
class StormTest {
    private static final int TIMES_MAX = 100;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_122})
    void whateverFailsEachKeyedMessageStandsOnceInEachInbox(long seed) throws Exception {
        int senders = 6;
        int messages = 30;
        Faults faults = new Faults();
        DatabaseFile file = prepared(faults);
        Random random = new Random(seed);
        Kind[] kinds = Kind.values();
        try (SqliteStore store = open(file); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            faults.plan(call -> random.nextInt(60) == 0 ? kinds[random.nextInt(kinds.length)] : null);
            List<Future<Integer>> troubles = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                int first = sender * messages;
                troubles.add(threads.submit(() -> IntStream.range(first, first + messages)
                        .map(number -> untilAnswered(store, number)).sum()));
            }
            int failed = 0;
            for (Future<Integer> trouble : troubles) {
                failed += trouble.get();
            }
            faults.end();
            assertTrue(failed > senders * messages / 4, "only " + failed + " attempts failed; seed " + seed);
            assertEachOnce(store, senders * messages);
        }
    }

    /** Tells how often it was not. */
    private static int untilAnswered(SqliteStore store, int number) {
        for (int failed = 0; failed < TIMES_MAX; failed++) {
            if (succeeds(Trial.attempt(send(number), store))) {
                return failed;
            }
        }
        throw new IllegalStateException("never answered");
    }

    private static boolean succeeds(Answer answer) {
        return switch (answer) {
            case Answer.Value done -> true;
            case Answer.Trouble trouble -> false;
            case Answer.Refused refused -> throw new IllegalStateException(refused.why());
        };
    }

    private static Function<? super SqliteStore, Object> send(int number) {
        Optional<RequestKey> key = Operations.key(1_000 + number, Operations.NOW);
        return store -> Operations.deliver(String.format("m%04d-%s", number, "x".repeat(400)), ADA, GROUP, key)
                .apply(store);
    }

    private static void assertEachOnce(SqliteStore store, int messages) {
        for (UserId owner : Set.of(ADA, BOB)) {
            List<InboxEntry> entries = store.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists())
                    .entries();
            assertEquals(LongStream.rangeClosed(1, entries.size()).boxed().toList(),
                    entries.stream().map(entry -> entry.position().sequence()).toList());
            assertEquals(IntStream.range(0, messages).mapToObj(number -> String.format("m%04d", number)).toList(),
                    entries.stream().map(entry -> entry.message().text().value())
                            .filter(text -> text.startsWith("m")).map(text -> text.substring(0, 5)).sorted().toList());
        }
    }

    @Test
    void aDiskThatIsFullAgainAndAgainChangesNothingAndThenGoesOn() throws SQLException {
        Queue<Connection> connections = new ConcurrentLinkedQueue<>();
        int[] pages = {1};
        Faults faults = new Faults();
        DatabaseFile file = prepared(connection -> {
            connections.add(connection);
            limit(connection, pages[0]);
            return faults.apply(connection);
        });
        int messages = 100;
        int full = 0;
        try (SqliteStore store = open(file)) {
            for (int number = 0; number < messages; number++) {
                List<String> before = Trial.content(file);
                for (int more = 0; !succeeds(Trial.attempt(send(number), store)); more++) {
                    full++;
                    assertTrue(more < 10, "no room for one message");
                    assertEquals(before, Trial.content(file));
                    pages[0] = pagesOf(file) + more;
                    connections.forEach(connection -> limit(connection, pages[0]));
                }
            }
            assertTrue(full > 20, "only " + full + " times full");
            assertEachOnce(store, messages);
        }
    }

    private static int pagesOf(DatabaseFile file) throws SQLException {
        try (Session session = new DatabaseFile(file.path()).reader()) {
            return (int) session.count("PRAGMA page_count");
        }
    }

    /** As a disk with room for so many pages, but never less than there are. */
    private static void limit(Connection connection, int pages) {
        try {
            if (!connection.isClosed()) {
                try (Statement statement = connection.createStatement()) {
                    boolean unused = statement.execute("PRAGMA max_page_count = " + pages);
                }
            }
        } catch (SQLException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /** Sends until three times in a row something went wrong; prints what became of each message. */
    static final class Sender {
        public static void main(String[] arguments) {
            try (SqliteStore store = open(new DatabaseFile(Path.of(arguments[0])))) {
                int failedInARow = 0;
                for (int number = 0; failedInARow < 3; number++) {
                    Answer answer = Trial.attempt(large(number), store);
                    failedInARow = succeeds(answer) ? 0 : failedInARow + 1;
                    System.out.println(answer instanceof Answer.Trouble trouble ? trouble.outcome().name() : "DONE");
                }
            }
        }
    }

    private static Function<? super SqliteStore, Object> large(int number) {
        return store -> Operations.deliver(String.format("m%04d-%s", number, "x".repeat(15_000)), ADA, ADA,
                Operations.key(1_000 + number, Operations.NOW)).apply(store);
    }

    /** A limit of the operating system on the size of files makes writing to the log fail in the middle of a COMMIT. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatCannotBeWrittenToTheDiskIsToldRightlyAndCompletedLater() {
        DatabaseFile file = prepared(connection -> connection);
        List<String> outcomes = new ArrayList<>();
        try (ChildProcess child = ChildProcess.runWithFilesOfAtMost(16_384, Sender.class, file.path().toString())) {
            for (Optional<String> line = child.line(); line.isPresent(); line = child.line()) {
                outcomes.add(line.get());
            }
        }
        assertTrue(outcomes.contains("DONE") && outcomes.contains("UNKNOWN"), outcomes.toString());
        try (SqliteStore store = open(file)) {
            List<String> stored = store.inboxes().read(ADA, From.beginning(), 1_000, AccountCondition.exists())
                    .entries().stream().map(entry -> entry.message().text().value().substring(0, 5)).toList();
            for (int number = 0; number < outcomes.size(); number++) {
                boolean stands = stored.contains(String.format("m%04d", number));
                switch (outcomes.get(number)) {
                    case "DONE" -> assertTrue(stands, number + " was accepted");
                    case "NOT_DONE" -> assertTrue(!stands, number + " was not done");
                    default -> {
                    }
                }
                assertTrue(succeeds(Trial.attempt(large(number), store)));
            }
        }
    }

    private DatabaseFile prepared(UnaryOperator<Connection> between) {
        Path path = folder.resolve("messaging.db");
        Operations.prepare(path);
        return new DatabaseFile(path, 5_000, between);
    }

    private static SqliteStore open(DatabaseFile file) {
        return SqliteStore.at(file).clock(new TestClock(Operations.NOW)).open();
    }
}
