package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import dev.messaging.sqlite.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 users and 1,000,000 messages move from one SQLite file to another, by commands with heaps of 256 MB. Each of the two is killed
 * twice on the way, the second store is exported just as the first, and the doctor finds nothing in it.
 */
@Tag("long")
@Timeout(3_600)
class LongMoveTest {
    private static final int USERS = 100_000;
    private static final int MESSAGES = 1_000_000;
    /** In the inbox of the first user; the others have about nine each. */
    private static final int OF_ONE = 100_000;
    private static final int GROUPS = 2_000;
    private static final int MEMBERS = 25;
    private static final Instant BEGIN = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @TempDir
    private Path folder;

    @Test
    void aMillionMessagesMoveThoughBothProcessesAreKilledTwice() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source")).resolve("messaging.db");
        fill(source);
        Path file = folder.resolve("moved.jsonl");
        long exporting = System.nanoTime();
        killWhen(() -> size(file) > 40_000_000, "export", file.toString(), "--store", "sqlite:" + source);
        killWhen(() -> size(file) > 150_000_000, "export", file.toString(), "--resume", "--store", "sqlite:" + source);
        finish("export", file.toString(), "--resume", "--store", "sqlite:" + source);
        say("export, killed twice", exporting);

        Path target = Files.createDirectory(folder.resolve("target")).resolve("messaging.db");
        long importing = System.nanoTime();
        killWhen(() -> size(target) > 40_000_000, "import", file.toString(), "--store", "sqlite:" + target);
        killWhen(() -> size(target) > 150_000_000, "import", file.toString(), "--store", "sqlite:" + target);
        finish("import", file.toString(), "--store", "sqlite:" + target);
        say("import, killed twice", importing);

        Path again = folder.resolve("again.jsonl");
        long once = System.nanoTime();
        finish("export", again.toString(), "--store", "sqlite:" + target);
        say("export of " + Files.size(again) + " bytes", once);
        assertSameButForTheHeader(file, again);
        long examining = System.nanoTime();
        finish("doctor", "--store", "sqlite:" + target); // It would end with 1 if it had found anything.
        say("doctor", examining);
        long twice = System.nanoTime();
        finish("import", file.toString(), "--store", "sqlite:" + target);
        say("import of what is there", twice);
    }

    private static void say(String what, long sinceNanos) {
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - sinceNanos) / 1e9);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException moved) {
            return 0;
        }
    }

    private void killWhen(BooleanSupplier reached, String... words) throws Exception {
        try (Program command = Program.start(folder, words)) {
            while (!reached.getAsBoolean()) {
                assertTrue(command.isRunning(), command::notes);
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
            int unused = command.killed().exitCode();
        }
    }

    private void finish(String... words) throws Exception {
        try (Program command = Program.start(folder, words)) {
            assertEquals(0, command.exitCode(PATIENCE), command::notes);
            command.answers().forEach(System.out::println);
        }
    }

    private static void assertSameButForTheHeader(Path one, Path other) throws IOException {
        try (BufferedReader here = Files.newBufferedReader(one);
                BufferedReader there = Files.newBufferedReader(other)) {
            assertTrue(String.valueOf(here.readLine()).contains("\"header\""));
            assertTrue(String.valueOf(there.readLine()).contains("\"header\""));
            long number = 1;
            String line;
            do {
                line = here.readLine();
                number++;
                assertEquals(line, there.readLine(), "line " + number);
            } while (line != null);
        }
    }

    private static void fill(Path file) {
        long begin = System.nanoTime();
        try (Store store = SqliteStore.open(file)) {
            List<Piece> batch = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                add(store, batch, new Piece.OfUser(
                        new Account(new User(user(i), new Name("User " + i), BEGIN), Optional.empty()), false, 1));
            }
            for (int i = 0; i < GROUPS; i++) {
                GroupId group = new GroupId(GroupId.PREFIX + String.format("%032x", i));
                add(store, batch, new Piece.OfGroup(group, new Name("Group " + i), BEGIN, Optional.of(user(i))));
            }
            write(store, batch);
            for (int i = 0; i < GROUPS * MEMBERS; i++) {
                GroupId group = new GroupId(GroupId.PREFIX + String.format("%032x", i / MEMBERS));
                add(store, batch, new Piece.OfMember(group, user((i / MEMBERS + i % MEMBERS * 997) % USERS), BEGIN));
            }
            write(store, batch);
            talk(store);
        }
        say("filling the store", begin);
    }

    private static void talk(Store store) {
        List<Piece> batch = new ArrayList<>();
        int written = 0;
        for (int i = 0; i < USERS; i++) {
            int count = i == 0 ? OF_ONE : (MESSAGES - written) / (USERS - i);
            Position last = Position.START;
            for (int from = 0; from < count; from += 500) {
                Piece.OfInbox stretch = stretch(user(i), last, Math.min(500, count - from), written + from);
                last = stretch.entries().getLast().position();
                add(store, batch, stretch);
                if (count > 500) {
                    write(store, batch); // No two of one inbox.
                }
            }
            written += count;
        }
        write(store, batch);
        assertEquals(MESSAGES, written);
    }

    private static Piece.OfInbox stretch(UserId owner, Position after, int count, int firstMessage) {
        List<InboxEntry> entries = new ArrayList<>();
        Position last = after;
        for (int i = 0; i < count; i++) {
            int number = firstMessage + i;
            last = last.next(BEGIN.toEpochMilli() + number);
            entries.add(new InboxEntry(last,
                    new Message(new MessageId(MessageId.PREFIX + String.format("%032x", number)), user(number % USERS),
                            owner, new Text("Message " + number + " of a million, as long as people write: äöü 👋"),
                            BEGIN.plusMillis(number))));
        }
        return new Piece.OfInbox(owner, after, entries);
    }

    private static void add(Store store, List<Piece> batch, Piece piece) {
        batch.add(piece);
        if ((batch.size() >= 100 && piece instanceof Piece.OfInbox) || batch.size() >= 1_000) {
            write(store, batch);
        }
    }

    private static void write(Store store, List<Piece> batch) {
        for (Outcome outcome : store.archive().write(batch)) {
            assertTrue(outcome.conflict().isEmpty(), outcome::toString);
        }
        batch.clear();
    }

    private static UserId user(int number) {
        return new UserId(UserId.PREFIX + String.format("%032x", number));
    }
}
