package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the operator erases is named first, and asked for once. */
class ErasingTest {
    private final Store store = MemoryStore.create();
    private final Admin admin = new Admin(store);

    @BeforeEach
    void createUsers() {
        admin.gets("user", "create", "--id", "user-a", "--name", "Ada");
        admin.gets("user", "create", "--id", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--name", "Gardeners");
        admin.gets("group", "add", "group-g", "user-a");
        admin.gets("user", "block", "user-a", "user-b");
        admin.gets("user", "block", "user-b", "user-b");
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", "a note");
    }

    @Test
    void whatWillGoIsNamedAndTheIdIsTyped() {
        Outcome erased = admin.typing("user-a").types("user", "erase", "user-a", "--output", "json");
        assertEquals("""
                This erases user-a from memory for good:
                  name      Ada
                  sessions  0
                  blocks    1 that it has set, and all against it
                  groups    1: Gardeners
                  messages  at most 1 in its inbox
                Messages that it sent stay with those who got them. Nobody gets the id again.
                Type user-a to go on: in memory
                """, erased.notes());
        assertEquals("{\"userId\":\"user-a\",\"complete\":true,\"sessions\":0,\"blocks\":1,\"groups\":1,"
                + "\"messages\":1,\"left\":null,\"notBefore\":null}\n", erased.answers());
        assertEquals(ExitCodes.DONE, erased.exitCode());
        assertEquals("messaging: There is no user \"user-a\".\n", admin.types("user", "show", "user-a").notes());
        assertEquals("messaging: user-a exists already.\n",
                admin.types("user", "create", "--id", "user-a").notes());
        assertEquals(ExitCodes.DONE, admin.types("user", "show", "user-b").exitCode());
    }

    @Test
    void nothingIsDoneIfSomethingElseIsTyped() {
        for (String typed : List.of("", "y", "user-b", "user-a!")) {
            Outcome refused = admin.typing(typed).types("user", "erase", "user-a");
            assertEquals(ExitCodes.WRONG_USAGE, refused.exitCode());
            assertTrue(refused.notes().endsWith("messaging: What was typed is not user-a; nothing was done.\n"),
                    refused.notes());
        }
        assertEquals(ExitCodes.DONE, admin.types("user", "show", "user-a").exitCode());
    }

    @Test
    void whoCannotBeAskedSaysYesBeforehand() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: user erase asks at a terminal before it begins; --yes says yes without being asked.\n"),
                admin.types("user", "erase", "user-a"));
        assertEquals("in memory\n", admin.types("user", "erase", "--yes", "user-a").notes());
        assertEquals(ExitCodes.REFUSED, admin.types("user", "show", "user-a").exitCode());
    }

    @Test
    void whoIsErasedAlreadyIsSaidToBeSoAndWhoNeverWasIsRefused() {
        String unused = admin.gets("user", "erase", "--yes", "user-a");
        Outcome again = admin.types("user", "erase", "--yes", "user-a");
        assertEquals(ExitCodes.DONE, again.exitCode());
        assertEquals("user-a was erased before; nothing was left of it.\nin memory\n", again.notes());
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: There is no user \"user-c\".\n"),
                admin.types("user", "erase", "--yes", "user-c"));
    }

    @Test
    void ofSeveralEachIsNamedAndTypedAndWhoIsNotStays() {
        admin.gets("user", "create", "--id", "user-c");
        Outcome erased = admin.typing("user-a\nno\nuser-c").types("user", "erase", "user-a", "user-b", "user-c");
        assertEquals(ExitCodes.WRONG_USAGE, erased.exitCode());
        for (String id : List.of("user-a", "user-b", "user-c")) {
            assertTrue(erased.notes().contains("This erases " + id + " from memory for good:"), erased.notes());
        }
        assertTrue(erased.notes().contains("messaging: user-b: What was typed is not user-b; nothing was done.\n"),
                erased.notes());
        assertEquals(List.of("user-b"), admin.gets("user", "list", "--output", "jsonl").lines()
                .map(line -> line.replaceFirst("^.*\"userId\":\"([^\"]*)\".*$", "$1")).toList());
    }

    @Test
    void whoStandsOnStandardInputCannotBeAskedAboutThere() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: user erase cannot ask where the ids come from;"
                + " --yes says yes without being asked.\n"), admin.typing("user-a").types("user", "erase", "-"));
        admin.saying("user-a\nuser-x\nuser-b\n".getBytes(StandardCharsets.UTF_8));
        Outcome erased = admin.types("user", "erase", "-", "--yes", "--output", "jsonl");
        assertEquals(ExitCodes.REFUSED, erased.exitCode());
        assertEquals(2, erased.answers().lines().count());
        assertEquals("in memory\nmessaging: user-x: There is no user \"user-x\".\n", erased.notes());
        assertEquals("", admin.gets("user", "list", "--output", "jsonl"));
    }

    @Test
    void whatCannotGoYetIsToldWithTheTimeToComeAgain() {
        Instant then = Instant.parse("2026-11-23T12:00:00Z");
        Admin slow = new Admin(new InParts(store, new ArrayDeque<>(List.of(
                new Erasure(1, 2, 3, 4, new Erasure.More()), new Erasure(0, 1, 1, 1, new Erasure.More()),
                new Erasure(0, 0, 0, 5, new Erasure.Later(then, "Something is under way."))))));
        Outcome erased = slow.types("user", "erase", "--yes", "user-a", "--output", "json");
        assertEquals(ExitCodes.REFUSED, erased.exitCode());
        assertEquals("Not everything can go yet. Something is under way. Run the same command again after "
                + "2026-11-23T12:00:00Z.\nin memory\n", erased.notes());
        assertEquals("{\"userId\":\"user-a\",\"complete\":false,\"sessions\":1,\"blocks\":3,\"groups\":4,"
                + "\"messages\":10,\"left\":\"Something is under way.\",\"notBefore\":\"" + then.toEpochMilli()
                + "\"}\n", erased.answers());
    }

    @Test
    void whatFailsAfterAPartWasDoneSaysSoAndHowToGoOn() {
        Admin failing = new Admin(new InParts(store, new ArrayDeque<>(List.of(
                new Erasure(1, 2, 3, 4, new Erasure.More())))));
        assertEquals(new Outcome(ExitCodes.STORE_TROUBLE, "", "messaging: user-a is erased in part; the same command"
                + " goes on with it. The store is away. (done in part)\n"),
                failing.types("user", "erase", "--yes", "user-a"));
        assertEquals(new Outcome(ExitCodes.STORE_TROUBLE, "", "messaging: The store is away. (not done)\n"),
                failing.types("user", "erase", "--yes", "user-a"));
    }

    @Test
    void anInboxOfNobodyIsErasedAndNobodyGetsTheId() {
        UserId nobody = new UserId("user-nobody");
        Message message = new Message(new MessageId("message-1"), nobody, nobody, new Text("moved ahead"),
                Instant.ofEpochMilli(5));
        List<Archive.Outcome> unused = store.archive().write(List.of(new Piece.OfInbox(nobody, Position.START,
                List.of(new InboxEntry(new Position(1, 5), message)))));
        Outcome asked = admin.typing("yes").types("user", "erase", "user-nobody");
        assertEquals(ExitCodes.WRONG_USAGE, asked.exitCode());
        assertTrue(
                asked.notes()
                        .startsWith("There is no user-nobody in memory. This erases whatever stands under that id"),
                asked.notes());
        String answer = admin.gets("user", "erase", "--yes", "user-nobody", "--output", "jsonl");
        assertTrue(answer.contains("\"complete\":true") && answer.contains("\"messages\":1"), answer);
        assertEquals("messaging: user-nobody exists already.\n",
                admin.types("user", "create", "--id", "user-nobody").notes());
    }

    /** Erases as it is told to, and then not any more. */
    private static final class InParts extends ForwardingStore {
        private final Queue<Erasure> parts;

        InParts(Store store, Queue<Erasure> parts) {
            super(store);
            this.parts = parts;
        }

        @Override
        public Erasure erase(UserId user, int atMost) {
            if (parts.isEmpty()) {
                throw StoreException.notDone("The store is away.");
            }
            return parts.remove();
        }
    }
}
