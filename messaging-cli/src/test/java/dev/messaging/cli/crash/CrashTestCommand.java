package dev.messaging.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What {@code ./crash-test} runs: reads the words, runs, and says what came of it. */
public final class CrashTestCommand {
    private static final int WRONG_USAGE = 2;
    private boolean onSqlite;
    private Optional<String> endpoint = Optional.empty();
    private Duration lasting = Duration.ofMinutes(1);
    private long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);
    private int recoveryAfterSeconds = 5;
    private final List<Version> versions = new ArrayList<>();
    private Path folder;

    private CrashTestCommand(Path checkout) {
        versions.add(new Version("this", List.of(checkout.resolve("messaging").toString())));
        String now = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        folder = checkout.resolve("target/crash-test").resolve(now);
    }

    /**
     * Runs, and ends the process.
     *
     * @param words the checkout, then what was typed
     */
    public static void main(String[] words) throws InterruptedException {
        int exitCode;
        try {
            Deque<String> left = new ArrayDeque<>(List.of(words));
            exitCode = new CrashTestCommand(Path.of(left.pop())).run(left);
        } catch (IllegalArgumentException wrong) {
            System.err.println("crash-test: " + wrong.getMessage() + " ./crash-test --help tells what there is.");
            exitCode = WRONG_USAGE;
        } catch (IllegalStateException | IOException trouble) {
            System.err.println("crash-test: " + trouble.getMessage());
            exitCode = WRONG_USAGE;
        }
        System.exit(exitCode);
    }

    private int run(Deque<String> words) throws InterruptedException, IOException {
        while (!words.isEmpty()) {
            read(words.pop(), words);
        }
        Files.createDirectories(folder);
        Settings settings = new Settings(onSqlite, endpoint, "crash" + seed + "-" + System.currentTimeMillis() + "-",
                lasting, seed, recoveryAfterSeconds, versions, folder);
        System.out.println("Seed " + seed + ", logs in " + folder);
        Report report = Run.of(settings, System.err);
        report.lines().forEach(System.out::println);
        report.write();
        return report.exitCode();
    }

    private void read(String option, Deque<String> words) {
        Optional<String> given = Optional.ofNullable(words.poll());
        String value = given.orElseThrow(() -> new IllegalArgumentException(option + " needs a value."));
        switch (option) {
            case "--store" -> onSqlite = isSqlite(value);
            case "--endpoint" -> endpoint = Optional.of(value);
            case "--minutes" -> lasting = Duration.ofMinutes(number(option, value));
            case "--seconds" -> lasting = Duration.ofSeconds(number(option, value));
            case "--recovery-after" -> recoveryAfterSeconds = number(option, value);
            case "--seed" -> seed = number(option, value);
            case "--folder" -> folder = Path.of(value).toAbsolutePath();
            case "--other" -> versions.add(other(Path.of(value).toAbsolutePath()));
            default -> throw new IllegalArgumentException("There is no option " + option + ".");
        }
    }

    private static boolean isSqlite(String store) {
        return switch (store) {
            case "sqlite" -> true;
            case "dynamodb" -> false;
            default -> throw new IllegalArgumentException("--store is dynamodb or sqlite, not " + store + ".");
        };
    }

    private static Version other(Path checkout) {
        Path launcher = checkout.resolve("messaging");
        if (!Files.isExecutable(launcher)) {
            throw new IllegalArgumentException("--other needs a folder with a launcher; there is no " + launcher + ".");
        }
        return new Version("other", List.of(launcher.toString()));
    }

    private static int number(String option, String text) {
        if (text.matches("[1-9][0-9]{0,7}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(option + " takes a whole number from 1 on, not " + text + ".");
    }
}
