package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts, with stand-ins for what they call, which write down how they were called. */
class DeployTest {
    /** All that the scripts may count on; whatever else is on this machine is out of their reach. */
    private static final List<String> TOOLS = List.of("bash", "basename", "cat", "dirname", "env", "find", "grep",
            "head", "ln", "mkdir", "mv", "readlink", "rm", "sh", "tail", "tee", "wc");

    private static final String STAND_IN = "#!/bin/sh\necho \"NAME $*\" >>\"$CALLS\"\n";
    private static final String PULUMI = STAND_IN.replace("NAME", "pulumi") + """
            case "$*" in
              "config get aws:region"*) echo eu-central-1 ;;
              "config get aws:profile"*) echo work ;;
              "config get messaging:protection"*) [ -z "$PROTECTION" ] || echo "$PROTECTION" ;;
              "stack output autoScalingGroup"*) [ -z "$INSTEAD" ] && echo messaging-prod-1 ;;
              "stack output instance"*) [ "$INSTEAD" = instance ] && echo i-1 ;;
              "stack output function"*) [ "$INSTEAD" = function ] && echo messaging-prod-2 ;;
              "stack output launchTemplateVersion"*) echo 8 ;;
              "stack output warm"*) [ -n "$WARM" ] && echo "$WARM" ;;
              "stack output "*) echo "the-$3" ;;
              "up "*) exit "${UP:-0}" ;;
            esac
            """;
    /** Tells the states in the file one after the other, and the last again and again. */
    private static final String AWS = STAND_IN.replace("NAME", "aws $AWS_PROFILE $AWS_REGION")
            + """
                    case "$*" in
                      *describe-instance-refreshes*)
                        answer=$(head -n 1 "$STATES")
                        [ "$answer" = silent ] || echo "$answer"
                        if [ "$(wc -l <"$STATES")" -gt 1 ]; then tail -n +2 "$STATES" >"$STATES.next"; mv "$STATES.next" "$STATES"; fi
                        [ "$answer" != silent ] ;;
                      *describe-auto-scaling-groups*) echo "${VERSION:-7}" ;;
                      *start-instance-refresh*) [ -z "$REFUSED" ] && echo new ;;
                      *describe-table*) printf '12000\\t9000\\n' ;;
                      *update-table*) exit "${UPDATE:-0}" ;;
                    esac
                    """;

    private static final String BEFORE = "old Successful 100 None";

    @TempDir
    Path folder;

    private Path checkout;
    private Path bin;

