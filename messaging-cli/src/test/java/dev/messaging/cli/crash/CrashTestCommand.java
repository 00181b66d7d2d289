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
    private static final int BROKEN = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            Usage: ./crash-test [--minutes N | --seconds N] [--store dynamodb|sqlite] [--endpoint URL]
                                [--recovery-after SECONDS] [--other DIR] [--seed S] [--folder DIR]
            Kills and stops servers while users talk, and compares what all of them saw with what was promised.

              --store           dynamodb: three servers on one DynamoDB (the default); sqlite: one on a file
              --endpoint        a DynamoDB that runs already, such as http://localhost:8000; without it
                                DynamoDB Local is started, in memory
              --minutes, --seconds   how long there are faults; 1 minute unless told otherwise
              --recovery-after  of the servers: how long what a dead one left is left alone; 5
              --other           another checkout, built or not, whose ./messaging takes part: one server begins with it,
                                and at each restart chance decides
              --seed            repeats faults and traffic, as far as the machine lets it
              --folder          where logs and observations go; a new one under target/crash-test without it
            Ends with 0 if nothing was wrong, with 1 and a list of violations otherwise, with 2 if there was no run.
            """;

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
            System.err.println("crash-test: " + wrong.getMessage() + "\n" + USAGE);
            exitCode = WRONG_USAGE;
        } catch (IllegalStateException | IOException trouble) {
            System.err.println("crash-test: " + trouble.getMessage());
            exitCode = WRONG_USAGE;
        }
        System.exit(exitCode);
    }

    private int run(Deque<String> words) throws InterruptedException, IOException {
        while (!words.isEmpty()) {
            if (words.peek().equals("--help")) {
                System.out.print(USAGE);
                return 0;
            }
            read(words.pop(), words);
        }
        Files.createDirectories(folder);
        Settings settings = new Settings(onSqlite, endpoint, "crash" + seed + "-" + System.currentTimeMillis() + "-",
                lasting, seed, recoveryAfterSeconds, versions, folder);
        System.out.println("Seed " + seed + ", logs in " + folder);
        Report report = Run.of(settings, System.err);
        report.lines().forEach(System.out::println);
        report.write();
        return report.isFine() ? 0 : BROKEN;
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
