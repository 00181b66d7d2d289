package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a process is killed in the middle of its work. */
class CrashTest {
    private static final GroupId GROUP = new GroupId("group-all");
    private static final List<UserId> MEMBERS = IntStream.range(0, 8).mapToObj(i -> new UserId("user-" + i)).toList();

    /** Four senders write to the group for ever; each message that was accepted is printed. */
    static final class Sender {
        public static void main(String[] arguments) throws Exception {
            Access access = Messaging.over(SqliteStore.open(Path.of(arguments[0]))).build().as(Caller.anonymous());
            for (UserId sender : MEMBERS.subList(0, 4)) {
                var unused = Thread.ofPlatform().start(() -> {
                    while (true) {
                        String id = access.messages().send(sender, GROUP, new Text("x")).id().value();
                        System.out.println(id);
                    }
                });
            }
            Thread.currentThread().join();
        }
    }

    @RepeatedTest(3)
    void whatWasAcceptedStandsOnceInEveryInboxAndNothingStandsInHalf(@TempDir Path folder) {
        Path file = folder.resolve("messaging.db");
        createGroup(file);
        Set<String> accepted = new HashSet<>();
        try (ChildProcess sender = ChildProcess.run(Sender.class, file.toString())) {
            while (accepted.size() < 200) {
                accepted.add(sender.line().orElseThrow());
            }
            sender.kill();
            for (Optional<String> line = sender.line(); line.isPresent(); line = sender.line()) {
                // The last line may be cut off.
                line.filter(id -> id.length() == "message-".length() + 32).ifPresent(accepted::add);
            }
        }
        List<List<String>> inboxes = readAll(file);
        assertEquals(Set.of(inboxes.getFirst()), Set.copyOf(inboxes), "each inbox holds the same in the same order");
        assertTrue(new HashSet<>(inboxes.getFirst()).containsAll(accepted), "what was accepted is there");
    }

    private static void createGroup(Path file) {
        try (Messaging messaging = Messaging.over(SqliteStore.open(file)).build()) {
            Access access = messaging.as(Caller.anonymous());
            var unused = access.groups().create(GROUP, new Name("All"));
            for (UserId member : MEMBERS) {
                var user = access.users().create(member, new Name("Member"));
                access.groups().add(GROUP, user.id());
            }
        }
    }

    /** The ids in each inbox, which is dense and holds nothing twice. */
    private static List<List<String>> readAll(Path file) {
        try (Messaging messaging = Messaging.over(SqliteStore.open(file)).build()) {
            return MEMBERS.stream().map(member -> read(messaging.as(Caller.anonymous()), member)).toList();
        }
    }

    private static List<String> read(Access access, UserId member) {
        List<InboxEntry> entries = new ArrayList<>();
        access.messages().checkAll(member, From.beginning()).forEachRemaining(page -> entries.addAll(page.entries()));
        List<String> ids = entries.stream().map(entry -> entry.message().id().value()).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size(), "nothing stands twice");
        assertEquals(IntStream.rangeClosed(1, ids.size()).mapToObj(i -> (long) i).toList(),
                entries.stream().map(entry -> entry.position().sequence()).toList());
        return ids;
    }
}
