package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not know what became of a request repeats it with its key, and the store has moved meanwhile. */
class MovedRequestsTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("Secret-key-of-a-client"));
    private static final Draft NOTE = new Draft(ADA, ADA, new Text("a note"), false);

    @TempDir
    private Path folder;

    private final Store source = MemoryStore.create();
    private final Store target = MemoryStore.create();
    private final Access before = access(source);
    private final Access after = access(target);
    private final PrintWriter notes = new PrintWriter(new StringWriter());

    private static Access access(Store store) {
        return Messaging.over(store).build().as(Caller.anonymous());
    }

    @BeforeEach
    void create() {
        assertEquals(ADA, before.users().create(ADA, new Name("Ada")).id());
    }

    private Path exported(boolean inboxesOnly) {
        Path file = folder.resolve(inboxesOnly ? "inboxes.jsonl" : "all.jsonl");
        Exports.Answer unused = new Exports(source,
                new Exports.Choices(inboxesOnly, false, List.of(), 0, Duration.ZERO), new Display(notes, false), notes)
                .toFile(file);
        return file;
    }

    private Imports imports() {
        return new Imports(target.archive(), () -> new PasswordHash("$test$v=1$nobody-knows"),
                new Imports.Choices(false, 0), new Display(notes, false), notes);
    }

    private static long requests(Path file) {
        return Lines.of(file).stream().filter(line -> line.startsWith("{\"kind\":\"request\"")).count();
    }

    @Test
    void whatIsRepeatedAtTheNewStoreIsAnsweredAsByTheOldOneAndNotDoneTwice() {
        Accepted sent = before.messages().send(NOTE, KEY);
        Draft refused = new Draft(ADA, new UserId("user-nobody"), new Text("Hello?"), false);
        Optional<IdempotencyKey> other = Optional.of(new IdempotencyKey("another"));
        assertThrows(Refusal.NoSuchUser.class, () -> before.messages().send(refused, other));
        Path file = exported(false);
        assertEquals(2, requests(file));
        assertFalse(Lines.of(file).stream().anyMatch(line -> line.contains("Secret-key-of-a-client")));
        assertEquals(0, imports().ofFile(file).conflicts());
        assertEquals(0, imports().ofFile(file).conflicts());
        assertEquals(sent, after.messages().send(NOTE, KEY));
        assertEquals(1, after.messages().check(ADA, From.beginning(), 10).entries().size());
        assertThrows(Refusal.NoSuchUser.class, () -> after.messages().send(refused, other));
        assertThrows(Refusal.KeyReused.class,
                () -> after.messages().send(new Draft(ADA, ADA, new Text("another"), false), KEY));
    }

    @Test
    void whatHasExpiredStaysAndSoDoesAllOfItWhenOnlyInboxesGo() {
        RequestKey old = RequestKey.remembered("a".repeat(64), "b".repeat(64), Instant.now().minusSeconds(60));
        var unused = source.archive()
                .write(List.of(new Piece.OfRequest(old, new Decision.Done("message-old", old.usedAt(), 1))));
        assertEquals(1, before.messages().send(NOTE, KEY).inboxes());
        assertEquals(1, requests(exported(false)));
        assertEquals(0, requests(exported(true)));
    }

    @Test
    void aRequestThatIsNoneIsToldWithItsLine() {
        String line = "{\"kind\":\"request\",\"id\":\"" + "a".repeat(64) + "\",\"fingerprint\":\"" + "b".repeat(64)
                + "\",\"decision\":\"done message-1 5 1\",\"expires\":179530739251700}";
        for (String[] change : new String[][]{{"done message-1 5 1", "done", "\"decision\""},
                {"done message-1 5 1", "maybe", "\"decision\""}, {"done message-1 5 1", "done message-1 05 1",
                        "\"decision\""},
                {"a".repeat(64), "a", "\"id\""}, {"b".repeat(64), "B".repeat(64), "\"fingerprint\""}}) {
            String wrong = header() + line.replace(change[0], change[1]) + "\n";
            String complaint = String.valueOf(assertThrows(WrongUsage.class, () -> imports().ofStream(
                    new ByteArrayInputStream(wrong.getBytes(StandardCharsets.UTF_8)))).getMessage());
            assertTrue(complaint.startsWith("standard input, line 2: " + change[2]), complaint);
        }
    }

    private static String header() {
        return "{\"kind\":\"header\",\"format\":\"messaging-export\",\"version\":1,\"at\":\"2026-11-22T10:00:00Z\","
                + "\"from\":\"memory\",\"inboxesOnly\":false,\"passwords\":false,\"since\":false}\n";
    }
}
