package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How reading works: one state of the file each time, let go of at once, found without scanning. */
class ReadersTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000);
    private static final UserId ADA = new UserId("user-ada");
    private static final GroupId GROUP = new GroupId("group-all");
    private static final MembershipLimits LIMITS = new MembershipLimits(1_000, 1_000);

    private DatabaseFile file;
    private Readers readers;
    private Writer writer;
    private Tails tails;
    private SqliteDirectory directory;
    private SqliteInboxes inboxes;
    private SqliteCredentials credentials;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = new DatabaseFile(folder.resolve("messaging.db"));
        writer = new Writer(file, file.open(), Writer.Bounds.USUAL);
        readers = new Readers(file, Readers.THREADS);
        tails = new Tails(file);
        directory = new SqliteDirectory(readers, writer);
        inboxes = new SqliteInboxes(readers, writer, tails, Clock.systemUTC());
        credentials = new SqliteCredentials(readers, writer);
        directory.createUser(new Account(new User(ADA, new Name("Ada"), NOW), Optional.empty()));
    }

    @AfterEach
    void close() {
        tails.close();
        readers.close();
        writer.close();
    }

    @Test
    void noPageKeepsTheLogFromBeingFoldedIntoTheFile() throws Exception {
        IntStream.range(0, 50).forEach(this::send);
        InboxPage first = inboxes.read(ADA, From.beginning(), 10, AccountCondition.exists());
        assertTrue(first.more());
        send(50);
        try (Session other = file.writer()) {
            // The first column tells whether a reader was in the way.
            assertEquals(0, other.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)).orElseThrow());
        }
        assertEquals(41,
                inboxes.read(ADA, From.after(first.next()), 1_000, AccountCondition.exists()).entries().size());
    }

    @Test
    void onePieceOfWorkSeesOneState() {
        List<Boolean> seen = readers.read(session -> {
            boolean before = Existing.has(session, new UserId("user-late"));
            directory.createUser(
                    new Account(new User(new UserId("user-late"), new Name("Late"), NOW), Optional.empty()));
            return List.of(before, Existing.has(session, new UserId("user-late")));
        });
        assertEquals(List.of(false, false), seen);
        assertTrue(directory.findUser(new UserId("user-late")).isPresent());
    }

    @Test
    void aReaderCannotWrite() {
        assertThrows(RuntimeException.class, () -> readers.read(session -> session.change("DELETE FROM users")));
        assertEquals(ADA, directory.findUser(ADA).map(Account::user).orElseThrow().id());
    }

    @Test
    void whoFindsTooManyWaitingIsRefused() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            int room = Readers.THREADS + Readers.WAITING_MAX;
            for (int i = 0; i < room; i++) {
                answers.add(callers.submit(() -> readers.read(session -> awaited(goOn))));
            }
            while (readers.waiting() < Readers.WAITING_MAX) {
                Thread.onSpinWait();
            }
            assertThrows(StoreException.class, () -> inboxes.tail(ADA));
            goOn.countDown();
            for (Future<Boolean> answer : answers) {
                assertTrue(answer.get());
            }
        }
        assertEquals(0, inboxes.tail(ADA).sequence());
    }

    @Test
    void nothingIsFoundByScanningOrSorting() throws Exception {
        Set<String> asked = everythingThatIsAsked();
        assertTrue(asked.size() > 54, asked.toString());
        try (Session session = file.writer()) {
            for (String sql : asked) {
                for (String step : plan(session, sql)) {
                    assertFalse(step.startsWith("SCAN") || step.contains("TEMP B-TREE"), sql + ": " + step);
                }
            }
        }
    }

    /** Does everything once, and collects the statements of the one writer and of the one reader that was needed. */
    private Set<String> everythingThatIsAsked() {
        changeTheDirectory();
        sendAndCheck();
        repeatAndTrim();
        list();
        showCredentials();
        directory.unblock(ADA, ADA, AccountCondition.exists());
        directory.removeMember(GROUP, ADA, GroupCondition.exists());
        assertEquals(1, new SqliteErasure(writer).erase(ADA, 100, NOW.toEpochMilli()).groups());
        List<String> asked = new ArrayList<>(writer.write(Session::statements));
        asked.addAll(readers.read(Session::statements));
        Schema.STEPS.forEach(asked::removeAll);
        return Set.copyOf(asked.stream().filter(sql -> sql.matches("(?s)(SELECT|INSERT|UPDATE|DELETE).*"))
                .filter(sql -> !sql.contains("sqlite_schema")).toList());
    }

    private void changeTheDirectory() {
        Group group = new Group(GROUP, new Name("All"), NOW, 0, Optional.of(ADA));
        directory.createGroup(group, List.of(), LIMITS);
        directory.createGroup(group, List.of(), LIMITS);
        directory.createGroup(new Group(new GroupId("group-b"), new Name("B"), NOW, 1, Optional.of(ADA)), List.of(ADA),
                LIMITS);
        directory.addMember(GROUP, ADA, NOW, new GroupCondition.IsOpenOrHas(ADA, new Refusal.Unauthenticated()),
                LIMITS);
        directory.block(new Block(ADA, ADA, BlockScope.EVERYWHERE, NOW), AccountCondition.exists(), 1_000);
        assertThrows(Refusal.IdTaken.class, () -> directory
                .createUser(new Account(new User(ADA, new Name("Other"), NOW), Optional.empty())));
    }

    private void sendAndCheck() {
        send(0);
        inboxes.deliver(new Message(new MessageId("message-g"), ADA, GROUP, new Text("x"), NOW),
                AccountCondition.exists(), facts -> {
                    assertEquals(new Facts.OfGroup(true, List.of(ADA), Set.of(ADA)), facts);
                    return List.of(ADA);
                });
        Cursor first = inboxes.read(ADA, From.beginning(), 1, AccountCondition.exists()).next();
        for (From from : List.of(From.after(first), From.laterThan(first.position().atMillis()))) {
            assertEquals(1, inboxes.read(ADA, from, 1, AccountCondition.exists()).entries().size());
        }
        assertEquals(2, inboxes.tail(ADA).sequence());
    }

    private void repeatAndTrim() {
        User bob = new User(new UserId("user-bob"), new Name("Bob"), NOW);
        RequestKey key = new RequestKey("1".repeat(64), "2".repeat(64), NOW);
        assertEquals(bob.id().value(),
                directory.createUser(new Account(bob, Optional.empty()), Optional.of(key)).id());
        assertEquals(Set.of(ADA), inboxes.grown(Map.of(ADA, Position.START)));
        SqliteInboxes nextWeek = new SqliteInboxes(readers, writer, tails,
                InstantSource.offset(Clock.systemUTC(), Duration.ofDays(7)));
        assertEquals(1, nextWeek.trim(ADA, Instant.now().plus(Duration.ofDays(1)), 10));
    }

    private void list() {
        assertEquals(1, directory.blocks(ADA, Optional.empty(), 1, AccountCondition.exists()).items().size());
        assertEquals(1, directory.members(GROUP, Optional.empty(), 1, GroupCondition.exists()).items().size());
        assertEquals(1, directory.groupsOf(ADA, Optional.empty(), 1, AccountCondition.exists()).items().size());
        assertEquals(1, directory.findGroup(GROUP, GroupCondition.exists()).members());
        assertEquals(1, directory.findUsers(Set.of(ADA)).size());
    }

    private void showCredentials() {
        PasswordHash hash = new PasswordHash("$test$1$2");
        assertTrue(credentials.replacePassword(ADA, Optional.empty(), hash, Optional.empty()));
        UserSession session = new UserSession(new SessionKey("a".repeat(64)), ADA, NOW, NOW.plusSeconds(1));
        assertTrue(credentials.open(session, hash, 1));
        assertTrue(credentials.recent(ADA).isPresent());
        assertTrue(credentials.recent(session.key()).isPresent());
        assertEquals(1, credentials.sessions(ADA, NOW).size());
        credentials.end(ADA, List.of(session.key()));
        credentials.suspend(ADA, true);
        credentials.suspend(ADA, false);
    }

    private static List<String> plan(Session session, String sql) throws SQLException {
        return session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail"));
    }

    private static boolean awaited(CountDownLatch goOn) {
        try {
            goOn.await();
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private void send(int number) {
        inboxes.deliver(new Message(new MessageId("message-" + number), ADA, ADA, new Text("x"), NOW),
                AccountCondition.exists(), facts -> List.of(ADA));
    }
}
