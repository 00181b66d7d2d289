package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pictures in docs/pictures show what a terminal of 80 columns shows: the program is run on one, and its output is drawn.
 * {@code -Dmessaging.write-pages=true} writes them. The terminal is made by util-linux's {@code script}.
 */
class PicturesTest {
    private static final Path PICTURES = Checkout.root().resolve("docs").resolve("pictures");
    private static final int COLUMNS = 80;

    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(isThere("script", "--version", "util-linux"), "no script of util-linux to make a terminal with");
        folder = Files.createTempDirectory("messaging-pictures");
        Path launcher = Files.writeString(folder.resolve("messaging"),
                "#!/bin/sh\n[ ! -t 1 ] || export MESSAGING_TERMINAL_COLUMNS=$(stty size | cut -d ' ' -f 2)\nexec "
                        + Program.words().stream().map(word -> "'" + word.replace("'", "'\\''") + "'")
                                .collect(Collectors.joining(" "))
                        + " \"$@\"\n");
        Path unused = Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        populate();
    }

    private void populate() throws Exception {
        Path unused = Files.writeString(folder.resolve("people.csv"),
                "id,name\nuser-ada,Ada Lovelace\nuser-bob,Bob\nuser-eve,Eve\nuser-zoe,Zoë\n");
        for (String command : List.of("user import people.csv", "user suspend user-zoe", "user block user-bob user-eve",
                "group create --id group-friends --name Friends --member user-ada --member user-bob",
                "message send --from user-ada --to group-friends --text 'Has anyone been to the new exhibition?'",
                "message send --from user-bob --to group-friends --text 'Not yet. Tomorrow at six?'")) {
            String said = shown("./messaging " + command);
            assertTrue(said.contains("in sqlite:"), said);
        }
    }

    @AfterEach
    void end() throws IOException {
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void thePicturesShowWhatATerminalShows() throws Exception {
        String people = IntStream.range(0, 3_000).mapToObj(i -> "user-" + i + ",Person " + i + "\n")
                .collect(Collectors.joining("", "id,name\n", ""));
        check("table", "A table, and messages field by field", "./messaging user list",
                "./messaging message check user-bob");
        check("error", "An error, in a line that says why",
                "./messaging message send --from user-eve --to user-bob --text Hi; echo $?",
                "./messaging user lst");
        check("help", "The commands in groups", "./messaging --help");
        Path unused = Files.writeString(folder.resolve("many.csv"), people);
        for (String command : List.of("user import many.csv --output json > /dev/null", "export all.jsonl")) {
            String said = shown("./messaging " + command);
            assertTrue(said.contains("sqlite:/home/ada"), said);
        }
        String moving = "./messaging import all.jsonl --store sqlite:new.db --max-writes-per-second 900";
        drawn("progress", "A bar that shows how far an import is", PicturesTest::withoutProgress,
                screen -> type(screen, moving, midway(shown(moving))));
    }

    private void check(String name, String title, String... commands) throws Exception {
        drawn(name, title, PicturesTest::comparable, screen -> {
            for (String command : commands) {
                type(screen, command, shown(command));
            }
        });
    }

    /** What happens at a terminal. */
    @FunctionalInterface
    private interface Scene {
        void on(TerminalScreen screen) throws Exception;
    }

    private static void type(TerminalScreen screen, String command, String output) {
        screen.write("\u001b[32m$\u001b[0m " + command + "\n" + output);
    }

    private static void drawn(String name, String title, UnaryOperator<String> comparable, Scene scene)
            throws Exception {
        TerminalScreen screen = new TerminalScreen(COLUMNS);
        scene.on(screen);
        String drawn = TerminalPicture.of(title, COLUMNS, screen.lines());
        Path picture = PICTURES.resolve(name + ".svg");
        if (Boolean.getBoolean("messaging.write-pages")) {
            Path unused = Files.writeString(Files.createDirectories(PICTURES).resolve(name + ".svg"), drawn);
        }
        assertEquals(comparable.apply(Files.readString(picture)), comparable.apply(drawn));
    }

    /** What is there when a bar is somewhere in the middle; all of it, if nobody saw that. */
    private static String midway(String output) {
        return Pattern.compile("\\r[^\\r\\n]*?(\\d+)%[^\\r\\n]*").matcher(output).results()
                .filter(bar -> Integer.parseInt(bar.group(1)) >= 25 && Integer.parseInt(bar.group(1)) < 90)
                .findFirst().map(bar -> output.substring(0, bar.end())).orElse(output);
    }

    /** How far it was is another each time, and so is where what comes behind it stands. */
    private static String withoutProgress(String picture) {
        String text = picture.replaceAll("<[^>]*>", "").replaceAll("\\s", "");
        int bar = text.indexOf('[');
        return text.substring(0, bar).replaceAll("\\d+%$", "") + text.contains("%[=");
    }

    /** What the command writes to a terminal, with a folder that looks like somebody's home. */
    private String shown(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc",
                "stty cols " + COLUMNS + " rows 50 && " + command + " || true", "/dev/null").directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MESSAGING_") || name.startsWith("AWS_"));
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(Map.of("HOME", folder.toString(), "XDG_DATA_HOME",
                folder.resolve(".local/share").toString(), "TERM", "xterm-256color", "SHELL", "/bin/sh"));
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
            return output.replace(folder.toString(), "/home/ada");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Without what is another each time: times and random ids. */
    private static String comparable(String picture) {
        return picture.replaceAll(" textLength=\"[0-9.]+\"", "").replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\b1[78]\\d{11}\\b", "MILLIS")
                .replaceAll("-[0-9a-f]{32}\\b", "-RANDOM").replaceAll("\\bMT[A-Za-z0-9_-]{20,}", "CURSOR");
    }

    private static boolean isThere(String... wordsAndMark) throws Exception {
        try {
            Process process = new ProcessBuilder(Arrays.copyOf(wordsAndMark, wordsAndMark.length - 1))
                    .redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    && said.toLowerCase(Locale.ROOT).contains(wordsAndMark[wordsAndMark.length - 1]);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
