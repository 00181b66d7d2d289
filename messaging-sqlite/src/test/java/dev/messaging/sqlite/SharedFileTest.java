package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other processes on the file of a server that never pauses. */
class SharedFileTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final UserId BOB = new UserId("user-bob");
    private static final int COMMANDS = 30;

    /** As the command line does: open, one message, close; again and again. */
    static final class Commands {
        public static void main(String[] arguments) {
            for (int i = 0; i < COMMANDS; i++) {
                try (Messaging messaging = Messaging.over(SqliteStore.open(Path.of(arguments[0]))).build()) {
                    var unused = messaging.as(Caller.administrator()).messages().send(BOB, ADA, new Text("command"));
                }
            }
            System.out.println("done");
        }
    }

    @Test
    void commandsGetThroughBesideASaturatedServer(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("messaging.db");
        AtomicBoolean enough = new AtomicBoolean();
        try (Messaging server = Messaging.over(SqliteStore.at(file).asServer().open()).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Access access = server.as(Caller.anonymous());
            assertEquals(BOB, access.users().create(BOB, new Name("Bob")).id());
            assertEquals(ADA, access.users().create(ADA, new Name("Ada")).id());
            List<Future<Long>> senders = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                senders.add(threads.submit(() -> sendUntil(enough, access)));
            }
            try (ChildProcess one = ChildProcess.run(Commands.class, file.toString());
                    ChildProcess two = ChildProcess.run(Commands.class, file.toString())) {
                assertEquals(0, one.exitCode());
                assertEquals(0, two.exitCode());
            } finally {
                enough.set(true);
            }
            long sent = 0;
            for (Future<Long> sender : senders) {
                sent += sender.get();
            }
            List<InboxEntry> entries = new ArrayList<>();
            access.messages().checkAll(ADA, From.beginning()).forEachRemaining(page -> entries.addAll(page.entries()));
            assertEquals(LongStream.rangeClosed(1, sent + 2 * COMMANDS).boxed().toList(),
                    entries.stream().map(entry -> entry.position().sequence()).toList());
            for (int i = 1; i < entries.size(); i++) {
                assertTrue(entries.get(i - 1).position().atMillis() < entries.get(i).position().atMillis());
            }
        }
    }

    private static long sendUntil(AtomicBoolean enough, Access access) {
        long sent = 0;
        while (!enough.get()) {
            var unused = access.messages().send(BOB, ADA, new Text("server"));
            sent++;
        }
        return sent;
    }
}
