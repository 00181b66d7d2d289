package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code doctor} as it is typed. */
class DoctorCommandTest {
    private static final UserId ADA = new UserId("user-ada");

    private final Store store = MemoryStore.create();
    private final Admin admin = new Admin(store);

    @BeforeEach
    void fill() {
        admin.gets("user", "create", "--id", "user-ada");
        admin.gets("message", "send", "--from", "user-ada", "--to", "user-ada", "--text", "Hello");
    }

    private void leaveAnExpiredSession() {
        leaveExpiredSessions(1);
    }

    private void leaveExpiredSessions(int count) {
        PasswordHash hash = new PasswordHash("$test$v=1$any");
        assertTrue(store.credentials().replacePassword(ADA, Optional.empty(), hash, Optional.empty()));
        for (int i = 0; i < count; i++) {
            assertTrue(store.credentials().open(new UserSession(new SessionKey("ab%02x".formatted(i).repeat(16)), ADA,
                    Instant.ofEpochSecond(1), Instant.ofEpochSecond(2)), hash, 1_000));
        }
    }

    /** Numbers that are not dense, of somebody who does not exist. */
    private void damage() {
        List<InboxEntry> entries = LongStream.of(1, 2, 5, 6).mapToObj(n -> new InboxEntry(new Position(n, n * 1_000),
                new Message(new MessageId("message-" + n), ADA, ADA, new Text("x"), Instant.ofEpochMilli(n))))
                .toList();
        assertEquals(List.of(Archive.Outcome.absent(4)), store.archive()
                .write(List.of(new Piece.OfInbox(new UserId("user-gone"), Position.START, entries))));
    }

    private JsonNode json(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.answers());
    }

    @Test
    void aHealthyStoreIsDone() {
        Outcome outcome = admin.types("doctor");
        assertEquals(ExitCodes.DONE, outcome.exitCode(), outcome.notes());
        assertTrue(outcome.answers().contains("findings: none"), outcome.answers());
        assertTrue(outcome.notes().contains("Examining: 0 findings, and 0 notes"), outcome.notes());
        assertTrue(outcome.notes().contains("from memory"), outcome.notes());
    }

    @Test
    void damageIsRefusedAndListedAsFarAsIsWanted() throws IOException {
        damage();
        Outcome outcome = admin.types("doctor", "--output", "json");
        assertEquals(ExitCodes.REFUSED, outcome.exitCode());
        assertEquals(List.of("hole", "inbox-of-nobody"),
                json(outcome).get("findings").findValuesAsText("kind").stream().sorted().toList());
        assertTrue(outcome.answers().contains("the entries 3 to 4 are missing"), outcome.answers());
        JsonNode short1 = json(admin.types("doctor", "--output", "json", "--findings-max", "1"));
        assertEquals(1, short1.get("findings").size());
        assertEquals(1, short1.get("unlisted").asInt());
        assertEquals(2, short1.get("found").size());
    }

    @Test
    void aNoteIsNoDamageAndGoesOnlyWhenToldSo() throws IOException {
        leaveAnExpiredSession();
        Outcome dry = admin.types("doctor", "--repair", "--output", "json");
        assertEquals(ExitCodes.DONE, dry.exitCode());
        assertTrue(dry.notes().contains("Nothing was changed: --repair --yes mends it."), dry.notes());
        assertEquals("would be", json(dry).get("findings").get(0).get("done").asText());
        assertEquals(json(dry), json(admin.types("doctor", "--output", "json")));
        Outcome mended = admin.types("doctor", "--repair", "--yes", "--output", "json");
        assertEquals(ExitCodes.DONE, mended.exitCode());
        assertTrue(mended.notes().contains("in memory"), mended.notes());
        assertEquals("yes", json(mended).get("findings").get(0).get("done").asText());
        assertFalse(mended.answers().contains("ab00".repeat(16)));
        assertTrue(admin.gets("doctor").contains("findings: none"));
    }

    @Test
    void whateverIsMendedIsListedAndTheRestUpToABound() throws IOException {
        leaveExpiredSessions(120);
        JsonNode looked = json(admin.types("doctor", "--output", "json"));
        assertEquals(100, looked.get("findings").size());
        assertEquals(20, looked.get("unlisted").asInt());
        JsonNode dry = json(admin.types("doctor", "--repair", "--output", "json"));
        assertEquals(120, dry.get("findings").size());
        assertEquals(0, dry.get("unlisted").asInt());
        assertEquals(120, admin.types("doctor", "--repair").answers().lines()
                .filter(line -> line.startsWith("expired-session  user-ada")).count());
        List<String> lines = admin.gets("doctor", "--repair", "--yes", "--output", "jsonl").lines().toList();
        assertEquals(121, lines.size());
        assertTrue(lines.subList(0, 120).stream().allMatch(line -> line.endsWith("\"done\":\"yes\"}")),
                lines::toString);
        assertTrue(lines.getLast().startsWith("{\"store\":\"memory\",\"mended\":true,\"damaged\":false,"),
                lines.getLast());
    }

    @Test
    void asJsonLinesEverythingIsListedAndTheLastLineSumsUp() throws IOException {
        damage();
        List<String> lines = admin.types("doctor", "--output", "jsonl", "--findings-max", "1").answers().lines()
                .toList();
        assertEquals(3, lines.size());
        JsonNode sum = new ObjectMapper().readTree(lines.getLast());
        assertTrue(sum.get("damaged").asBoolean());
        assertEquals(0, sum.get("unlisted").asInt());
    }

    @Test
    void atATerminalItAsksAndDoesWhatIsSaid() throws IOException {
        leaveAnExpiredSession();
        Outcome no = admin.typing("no").types("doctor", "--repair", "--output", "json");
        assertTrue(no.notes().contains("Mend 1 findings in memory? yes or no: "), no.notes());
        assertFalse(json(no).get("mended").asBoolean());
        Outcome yes = admin.typing("yes").types("doctor", "--repair", "--output", "json");
        assertTrue(json(yes).get("mended").asBoolean());
        assertEquals(0, json(admin.types("doctor", "--repair", "--output", "json")).get("findings").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--yes", "--stale-after 119", "--findings-max -1", "--max-reads-per-second -1"})
    void wrongUsageIsTold(String words) {
        Outcome outcome = admin.types(("doctor " + words).split(" ", -1));
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode(), outcome.notes());
        assertTrue(outcome.notes().contains(words.split(" ", -1)[0]), outcome.notes());
    }
}
