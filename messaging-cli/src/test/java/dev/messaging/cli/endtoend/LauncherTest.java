package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a small checkout, with a Maven and JDKs that only say how they were called. */
class LauncherTest {
    private static final List<String> TOOLS = List.of("bash", "cat", "dirname", "find", "head", "ln", "mkdir", "mv",
            "readlink",
            "rm", "sleep", "tail", "tee");
    /** Says how it was called, and records what it loads if it is told to. */
    private static final String JAVA = """
            #!/bin/sh
            printf 'JAVA %s\\n' "$@"
            for word in "$@"; do
              case $word in -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*) echo recorded > "${word#*=}"; echo made >> "${0%/*}/../../caches" ;; esac
            done
            """;
    private static final List<String> WITH_CACHE = List.of(
            "JAVA -XX:AOTCache=CHECKOUT/messaging-cli/target/fast/commands.cache", "JAVA -Xlog:disable");
    private static final String RECORDING = "messaging: letting Java record what commands load, so that they start"
            + " sooner from now on";
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >> builds
            echo "[INFO] Building Messaging: core 0.1.0-SNAPSHOT   [1/1]"
            mkdir -p messaging-cli/target/fast/distribution/lib
            """;

    @TempDir
    Path folder;

    private Path checkout;
    private Path jdk;

    @BeforeEach
    void layOut() throws IOException {
        checkout = folder.toRealPath().resolve("check out");
        write("pom.xml", "<project/>");
        write("build/pom.xml", "<project/>");
        write("messaging-cli/pom.xml", "<project/>");
        write("messaging-cli/src/main/java/Main.java", "class Main {}");
        write("messaging-cli/src/test/java/MainTest.java", "class MainTest {}");
        write("messaging-dynamo/src/schema/java/Table.java", "class Table {}");
        script("messaging", Files.readString(Checkout.root().resolve("messaging")));
        script("bin/mvn", MAVEN);
        for (String tool : TOOLS) {
            script("bin/" + tool, "#!/bin/sh\nexec " + onThePath(tool) + " \"$@\"");
        }
        jdk = jdk("jdk", "99.0.1");
    }

    @Test
    void buildsOnFirstUseAndBecomesJava() throws Exception {
        assertEquals("""
                messaging: building; the first time this fetches libraries, which may take some minutes
                messaging: building [1/1] core
                messaging: letting Java record what commands load, so that they start sooner from now on
                JAVA --enable-native-access=ALL-UNNAMED
                JAVA -Dmessaging.checkout=CHECKOUT
                JAVA -XX:TieredStopAtLevel=1
                JAVA -XX:+UseSerialGC
                JAVA -XX:AOTCache=CHECKOUT/messaging-cli/target/fast/commands.cache
                JAVA -Xlog:disable
                JAVA -cp
                JAVA CHECKOUT/messaging-cli/target/fast/distribution/lib/*
                JAVA dev.messaging.cli.Main
                JAVA user
                JAVA create
                JAVA --name
                JAVA Ada  * Lovelace
                """, said(launch("user", "create", "--name", "Ada  * Lovelace")));
        assertEquals(List.of("-B -Pfast -pl messaging-cli -am package"), builds());
    }

    @Test
    void buildsAgainOnlyWhenSourcesOrOptionsChanged() throws Exception {
        said(launch("--help"));
        said(launch("--help"));
        write("messaging-cli/src/test/java/MainTest.java", "final class MainTest {}");
        said(launch("--help"));
        assertEquals(1, builds().size());

        for (String source : List.of("pom.xml", "build/pom.xml", "messaging-cli/pom.xml",
                "messaging-cli/src/main/java/Main.java", "messaging-dynamo/src/schema/java/Table.java")) {
            int before = builds().size();
            Files.setLastModifiedTime(checkout.resolve(source),
                    FileTime.fromMillis(System.currentTimeMillis() + 60_000));
            said(launch("--help"));
            assertEquals(before + 1, builds().size(), source);
            Files.setLastModifiedTime(checkout.resolve(source), FileTime.fromMillis(0));
        }
        int before = builds().size();
        ProcessBuilder other = launch("--help");
        other.environment().put("MESSAGING_BUILD_OPTIONS", "-o -Dx=y");
        said(other);
        assertEquals("-B -Pfast -o -Dx=y -pl messaging-cli -am package", builds().get(before));
    }

    @Test
    void aCacheIsMadeOnceForABuildAndAJava() throws Exception {
        said(launch("--help"));
        String again = said(launch("--help"));
        assertFalse(again.contains(RECORDING), again);
        assertTrue(again.lines().toList().containsAll(WITH_CACHE), again);

        Files.setLastModifiedTime(checkout.resolve("pom.xml"),
                FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertTrue(said(launch("--help")).contains(RECORDING), "after a build");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(0));
        write("jdk/release", "JAVA_VERSION=\"99.0.2\"\n");
        assertTrue(said(launch("--help")).contains(RECORDING), "with the next Java in the same folder");
        jdk = jdk("jdk100", "100.0.1");
        assertTrue(said(launch("--help")).contains(RECORDING), "with another Java");
        assertEquals(4, Files.readAllLines(checkout.resolve("caches")).size());
    }

    @Test
    void aCacheThatCannotBeMadeIsDoneWithoutAndNotTriedAgain() throws Exception {
        script("jdk/bin/java", "#!/bin/sh\nprintf 'JAVA %s\\n' \"$@\"\n"); // records nothing
        assertEquals("messaging: that failed, and commands go without; why is in CHECKOUT/messaging-cli/target/fast/"
                + "rehearsal.log", said(launch("--help")).lines().skip(3).findFirst().orElseThrow());
        String again = said(launch("--help"));
        assertTrue(again.startsWith("JAVA "), again);
        assertFalse(again.contains("AOTCache"), again);
        assertTrue(Files.readString(checkout.resolve("messaging-cli/target/fast/rehearsal.log"))
                .contains("dev.messaging.cli.Rehearsal"));
    }

    @Test
    void aJavaThatMakesNoAotCacheInOneStepArchivesClasses() throws Exception {
        script("messaging", Files.readString(checkout.resolve("messaging")).replace("-ge 25", "-ge 1000"));
        String said = said(launch("--help"));
        assertTrue(said.contains("JAVA -XX:SharedArchiveFile=CHECKOUT/messaging-cli/target/fast/commands.cache"), said);
    }

    @Test
    void aServerIsNotKeptWaitingForACache() throws Exception {
        String said = said(launch("serve"));
        assertFalse(said.contains(RECORDING) || said.contains("AOTCache"), said);
    }

    @Test
    void twoThatLackACacheMakeOne() throws Exception {
        said(launch("serve")); // builds
        script("jdk/bin/java", JAVA + "until [ -e \"${0%/*}/../../go\" ]; do sleep 0.02; done\n");
        Process first = launch("--help").start();
        assertEquals(RECORDING, first.inputReader().readLine());
        Process second = launch("--help").start();
        assertEquals("messaging: waiting for a build that runs already", second.inputReader().readLine());
        write("go", "");
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(List.of("made"), Files.readAllLines(checkout.resolve("caches")));
    }

    @Test
    void worksFromAnyFolderAndThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("..", "check out", "messaging"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), elsewhere.resolve("first"));
        ProcessBuilder launch = new ProcessBuilder(second.toString(), "--help").directory(elsewhere.toFile());
        assertTrue(said(prepared(launch)).contains("JAVA -Dmessaging.checkout=CHECKOUT\n"));
    }

    @Test
    void takesTheNewestJdk() throws Exception {
        Path newest = jdk("home/.sdkman/candidates/java/100", "100.1");
        jdk("home/.jdks/nine", "1.8.0_402");
        script("home/.sdkman/candidates/java/100/bin/java", "#!/bin/sh\necho \"$0\"");
        String ran = said(launch("--help")).lines().toList().getLast();
        assertEquals(newest.resolve("bin/java").toString().replace(checkout.toString(), "CHECKOUT"), ran);
    }

    @Test
    void saysThatThereIsNoJdk() throws Exception {
        script("messaging",
                Files.readString(checkout.resolve("messaging")).replace("jdk_at_least=21", "jdk_at_least=1000"));
        assertEquals(
                "messaging: needs a JDK of at least 1000, and there is none in JAVA_HOME, on the PATH or in the usual"
                        + " places\n",
                said(launch("--help"), 2));
    }

    @Test
    void saysThatThereIsNoMaven() throws Exception {
        Files.delete(checkout.resolve("bin/mvn"));
        assertEquals("messaging: needs Maven to build, and there is no mvn on the PATH\n", said(launch("--help"), 2));
    }

    @Test
    void aFailedBuildShowsItsEndAndIsRepeated() throws Exception {
        script("bin/mvn", "#!/bin/sh\necho '[ERROR] no such symbol'; exit 1");
        assertEquals("""
                messaging: building; the first time this fetches libraries, which may take some minutes
                [ERROR] no such symbol
                messaging: the build failed; all it said is in CHECKOUT/messaging-cli/target/fast/build.log
                """, said(launch("--help"), 2));
        script("bin/mvn", MAVEN);
        said(launch("--help"));
        assertEquals(1, builds().size());
    }

    @Test
    void twoThatStartAtOnceBuildOnce() throws Exception {
        script("bin/mvn", MAVEN + "until [ -e go ]; do sleep 0.02; done");
        Process first = launch("--help").start();
        BufferedReader said = first.inputReader();
        assertEquals("messaging: building [1/1] core", said.lines().skip(1).findFirst().orElseThrow());
        Process second = launch("--help").start();
        assertEquals("messaging: waiting for a build that runs already", second.inputReader().readLine());
        write("go", "");
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(1, builds().size());
    }

    @Test
    void aLockWhoseHolderWasKilledHoldsNobodyUp() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        assertEquals(0, gone.waitFor());
        Path work = Files.createDirectories(checkout.resolve("messaging-cli/target/fast"));
        Files.createSymbolicLink(work.resolve("building"), Path.of(Long.toString(gone.pid())));
        said(launch("--help"));
        assertEquals(1, builds().size());
    }

    @Test
    void theCrashTestTellsItsUsageBeforeItBuilds() throws Exception {
        script("crash-test", Files.readString(Checkout.root().resolve("crash-test")));
        String said = said(prepared(
                new ProcessBuilder(checkout.resolve("crash-test").toString(), "--seconds", "5", "--help")));
        assertTrue(said.startsWith("Usage: ./crash-test "), said);
        assertTrue(Files.notExists(checkout.resolve("builds")), "built something");
    }

    private ProcessBuilder launch(String... words) {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("messaging").toString()));
        command.addAll(List.of(words));
        return prepared(new ProcessBuilder(command));
    }

    private ProcessBuilder prepared(ProcessBuilder builder) {
        builder.environment().clear();
        builder.environment().put("PATH", checkout.resolve("bin").toString());
        builder.environment().put("HOME", checkout.resolve("home").toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        return builder.redirectErrorStream(true);
    }

    @CanIgnoreReturnValue
    private String said(ProcessBuilder launch) throws Exception {
        return said(launch, 0);
    }

    private String said(ProcessBuilder launch, int exitCode) throws Exception {
        Process process = launch.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, process.waitFor(), said);
        return said.replace(checkout.toString(), "CHECKOUT");
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    @CanIgnoreReturnValue
    private Path jdk(String name, String version) throws IOException {
        write(name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(name + "/bin/javac", "#!/bin/sh\n");
        script(name + "/bin/java", JAVA);
        return checkout.resolve(name);
    }

    private static Path onThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1)).map(part -> Path.of(part, tool))
                .filter(Files::isExecutable)
                .findFirst().orElseThrow();
    }

    private void script(String name, String text) throws IOException {
        write(name, text);
        assertTrue(checkout.resolve(name).toFile().setExecutable(true));
    }

    private void write(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
