package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an unpacked release, with a Java that only says how it was called. */
class ReleaseLauncherTest {
    /** Of a Java that records what it loads, if it is told to. */
    private static final String RECORDING = """
            for word in "$@"; do
              case $word in -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*) echo recorded > "${word#*=}"; echo made >> "${0%/*}/../../made" ;; esac
            done
            """;
    private static final String AGED = "#!/bin/sh\necho openjdk version '\"1.8.0_402\"' >&2\n";

    @TempDir
    Path folder;

    private Path release;
    private Path java;

    @BeforeEach
    void layOut() throws IOException {
        release = folder.toRealPath().resolve("a release");
        for (String script : List.of("messaging", "run.sh")) {
            script("a release/" + script,
                    Files.readString(Checkout.root().resolve("messaging-cli/src/release/" + script)));
        }
        write("a release/lib/b.jar", "");
        write("a release/lib/a.jar", "");
        java = java("jdk", "21.0.1");
    }

    @Test
    void becomesJavaWithItsJarsInAnOrderThatIsAlwaysTheSame() throws Exception {
        assertEquals("""
                JAVA jdk
                --enable-native-access=ALL-UNNAMED
                -XX:TieredStopAtLevel=1
                -XX:+UseSerialGC
                -cp
                RELEASE/lib/a.jar:RELEASE/lib/b.jar
                dev.messaging.cli.Main
                user
                create
                --name
                Ada  * Lovelace
                """, said(Map.of(), 0, "messaging", "user", "create", "--name", "Ada  * Lovelace"));
    }

    @Test
    void aServerHasOtherOptionsAndTheEnvironmentMayAddSome() throws Exception {
        assertEquals("""
                JAVA jdk
                --enable-native-access=ALL-UNNAMED
                -XX:+ExitOnOutOfMemoryError
                -Xmx512m
                -XX:+UseParallelGC
                -cp
                RELEASE/lib/a.jar:RELEASE/lib/b.jar
                dev.messaging.cli.Main
                serve
                """, said(Map.of("MESSAGING_JAVA_OPTIONS", "-Xmx512m -XX:+UseParallelGC"), 0, "messaging", "serve"));
    }

    @Test
    void itsOwnChoiceOfCollectorDoesNotMeetThatOfTheEnvironment() throws Exception {
        String said = said(Map.of("MESSAGING_JAVA_OPTIONS", "-XX:+UseG1GC"), 0, "messaging", "--help");
        assertTrue(said.contains("-XX:+UseG1GC\n") && !said.contains("UseSerialGC"), said);
    }

    @Test
    void throughLinksItIsTheReleaseThatTheyLeadTo() throws Exception {
        Path current = Files.createSymbolicLink(folder.resolve("current"), release);
        Path link = Files.createSymbolicLink(folder.resolve("messaging"), current.resolve("messaging"));
        assertTrue(said(Map.of(), 0, link, "--help").contains("\nRELEASE/lib/a.jar:"), "the path of the release");
    }

    @Test
    void javaHomeCountsBeforeANewerJavaUnlessItIsTooOld() throws Exception {
        java("home/.jdks/newest", "1000.1");
        assertTrue(said(Map.of(), 0, "messaging", "--help").startsWith("JAVA jdk\n"));
        script("jdk/bin/java", AGED);
        Files.delete(folder.resolve("jdk/release"));
        assertTrue(said(Map.of(), 0, "messaging", "--help").startsWith("JAVA newest\n"));
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        script("a release/messaging",
                Files.readString(release.resolve("messaging")).replace("java_at_least=21", "java_at_least=1001"));
        assertEquals("messaging: needs a Java of at least 1001, and there is none in JAVA_HOME, on the PATH or in the"
                + " usual places\n", said(Map.of(), 2, "messaging", "--help"));
    }

    @Test
    void theFirstCommandMakesACacheInTheBackgroundAndTheNextOnesUseIt() throws Exception {
        assertFalse(said(withCaches(), 0, "messaging", "--help").contains("-XX:SharedArchiveFile"));
        awaitCache(1);
        String next = said(withCaches(), 0, "messaging", "--help");
        assertTrue(next.contains("\n-XX:SharedArchiveFile=" + caches() + "/commands.cache\n-Xlog:disable\n-cp\n"),
                next);
        String recorded = Files.readString(caches().resolve("commands.log"));
        assertTrue(recorded.contains("\ndev.messaging.cli.Rehearsal\n"), recorded);
        assertEquals(List.of("commands.cache", "commands.cache.of", "commands.log"), List.of(caches().toFile().list())
                .stream().sorted().toList());
    }

