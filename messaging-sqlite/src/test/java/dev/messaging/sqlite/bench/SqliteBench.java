package dev.messaging.sqlite.bench;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import dev.messaging.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Appends, with and without keys, and checks a second for 1, 16 and 64 callers, beside how often the same disk makes a small
 * append durable: what carries over to another disk is the ratio. And how long a look for news takes. Run it with
 * {@code mvn -q -Pbench -DskipTests -pl messaging-sqlite -am verify}; it takes less than a minute.
 */
public final class SqliteBench {
    private static final int[] CALLERS = {1, 16, 64};
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final Text TEXT = new Text("x".repeat(200));
    private static final int NEW_MESSAGES = 20;
    private static final int AWAITED = 10_000;

    private final Access access;
    private final Inboxes inboxes;
    private final Disk disk;
    private final PrintStream out;
    private final List<UserId> users;

    private SqliteBench(Messaging messaging, Disk disk, PrintStream out) {
        this.access = messaging.as(Caller.anonymous());
        this.inboxes = messaging.store().inboxes();
        this.disk = disk;
        this.out = out;
        this.users = IntStream.range(0, 64).mapToObj(i -> access.users().create().id()).toList();
    }

    /** Takes the folder to write into, which should be on the disk in question. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "bench");
        try (Messaging messaging = Messaging.over(SqliteStore.open(folder.resolve("messaging.db"))).build()) {
            new SqliteBench(messaging, new Disk(folder.resolve("disk")), System.out).run();
        }
        Files.delete(folder.resolve("messaging.db"));
        Files.delete(folder);
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        reportAppends("without keys", this::append);
        reportAppends("with keys", this::appendWithKey);
        List<From> behindTwenty = users.stream().map(this::end).toList();
        sendToAll();
        reportChecks("that bring " + NEW_MESSAGES, behindTwenty);
        reportChecks("that bring nothing", users.stream().map(this::end).toList());
        reportNews();
    }

    private void reportAppends(String what, IntConsumer append)
            throws IOException, InterruptedException, ExecutionException {
        for (int callers : CALLERS) {
            double flushes = disk.flushesPerSecond();
            double appends = perSecond(callers, append);
            out.printf(
                    "appends of 200 bytes %s, %2d callers: %,9.0f a second; the disk: %,7.0f fdatasync a second; ratio %.2f%n",
                    what, callers, appends, flushes, appends / flushes);
        }
    }

    private void reportNews() throws InterruptedException, ExecutionException {
        Map<UserId, Position> awaited = IntStream.range(0, AWAITED)
                .mapToObj(i -> new UserId(UserId.PREFIX + "awaited" + i))
                .collect(Collectors.toMap(owner -> owner, owner -> Position.START));
        users.forEach(user -> awaited.put(user, Position.START));
        double idle = perSecond(1, caller -> lookForNews(awaited));
        double busy = perSecond(1, caller -> {
            append(caller);
            lookForNews(awaited);
        });
        out.printf("a look for news of %,d inboxes: %.2f ms while nobody writes; with an append before each: %.2f ms%n",
                awaited.size(), 1_000 / idle, 1_000 / busy);
    }

    private void lookForNews(Map<UserId, Position> awaited) {
        int grown = inboxes.grown(awaited).size();
        if (grown != users.size()) {
            throw new IllegalStateException("grown " + grown);
        }
    }

    private void reportChecks(String what, List<From> from) throws InterruptedException, ExecutionException {
        for (int callers : CALLERS) {
            double checks = perSecond(callers, caller -> check(caller, from.get(caller)));
            out.printf("checks %s, %2d callers: %,9.0f a second%n", what, callers, checks);
        }
    }

    private void sendToAll() {
        Group all = access.groups().create();
        users.forEach(user -> access.groups().add(all.id(), user));
        for (int i = 0; i < NEW_MESSAGES; i++) {
            var unused = access.messages().send(users.getFirst(), all.id(), TEXT);
        }
    }

    private void append(int caller) {
        var unused = access.messages().send(users.get(caller), users.get((caller + 1) % users.size()), TEXT);
    }

    private void appendWithKey(int caller) {
        Draft draft = new Draft(users.get(caller), users.get((caller + 1) % users.size()), TEXT, false);
        var unused = access.messages().send(draft,
                Optional.of(new IdempotencyKey(Long.toHexString(ThreadLocalRandom.current().nextLong()))));
    }

    private void check(int caller, From from) {
        int brought = access.messages().check(users.get(caller), from, 100).entries().size();
        if (brought != 0 && brought != NEW_MESSAGES) {
            throw new IllegalStateException("brought " + brought);
        }
    }

    private From end(UserId user) {
        InboxPage page = access.messages().check(user, From.beginning(), 1_000);
        while (page.more()) {
            page = access.messages().check(user, From.after(page.next()), 1_000);
        }
        return From.after(page.next());
    }

    private static double perSecond(int callers, IntConsumer call) throws InterruptedException, ExecutionException {
        var unused = Load.callsWithin(WARM_UP, callers, call);
        return Load.callsWithin(MEASURED, callers, call) / (double) MEASURED.toSeconds();
    }
}