    @BeforeEach
    void layOut() throws IOException {
        checkout = folder.toRealPath().resolve("check out");
        bin = Files.createDirectories(checkout.resolve("bin"));
        script("messaging", Files.readString(Path.of("../messaging")));
        script("infra-pulumi/deploy", Files.readString(Path.of("deploy")));
        script("infra-pulumi/destroy", Files.readString(Path.of("destroy")));
        write("infra-pulumi/Pulumi.prod.yaml", "");
        write("states", "old\tSuccessful\t100\tNone\n");
        write("jdk/release", "JAVA_VERSION=\"99\"\n");
        script("jdk/bin/javac", "#!/bin/sh\n");
        script("bin/pulumi", PULUMI);
        script("bin/aws", AWS);
        script("bin/curl", STAND_IN.replace("NAME", "curl") + "[ -z \"$CURL\" ] || { echo \"$CURL\" >&2; exit 7; }\n");
        script("bin/mvn", STAND_IN.replace("NAME", "mvn $(basename \"$PWD\")"));
        script("bin/sleep", STAND_IN.replace("NAME", "sleep"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/bin", "/usr/bin").map(place -> Path.of(place, tool)).filter(Files::isExecutable)
                    .findFirst().orElseThrow(() -> new IllegalStateException("no " + tool));
            Files.createSymbolicLink(bin.resolve(tool), found);
        }
    }

    @Test
    void itBuildsDeploysAndReplacesTheServers() throws Exception {
        states(BEFORE, BEFORE, "new Pending None None", "new InProgress 50 None", "new InProgress 50 None",
                "new Successful 100 None");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(new Tool.Said(0, """
                messaging: building the release
                messaging: replacing servers: Pending, 0 %
                messaging: replacing servers: InProgress, 50 %
                messaging: all servers are replaced
                messaging: deployed: the-url
                """), said);
        List<String> calls = calls();
        assertEquals("mvn check out -B -q -DskipTests -pl messaging-cli -am package", calls.get(0));
        assertEquals("pulumi stack select --create prod", calls.get(1));
        assertTrue(calls.contains("pulumi up --stack prod --yes"), calls.toString());
        assertTrue(calls.stream().filter(call -> call.startsWith("aws "))
                .allMatch(call -> call.startsWith("aws work eu-central-1 autoscaling ")), calls.toString());
        assertEquals(3, calls.stream().filter("sleep 15"::equals).count());
        assertEquals(4, calls.stream().filter(call -> call.contains("--instance-refresh-ids new ")).count());
    }

    @Test
    void awsIsToldTheVersionThatIsWantedAndGoesBackFromItByItself() throws Exception {
        states(BEFORE, BEFORE, "new Successful 100 None");
        assertEquals(0, launch("deploy", "prod", "--yes").exitCode());
        assertEquals(List.of("aws work eu-central-1 autoscaling start-instance-refresh --auto-scaling-group-name"
                + " messaging-prod-1 --strategy Rolling --desired-configuration"
                + " {\"LaunchTemplate\":{\"LaunchTemplateId\":\"the-launchTemplate\",\"Version\":\"8\"}} --preferences"
                + " {\"MinHealthyPercentage\":100,\"MaxHealthyPercentage\":150,\"InstanceWarmup\":240,\"AutoRollback\":true,"
                + "\"SkipMatching\":true,\"AlarmSpecification\":{\"Alarms\":[\"the-rollbackAlarm\"]}}"
                + " --output text --query InstanceRefreshId"), started());
    }

    @Test
    void theFixOfABrokenReleaseIsLetInAlthoughTheAlarmIsOn() throws Exception {
        states(BEFORE, BEFORE, "new Successful 100 None");
        assertEquals(0, launch("deploy", "prod", "--yes", "--without-alarm").exitCode());
        assertTrue(started().getFirst().contains("\"AutoRollback\":true,\"SkipMatching\":true} "),
                started().toString());
    }

    @Test
    void thatAwsIsSilentForAWhileDoesNotMeanThatAllIsWell() throws Exception {
        states(BEFORE, BEFORE, "new InProgress 50 None", "silent", "new Failed 50 broken");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("AWS does not tell how far it is; asking again"), said.text());
        assertTrue(said.text().contains("the servers were not replaced (Failed): broken"), said.text());
    }

    @Test
    void theFirstDeploymentReplacesNothing() throws Exception {
        states("None None None None");
        Tool.Said said = launch(List.of("VERSION=8"), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("no server had to be replaced"), said.text());
    }

    @Test
    void whenAwsIsSilentFromTheBeginningNothingIsDeployed() throws Exception {
        states("silent");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(2, said.exitCode(), said.text());
        assertFalse(calls().stream().anyMatch(call -> call.startsWith("pulumi up")), calls().toString());
    }