    @Test
    void fromJava25OnTheCacheIsAnAotCache() throws Exception {
        java = java("jdk", "25.0.1");
        var unused = said(withCaches(), 0, "messaging", "--help");
        awaitCache(1);
        String next = said(withCaches(), 0, "messaging", "--help");
        assertTrue(next.contains("\n-XX:AOTCache=" + caches() + "/commands.cache\n-Xlog:disable\n-cp\n"), next);
    }

    @Test
    void aCacheOfAnotherJavaOrOtherJarsIsNotUsedButReplaced() throws Exception {
        var unused = said(withCaches(), 0, "messaging", "--help");
        awaitCache(1);
        write("a release/lib/messaging-core-1.jar", "another build");
        assertFalse(said(withCaches(), 0, "messaging", "--help").contains("-XX:SharedArchiveFile"), "other jars");
        awaitCache(2);
        assertTrue(said(withCaches(), 0, "messaging", "--help").contains("-XX:SharedArchiveFile"), "made anew");
        java("jdk", "21.0.2");
        assertFalse(said(withCaches(), 0, "messaging", "--help").contains("-XX:SharedArchiveFile"), "another Java");
        awaitCache(3);
    }

    @Test
    void aCacheThatCannotBeMadeIsNotTriedAgain() throws Exception {
        script("jdk/bin/java", "#!/bin/sh\necho JAVA \"$@\"\nexit 1\n");
        var unused = said(withCaches(), 1, "messaging", "--help");
        awaitCache(0);
        java = java("jdk", "21.0.1"); // would record
        assertFalse(said(withCaches(), 0, "messaging", "--help").contains("-XX:SharedArchiveFile"));
        assertTrue(Files.notExists(caches().resolve("commands.cache")));
    }

    @Test
    void serversAndOptionsOfOnesOwnGoWithoutACache() throws Exception {
        var unused = said(withCaches(), 0, "messaging", "serve");
        Map<String, String> withOptions = new HashMap<>(withCaches());
        withOptions.put("MESSAGING_JAVA_OPTIONS", "-Xmx64m");
        var unusedToo = said(withOptions, 0, "messaging", "--help");
        assertTrue(Files.notExists(caches()));
    }

    private Map<String, String> withCaches() {
        return Map.of("XDG_CACHE_HOME", folder.resolve("caches").toString());
    }

    private Path caches() {
        return folder.resolve("caches/messaging");
    }

    /** It is made by a process that nobody waits for: the old name goes first, the new one comes last. */
    private void awaitCache(int made) throws Exception {
        Path link = caches().resolve("commands.cache.making");
        for (int looks = 0; lines("made") < made || Files.notExists(caches().resolve("commands.cache.of"))
                || Files.isSymbolicLink(link); looks++) {
            assertTrue(looks < 1_000, "no cache after 20 s");
            Thread.sleep(20);
        }
    }

    private int lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    @Test
    void onLambdaItServesOnThePortOfTheAdapter() throws Exception {
        script("jdk/bin/java", "#!/bin/sh\necho \"$MESSAGING_HOST $MESSAGING_PORT $MESSAGING_LOG_FORMAT $*\"\n");
        String said = said(Map.of("AWS_LWA_PORT", "8123"), 0, "run.sh");
        assertTrue(said.startsWith("127.0.0.1 8123 json "), said);
        assertTrue(said.endsWith(" dev.messaging.cli.Main serve\n"), said);
    }

    private String said(Map<String, String> environment, int exitCode, String program, String... words)
            throws Exception {
        return said(environment, exitCode, release.resolve(program), words);
    }

    private String said(Map<String, String> environment, int exitCode, Path program, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("JAVA_HOME", java.toString(), "HOME", folder.resolve("home").toString(),
                "XDG_CACHE_HOME", "/dev/null")); // no folder
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, process.waitFor(), said);
        return said.replace(release.toString(), "RELEASE");
    }

    @CanIgnoreReturnValue
    private Path java(String name, String version) throws IOException {
        write(name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(name + "/bin/java",
                "#!/bin/sh\necho JAVA " + Path.of(name).getFileName() + "\nprintf '%s\\n' \"$@\"\n" + RECORDING);
        return folder.resolve(name);
    }

    private void script(String name, String text) throws IOException {
        write(name, text);
        assertTrue(folder.resolve(name).toFile().setExecutable(true));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
