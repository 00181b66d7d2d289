package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Listener;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That looking for news is one glance while nobody writes, and that none is lost. */
class TailsTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final UserId BOB = new UserId("user-bob");

    private final Faults faults = new Faults();
    private Messaging node;
    private Messaging command;
    private Inboxes inboxes;

    @BeforeEach
    void open(@TempDir Path folder) {
        Path path = folder.resolve("messaging.db");
        SqliteStore server = SqliteStore.at(new DatabaseFile(path, 5_000, faults)).asServer().open();
        node = Messaging.over(server).build();
        command = Messaging.over(SqliteStore.open(path)).build();
        inboxes = server.inboxes();
        for (UserId user : List.of(ADA, BOB)) {
            assertEquals(user, access(command).users().create(user, new Name("Name")).id());
        }
    }

    @AfterEach
    void close() {
        node.close();
        command.close();
    }

    @Test
    void whileNobodyWritesLookingAgainIsOneGlance() {
        Map<UserId, Position> places = Map.of(ADA, Position.START, BOB, Position.START);
        assertEquals(Set.of(), inboxes.grown(places));
        assertEquals(1, callsOf(places));
        send(node, BOB);
        assertEquals(Set.of(BOB), inboxes.grown(places));
        assertEquals(1, callsOf(places));
        send(command, ADA);
        assertEquals(Set.of(ADA, BOB), inboxes.grown(places));
        assertEquals(1, callsOf(places));
    }

    /** How many statements a question takes, beside the beginning and the end of its transactions. */
    private long callsOf(Map<UserId, Position> places) {
        faults.end();
        Set<UserId> unused = inboxes.grown(places);
        return faults.calls().stream().filter(sql -> !Set.of("BEGIN", "COMMIT").contains(sql)).distinct().count();
    }

    @Test
    void whatWasWrittenBeforeTheFirstQuestionIsNews() {
        assertEquals(Set.of(), inboxes.grown(Map.of(ADA, Position.START)));
        send(command, BOB);
        assertEquals(Set.of(), inboxes.grown(Map.of(ADA, Position.START)));
        assertEquals(Set.of(BOB), inboxes.grown(Map.of(ADA, Position.START, BOB, Position.START)));
    }

    @Test
    void whoKnowsLessIsToldWhatOthersKnow() {
        send(command, ADA);
        Position one = inboxes.tail(ADA);
        assertEquals(Set.of(), inboxes.grown(Map.of(ADA, one)));
        assertEquals(Set.of(ADA), inboxes.grown(Map.of(ADA, Position.START)));
    }

    @Test
    void aLookThatFailsIsMadeUpForWhereverItFailed() {
        Map<UserId, Position> places = new HashMap<>();
        for (int i = 0; i <= Tails.LOOKED_UP_AT_ONCE; i++) {
            places.put(new UserId("user-" + i), Position.START);
        }
        places.put(ADA, Position.START);
        assertEquals(Set.of(), inboxes.grown(places));
        faults.end();
        send(command, ADA);
        assertEquals(Set.of(ADA), inboxes.grown(places));
        int calls = faults.calls().size();
        assertTrue(calls > 2 * Tails.LOOKED_UP_AT_ONCE / 10, calls + " calls");
        for (int failing = 1; failing <= calls; failing += Math.max(1, calls / 40)) {
            int nth = failing;
            Map<UserId, Position> known = new HashMap<>(places);
            known.put(ADA, inboxes.tail(ADA));
            send(command, ADA);
            faults.plan(call -> call == nth ? Faults.Kind.BROKEN : null);
            assertThrows(StoreException.class, () -> inboxes.grown(known));
            assertEquals(Set.of(ADA), inboxes.grown(known), "after call " + nth + " failed");
        }
    }

    @Test
    void whatACommandSendsBesideTheServerIsHeardWithinAboutASecond() {
        try (Listener listener = access(node).messages().listen(ADA, From.beginning(), 10)) {
            assertEquals(List.of(), listener.next(Duration.ZERO).entries());
            long begun = System.nanoTime();
            send(command, ADA);
            assertEquals("news",
                    listener.next(Duration.ofSeconds(20)).entries().getFirst().message().text().value());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.toMillis() < 5_000, "took " + took);
        }
    }

    @Test
    void aLookLeavesTheFileToOthers() throws Exception {
        assertEquals(Duration.ofSeconds(1), inboxes.newsEvery());
        send(node, ADA);
        assertEquals(Set.of(ADA), inboxes.grown(Map.of(ADA, Position.START)));
        try (Session other = new DatabaseFile(Path.of(node.store().location().substring("sqlite:".length())))
                .writer()) {
            assertEquals(0, other.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)).orElseThrow());
        }
    }

    private static void send(Messaging from, UserId receiver) {
        assertEquals("news", access(from).messages().send(ADA, receiver, new Text("news")).text().value());
    }

    private static Access access(Messaging messaging) {
        return messaging.as(Caller.administrator());
    }
}