    @Test
    void whenNoServerHasToBeReplacedNoneIs() throws Exception {
        Tool.Said said = launch(List.of("VERSION=8"), "deploy", "prod");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("no server had to be replaced"), said.text());
        assertTrue(calls().contains("pulumi up --stack prod"));
        assertFalse(calls().contains("sleep 15"));
        assertEquals(List.of(), started());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RollbackSuccessful", "RollbackFailed", "Failed", "Cancelled"})
    void serversThatGoBackAreAFailure(String end) throws Exception {
        states(BEFORE, BEFORE, "new RollbackInProgress 20 None", "new " + end + " 20 alarm");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("the servers were not replaced (" + end + "): alarm"), said.text());
        assertEquals(end.equals("RollbackSuccessful"), said.text().contains("those of before serve again"));
        assertFalse(said.text().contains("deployed:"));
    }

    @Test
    void theDeploymentAfterARollbackTriesAgain() throws Exception {
        states("old RollbackSuccessful 100 alarm", "old RollbackSuccessful 100 alarm", "new Failed 50 alarm");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertEquals(1, started().size());
        assertFalse(said.text().contains("deployed:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RollbackFailed", "Failed", "Cancelled"})
    void whatEndedHalfwayIsFinishedEvenIfTheGroupHasTheVersion(String end) throws Exception {
        states("old " + end + " 50 alarm", "old " + end + " 50 alarm", "new Successful 100 None");
        Tool.Said said = launch(List.of("VERSION=8"), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertEquals(1, started().size());
    }

    @Test
    void aReplacementThatRunsAlreadyIsWaitedFor() throws Exception {
        states("old InProgress 50 None", "old InProgress 50 None", "old Failed 50 alarm", "old Failed 50 alarm",
                "new Successful 100 None");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("servers are being replaced already"), said.text());
        assertEquals(1, started().size());
    }

    @Test
    void aReplacementThatAwsRefusesIsAFailure() throws Exception {
        Tool.Said said = launch(List.of("REFUSED=yes"), "deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("AWS does not begin to replace the servers"), said.text());
    }

    @Test
    void serversThatAreReplacedForEverAreWaitedForAnHour() throws Exception {
        states(BEFORE, BEFORE, "new InProgress 50 None");
        Tool.Said said = launch("deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("still being replaced after an hour"), said.text());
        assertEquals(240, calls().stream().filter("sleep 15"::equals).count());
    }

    @ParameterizedTest
    @CsvSource({"instance,the-url/health/ready", "function,the-url/"})
    void withoutAGroupItIsDeployedWhenItAnswers(String instead, String address) throws Exception {
        Tool.Said said = launch(List.of("INSTEAD=" + instead), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertFalse(said.text().contains("no server had to be replaced"), said.text());
        assertTrue(calls().contains(
                "curl --fail --silent --show-error --max-time 10 --output /dev/null " + address), calls().toString());
    }

    @Test
    void aServerThatNeverAnswersIsAFailure() throws Exception {
        Tool.Said said = launch(List.of("INSTEAD=instance", "CURL=connection refused"), "deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("the-url/health/ready does not answer as it should: connection refused"),
                said.text());
        assertEquals(39, calls().stream().filter("sleep 15"::equals).count());
    }

    @Test
    void aDeploymentThatPulumiGivesUpIsAFailure() throws Exception {
        Tool.Said said = launch(List.of("UP=255"), "deploy", "prod", "--yes");
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("the deployment failed"), said.text());
    }

    @Test
    void tablesAreMadeReadyForMoreOnceTheServersServeAndNeverForLess() throws Exception {
        Tool.Said said = launch(List.of("WARM=10000", "VERSION=8"), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().indexOf("no server had to be replaced") < said.text().indexOf("making "), said.text());
        assertTrue(calls().contains("aws work eu-central-1 dynamodb update-table --table-name the-messagesTable"
                + " --warm-throughput ReadUnitsPerSecond=12000,WriteUnitsPerSecond=10000"), calls().toString());
    }

    @Test
    void tablesThatAreReadyForMoreStayAsTheyAre() throws Exception {
        Tool.Said said = launch(List.of("WARM=9000", "VERSION=8"), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertFalse(calls().stream().anyMatch(call -> call.contains("update-table")), calls().toString());
    }

    @Test
    void thatTablesCannotBeMadeReadyIsSaidAndUndoesNothing() throws Exception {
        Tool.Said said = launch(List.of("WARM=20000", "UPDATE=254", "VERSION=8"), "deploy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("the-messagesTable is not made ready for as much"), said.text());
        assertTrue(said.text().contains("deployed: the-url"), said.text());
    }

    @Test
    void whatIsMissingIsNamedAtOnceAndNothingIsBegun() throws Exception {
        Files.delete(bin.resolve("pulumi"));
        Files.delete(bin.resolve("aws"));
        Files.delete(bin.resolve("mvn"));
        Tool.Said said = launch("deploy", "prod");
        assertEquals(2, said.exitCode(), said.text());
        for (String tool : List.of("mvn: Maven", "pulumi: Pulumi, from https://", "aws: the AWS command line")) {
            assertTrue(said.text().contains(tool), said.text());
        }
        assertEquals(List.of(), calls());
    }

    @Test
    void wordsThatMeanNothingAreRefused() throws Exception {
        assertEquals(new Tool.Said(2, "messaging: there is no option --force; --help tells which there are\n"),
                launch("deploy", "prod", "--force"));
        assertEquals(new Tool.Said(2, "messaging: one stack at a time: \"prod\" or \"dev\"\n"),
                launch("deploy", "prod", "dev"));
        assertEquals(new Tool.Said(2, "messaging: there are no settings for the stack \"other\":"
                + " infra-pulumi/Pulumi.other.yaml is missing\n"), launch("deploy", "other"));
        assertEquals(2, launch("destroy").exitCode());
        assertTrue(launch("deploy", "--help").text().startsWith("Usage: ./messaging deploy [STACK]"));
        assertTrue(launch("destroy", "-h").text().startsWith("Usage: ./messaging destroy STACK"));
        assertEquals(List.of(), calls());
    }

    @Test
    void aPreviewNeedsNeitherPulumiNorAnAccount() throws Exception {
        Files.delete(bin.resolve("pulumi"));
        Files.delete(bin.resolve("aws"));
        script("jdk/bin/java", "#!/bin/sh\necho \"java $*\" >>\"$CALLS\"\n");
        script("bin/curl", STAND_IN.replace("NAME", "curl") + "[ -z \"$CURL\" ] || { echo \"$CURL\" >&2; exit 7; }\n");
        script("bin/mvn", STAND_IN.replace("NAME", "mvn $(basename \"$PWD\")")
                + "mkdir -p target/fast messaging-cli/target/fast/distribution/lib; echo LIBRARIES >target/fast/classpath\n");
        Tool.Said said = launch("deploy", "prod", "--preview");
        assertEquals(0, said.exitCode(), said.text());
        List<String> calls = calls();
        assertTrue(calls.get(0).startsWith("mvn infra-pulumi -B -q -Pfast compile"), calls.toString());
        assertTrue(calls.get(1).endsWith("-cp target/fast/classes:LIBRARIES dev.messaging.infra.preview.Preview prod"
                + " Pulumi.prod.yaml " + checkout + "/infra-pulumi/target/preview/prod.json"), calls.toString());
        assertTrue(calls.getLast().endsWith("dev.messaging.cli.Main cost --graph " + checkout
                + "/infra-pulumi/target/preview/prod.json"), calls.toString());
    }

    @Test
    void destroyingKeepsWhatIsProtectedAndSaysHowToLetGoOfIt() throws Exception {
        Tool.Said said = launch("destroy", "prod", "--yes");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(calls().contains("pulumi destroy --stack prod --exclude-protected --yes"), calls().toString());
        for (String part : List.of(
                "the tables the-directoryTable and the-messagesTable, and the bucket the-releaseBucket",
                "--table-name the-messagesTable --no-deletion-protection-enabled",
                "state unprotect --all --stack prod")) {
            assertTrue(said.text().contains(part), said.text());
        }
    }

    @Test
    void withoutProtectionAllIsDestroyedByOneCommand() throws Exception {
        Tool.Said said = launch(List.of("PROTECTION=false"), "destroy", "prod");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("with all data"), said.text());
        assertTrue(calls().contains("pulumi destroy --stack prod"), calls().toString());
    }

    private Tool.Said launch(String... words) throws Exception {
        return launch(List.of(), words);
    }

    private Tool.Said launch(List<String> variables, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("messaging").toString()));
        command.addAll(List.of(words));
        ProcessBuilder launch = new ProcessBuilder(command).directory(folder.toFile());
        launch.environment().clear();
        launch.environment().put("PATH", bin.toString());
        launch.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
        launch.environment().put("CALLS", folder.resolve("calls").toString());
        launch.environment().put("STATES", checkout.resolve("states").toString());
        variables.forEach(variable -> launch.environment().put(variable.split("=", 2)[0], variable.split("=", 2)[1]));
        return Tool.said(launch);
    }

    private List<String> started() throws IOException {
        return calls().stream().filter(call -> call.contains(" start-instance-refresh ")).toList();
    }

    private void states(String... lines) throws IOException {
        write("states", String.join("\n", lines).replace(' ', '\t') + "\n");
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
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
