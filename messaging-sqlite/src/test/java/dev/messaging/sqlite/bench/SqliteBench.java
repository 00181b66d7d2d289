package dev.messaging.sqlite.bench;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Appends and checks a second for 1, 16 and 64 callers, beside how often the same disk makes a small append durable: the
 * ratio is what carries over to another disk. Run it with {@code mvn -q -Pfast,bench -pl messaging-sqlite -am verify};
 * it takes about a minute.
 */
public final class SqliteBench {
    private static final int[] CALLERS = {1, 16, 64};
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final Text TEXT = new Text("x".repeat(200));
    private static final int NEW_MESSAGES = 20;

    private final Access access;
    private final List<UserId> users;
    private final PrintStream out;

    private SqliteBench(Messaging messaging, PrintStream out) {
        this.access = messaging.as(Caller.anonymous());
        this.users = IntStream.range(0, 64).mapToObj(i -> access.users().create().id()).toList();
        this.out = out;
    }

    /** Takes the folder to write into, which should be on the disk in question. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "bench");
        PrintStream out = System.out;
        double syncs = syncsPerSecond(folder);
        out.printf("the disk makes %,.0f appends of 4 KB a second durable, one by one (fdatasync)%n", syncs);
        try (Messaging messaging = Messaging.over(SqliteStore.open(folder.resolve("messaging.db"))).build()) {
            new SqliteBench(messaging, out).run(syncs);
        }
        out.printf("at the end the disk makes %,.0f appends of 4 KB a second durable%n", syncsPerSecond(folder));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void run(double syncs) {
        for (int callers : CALLERS) {
            report("appends of 200 bytes", callers, perSecond(callers, this::append), syncs);
        }
        List<From> behind = users.stream().map(user -> cursor(user, NEW_MESSAGES)).toList();
        for (int callers : CALLERS) {
            report("checks that bring " + NEW_MESSAGES, callers, perSecond(callers, i -> check(i, behind)), syncs);
        }
        List<From> ends = users.stream().map(user -> cursor(user, 0)).toList();
        for (int callers : CALLERS) {
            report("checks that bring nothing", callers, perSecond(callers, i -> check(i, ends)), syncs);
        }
    }

    private void append(int caller) {
        var unused = access.messages().send(users.get(caller), users.get((caller + 1) % users.size()), TEXT);
    }

    private void check(int caller, List<From> from) {
        InboxPage page = access.messages().check(users.get(caller), from.get(caller), 100);
        if (page.more()) {
            throw new IllegalStateException("somebody writes");
        }
    }

    private From cursor(UserId user, int newMessages) {
        List<Position> places = access.messages().check(user, From.beginning(), 1_000).entries().stream()
                .map(entry -> entry.position()).toList();
        return From.after(new Cursor(user, places.get(places.size() - 1 - newMessages)));
    }

    private void report(String what, int callers, double perSecond, double syncs) {
        out.printf("%-26s %3d callers %,10.0f a second  %8.2f for each fdatasync%n", what, callers, perSecond,
                perSecond / syncs);
    }

    private static double perSecond(int callers, IntConsumer call) {
        var unused = count(callers, call, WARM_UP);
        return count(callers, call, MEASURED) / (double) MEASURED.toSeconds();
    }

    private static long count(int callers, IntConsumer call, Duration duration) {
        LongAdder calls = new LongAdder();
        long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                int caller = i;
                var unused = threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        call.accept(caller);
                        calls.increment();
                    }
                });
            }
        }
        return calls.sum();
    }

    private static double syncsPerSecond(Path folder) throws IOException {
        Path file = folder.resolve("syncs");
        ByteBuffer page = ByteBuffer.allocate(4_096);
        int syncs = 0;
        long began = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() - began < Duration.ofSeconds(2).toNanos()) {
                int written = channel.write(page.rewind());
                channel.force(false);
                syncs += written / page.capacity();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Files.delete(file);
        return syncs / seconds;
    }
}
