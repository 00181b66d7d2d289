package dev.messaging.cli.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Users with passwords who poll once a minute through the second dialect, which sends the password with every poll: when all
 * is warm, in the minutes after a restart, and while others try wrong passwords from ever new addresses. Run it with
 * {@code mvn -q -Pbench-polling -DskipTests -pl messaging-cli -am verify}; it takes about a quarter of an hour with 12,000 users
 * ({@code -Dbench.users=}, {@code -Dbench.minutes=} after the restart).
 *
 * <p>Polls come when they are due, however slow the answers are, and are timed from then. Whoever is answered 503 or 429
 * comes again after {@code Retry-After}.
 */
public final class PollingBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int ATTACKERS = 64;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService due = Executors.newSingleThreadScheduledExecutor();
    private final Path folder;
    private final PrintStream out;
    private final List<String> users = new ArrayList<>();
    private volatile String url = "";

    /** How a poll ended: after how many refusals, and how long after it was due. */
    private record Poll(int refusals, int status, long nanos) {}

    private PollingBench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Takes a folder for the data, the number of users, and how many minutes to look after the restart. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "polling");
        PollingBench bench = new PollingBench(folder, System.out);
        try (bench.http; bench.callers; bench.due) {
            bench.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private void run(int number, int minutesAfterRestart) throws Exception {
        try (Program server = serve()) {
            register(number);
            minutes("warm", server, 2);
            out.println("restart: exit code " + server.terminated().exitCode());
        }
        try (Program server = serve()) {
            minutes("after a restart", server, minutesAfterRestart);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger tried = new AtomicInteger();
            for (int i = 0; i < ATTACKERS; i++) {
                int attacker = i;
                var unused = callers.submit(() -> attack(attacker, over, tried));
            }
            minutes("under a flood of wrong passwords", server, 2);
            over.set(true);
            out.println("wrong passwords tried meanwhile: " + tried);
        }
    }

    private Program serve() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "dev.messaging.cli.Main", "serve", "--port", "0", "--store", "sqlite:" + folder.resolve("messaging.db"),
                "--trusted-proxy", "127.0.0.1/32");
        Program server = Program.start(builder, folder);
        url = server.url();
        return server;
    }

    private void register(int number) throws Exception {
        long begin = System.nanoTime();
        try (ExecutorService few = Executors.newFixedThreadPool(4)) {
            for (var created : few.invokeAll(IntStream.range(0, number).<java.util.concurrent.Callable<String>>mapToObj(
                    i -> () -> register(password(i), i)).toList())) {
                users.add(created.get());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf("%d users created, %.0f a second%n", number, number / seconds);
    }

    private String register(String password, int i) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/register_user", Map.of("password", password), "10.1.0." + i % 250);
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("user_id").asText();
    }

    private void minutes(String what, Program server, int minutes) throws InterruptedException {
        for (int minute = 1; minute <= minutes; minute++) {
            ConcurrentLinkedQueue<Poll> polls = new ConcurrentLinkedQueue<>();
            Duration busy = server.cpu();
            long begin = System.nanoTime();
            for (int i = 0; i < users.size(); i++) {
                int user = i;
                long dueNanos = begin + MINUTE.toNanos() * i / users.size();
                pollIn(Duration.ofNanos(dueNanos - System.nanoTime()), () -> poll(user, dueNanos, 0, polls));
            }
            TimeUnit.NANOSECONDS.sleep(begin + MINUTE.toNanos() - System.nanoTime());
            report(what + ", minute " + minute, List.copyOf(polls), server.cpu().minus(busy));
        }
    }

    private void pollIn(Duration wait, Callable<Boolean> poll) {
        var unused = due.schedule(() -> {
            var unusedAnswer = callers.submit(poll);
        }, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean poll(int user, long dueNanos, int refusals, ConcurrentLinkedQueue<Poll> polls)
            throws InterruptedException {
        int status;
        long again = 1;
        try {
            HttpResponse<String> answer = post("/check_messages",
                    Map.of("user_id", users.get(user), "password", password(user)),
                    "10.2." + user / 250 + "." + user % 250);
            status = answer.statusCode();
            again = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        } catch (IOException broken) {
            status = -1;
        }
        if (status == 503 || status == 429) {
            pollIn(Duration.ofSeconds(again), () -> poll(user, dueNanos, refusals + 1, polls));
            return false;
        }
        return polls.add(new Poll(refusals, status, System.nanoTime() - dueNanos));
    }

    /** Tries passwords of users that there are, from ever new addresses: no limit for one address stops it. */
    private boolean attack(int attacker, AtomicBoolean over, AtomicInteger tried) throws InterruptedException {
        for (int i = 0; !over.get(); i++) {
            try {
                var unused = post("/check_messages",
                        Map.of("user_id", users.get((i * 64 + attacker) % users.size()), "password",
                                "Secret-guess-" + i),
                        "172." + (16 + attacker % 16) + "." + i / 250 % 250 + "." + i % 250);
                tried.incrementAndGet();
            } catch (IOException refused) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        return true;
    }

    private void report(String what, List<Poll> polls, Duration busy) {
        long[] nanos = polls.stream().filter(poll -> poll.status == 200).mapToLong(Poll::nanos).sorted().toArray();
        long atOnce = polls.stream().filter(poll -> poll.status == 200 && poll.refusals == 0).count();
        long wrong = polls.stream().filter(poll -> poll.status != 200).count();
        out.printf("%s: %d of %d polls answered (%d at the first try), %d failed; ms from due: %s; server %.2f cores%n",
                what, nanos.length, users.size(), atOnce, wrong, percentiles(nanos),
                busy.toMillis() / (double) MINUTE.toMillis());
    }

    private static String percentiles(long[] sorted) {
        return sorted.length == 0
                ? "-"
                : "p50 %.1f, p99 %.1f, max %.1f".formatted(sorted[sorted.length / 2] / 1e6,
                        sorted[(int) (sorted.length * 0.99)] / 1e6, sorted[sorted.length - 1] / 1e6);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, String address)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60))
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(fields))).build(), BodyHandlers.ofString());
    }

    private static String password(int user) {
        return "Secret-of-" + user;
    }
}
