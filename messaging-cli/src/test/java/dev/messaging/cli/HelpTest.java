package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.wiring.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says about itself. */
class HelpTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final List<Path> ZSH = List.of(Path.of("/bin/zsh"), Path.of("/usr/bin/zsh"));

    private final Admin admin = new Admin();

    @Test
    void commandsStandInGroups() {
        List<String> headings = admin.gets("--help").lines().filter(line -> line.matches("[A-Z][A-Za-z ]+:")).toList();
        assertEquals(List.of("Users and groups:", "Messages:", "Store:", "Servers:", "This program:", "Example:"),
                headings);
        List<String> withoutGroup = admin.gets("--help").lines().dropWhile(line -> !line.equals("This program:"))
                .takeWhile(line -> !line.isEmpty()).map(line -> line.strip().split(" ", 2)[0]).toList();
        assertEquals(List.of("This", "completion", "version"), withoutGroup);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExampleThatItUnderstands(CommandLine command) {
        List<String> footer = Arrays.asList(command.getCommandSpec().usageMessage().footer());
        int at = footer.indexOf("Example:");
        assertTrue(at >= 0, "no example of " + command.getCommandSpec().qualifiedName());
        String example = footer.get(at + 1).strip();
        String name = command.getCommandSpec().qualifiedName();
        assertTrue(example.startsWith(name), example);
        String[] words = example.substring("messaging".length()).strip().split(" ");
        var unused = all().parseArgs(words); // or throws
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItDoesAndTakesVerbose(CommandLine command) {
        assertTrue(command.getCommandSpec().usageMessage().description().length > 0);
        assertTrue(command.getCommandSpec().optionsMap().containsKey("--verbose"));
    }

    static Stream<CommandLine> commands() {
        List<CommandLine> found = new ArrayList<>();
        collect(all(), found);
        return found.stream();
    }

    private static void collect(CommandLine command, List<CommandLine> found) {
        found.add(command);
        command.getSubcommands().values().forEach(each -> collect(each, found));
    }

    private static CommandLine all() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return CommandLines.of(new Surroundings(Map.of(), InputStream.nullInputStream(), nowhere, nowhere, false,
                Optional.empty(), List.of(), question -> Optional.empty(), () -> new CountDownLatch(0)));
    }

    @Test
    void theVersionIsToldForPeopleAndForPrograms() {
        assertEquals("messaging (not packaged)\n", admin.gets("--version"));
        assertTrue(admin.gets("version").startsWith("version "));
        String json = admin.gets("version", "--output", "json");
        assertTrue(json.startsWith("{\"version\":\"(not packaged)\",\"java\":\"" + Runtime.version()), json);
    }

    /** By bash itself, as it does when the tabulator key is pressed behind these words. */
    @ParameterizedTest
    @CsvSource({"messaging us,user", "messaging user sh,show", "messaging user show --outp,--output",
            "messaging user show --output js,json jsonl",
            "'messaging user block user-a user-b --scope ',direct everywhere", "'messaging completion ',bash zsh"})
    void bashCompletesCommandsOptionsAndValues(String typed, String expected, @TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "not judged: there is no bash on this machine");
        Path script = Files.writeString(folder.resolve("completion"), admin.gets("completion", "bash"));
        List<String> words = new ArrayList<>(List.of(BASH.toString(), "--norc", "-c",
                """
                        compopt() { :; }; . "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                        _complete_messaging; echo ${COMPREPLY[*]}""",
                "-", script.toString()));
        words.addAll(List.of(typed.split(" ", -1)));
        Process bash = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        assertEquals(expected, said.strip());
    }

    /** By zsh itself, at a terminal that it makes; what it completed is run, and tells which words it was given. */
    @ParameterizedTest
    @CsvSource({"messaging us,user", "messaging user sh,user show", "messaging user show --outp,user show --output",
            "messaging completion z,completion zsh"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void zshCompletesToo(String typed, String expected, @TempDir Path folder) throws Exception {
        Optional<Path> zsh = ZSH.stream().filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(zsh.isPresent(), "not judged: there is no zsh on this machine");
        Path script = Files.writeString(folder.resolve("completion"), admin.gets("completion", "zsh"));
        Process process = new ProcessBuilder(zsh.get().toString(), "-f", "-c",
                """
                        zmodload zsh/zpty; zpty z zsh -f -i
                        zpty -w z "autoload -U compinit && compinit -D -u; source $1; messaging() { print RAN:\\$*:; }; print REA''DY"
                        zpty -r -m z out '*READY*'
                        zpty -w -n z "$2"$'\\t\\n'
                        zpty -r -m z out '*RAN:*:*' && print -r -- ${${out##*RAN:}%%:*}; zpty -d z""",
                "-", script.toString(), typed)
                .redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, said.strip());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void zshGetsTheSameScriptWhichAsksForWhatBashHas() {
        String script = admin.gets("completion", "zsh");
        assertEquals(admin.gets("completion", "bash").lines().skip(1).toList(), script.lines().skip(1).toList());
        assertTrue(script.contains("bashcompinit"), "makes use of zsh's own bash completions");
    }
}
