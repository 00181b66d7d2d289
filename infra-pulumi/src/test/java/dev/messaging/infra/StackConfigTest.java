package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackConfigTest {
    private static final String CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/0a";
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path built;

    private Path release() throws IOException {
        Path file = built.resolve("messaging-1.2.3-" + EMPTY_SHA256 + ".zip");
        return Files.exists(file) ? file : Files.createFile(file);
    }

    private StackConfig read(String... more) throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of("aws:region", "eu-central-1", "messaging:certificateArn",
                CERTIFICATE, "messaging:release", release().toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return StackConfig.read("prod", settings, built);
    }

    private String refused(String... more) {
        return String.valueOf(assertThrows(WrongConfig.class, () -> read(more)).getMessage());
    }

    @Test
    void productionIsTheDefault() throws IOException {
        StackConfig config = read();
        assertEquals(StackConfig.ComputeKind.ec2, config.compute());
        assertEquals(false, config.open());
        assertEquals(true, config.rateLimits());
        assertEquals(Entry.Balancer.alb, config.entry().balancer());
        assertEquals(true, config.tables().backups());
        assertEquals(true, config.tables().kept());
        assertEquals(Tables.Billing.onDemand, config.tables().billing());
        assertEquals("messaging-prod-", config.tables().prefix());
        assertEquals(new Machines("t4g.small", 2, 4, 2, Optional.empty(), List.of(), true, Optional.empty()),
                config.machines());
        assertEquals(30, config.logRetentionDays());
        assertEquals("1.2.3", config.release().version());
        assertEquals(EMPTY_SHA256, config.release().sha256());
        assertEquals("releases/messaging-1.2.3-" + EMPTY_SHA256 + ".zip", config.release().key());
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsKeyTheReasonAndWhatWouldBeRight() {
        String said = refused("messaging:balancer", "elb", "messaging:instances", "0", "messaging:protection", "yes",
                "messaging:instanceType", "t3.small", "messaging:subnetIds", "subnet-1", "aws:region", "Frankfurt",
                "messaging:logRetentionDays", "31", "messaging:colour", "blue", "messaging:alarmEmail", "me",
                "aws:allowedAccountIds", "[\"12\"]");
        for (String part : List.of("messaging:balancer is \"elb\" and must be one of alb, nlb, none.",
                "messaging:instances is \"0\" and must be a number from 1 to 200.",
                "messaging:protection is \"yes\" and must be true or false.",
                "messaging:instanceType is \"t3.small\" and must be a type with a Graviton processor",
                "messaging:subnetIds is \"subnet-1\" and must be a list of ids such as subnet-0123abcd",
                "aws:region is \"Frankfurt\" and must be a region such as eu-central-1",
                "messaging:logRetentionDays is 31 and must be one of [1, 3, 5,",
                "messaging:colour is no setting of this program. It knows alarmEmail, allowPlainHttp,",
                "messaging:alarmEmail is \"me\" and must be an address", "aws:allowedAccountIds is \"[\"12\"]\"")) {
            assertTrue(said.contains(part), said);
        }
        assertEquals(10, said.lines().filter(line -> line.startsWith("- ")).count(), said);
        assertTrue(said.contains("infra-pulumi/Pulumi.prod.yaml; nothing was changed"), said);
    }

    /** Each is right by itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    messaging:certificateArn=                                            | passwords would travel in plain HTTP
                    messaging:balancer=nlb                                               | messaging:certificateArn is for messaging:balancer: alb
                    messaging:tlsKeyParameter=/k                                         | belong together
                    messaging:tlsCertificateParameter=/c messaging:tlsKeyParameter=/k    | alb does it for them
                    messaging:vpcId=vpc-0a                                               | needs messaging:subnetIds
                    messaging:subnetIds=["subnet-0a","subnet-0b"]                        | needs messaging:vpcId
                    messaging:vpcId=vpc-0a messaging:subnetIds=["subnet-0a"]             | must name two or three
                    messaging:instances=3 messaging:instancesMax=2                       | must be at least messaging:instances
                    messaging:balancer=none messaging:certificateArn= messaging:allowPlainHttp=true messaging:instances=2 | there can be only one
                    messaging:readUnits=5                                                | belong to messaging:billing: provisioned
                    messaging:billing=provisioned messaging:readUnits=5 messaging:readUnitsMax=4 | must be at least messaging:readUnits
                    messaging:warmReadUnits=20000                                        | belong together
                    messaging:compute=lambda                                             | messaging:certificateArn means nothing with messaging:compute: lambda
                    messaging:subnetIds=null                                             | a list of ids
                    messaging:subnetIds={}                                               | a list of ids
                    """)
    void whatDoesNotFitTogetherIsRefused(String settings, String why) {
        String[] pairs = settings.strip().split("[= ]", -1);
        String said = refused(pairs);
        assertTrue(said.contains(why), said);
    }

    @Test
    void plainHttpWithPasswordsHasToBeSaid() throws IOException {
        StackConfig config = read("messaging:certificateArn", "", "messaging:allowPlainHttp", "true");
        assertTrue(config.warnings().getFirst().contains("plain HTTP"));
        assertEquals(80, config.entry().publicPort());
        assertEquals(List.of(),
                read("messaging:alarmEmail", "a@b.example", "messaging:domain", "chat.example.org").warnings());
    }

    @Test
    void httpsWithoutANameIsWarnedOf() throws IOException {
        List<String> warnings = read("messaging:alarmEmail", "a@b.example").warnings();
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().contains("no messaging:domain"), warnings.getFirst());
    }

    @Test
    void serversThatSpeakHttpsThemselvesListenWhereTheyMay() throws IOException {
        String[] https = {"messaging:certificateArn", "", "messaging:tlsCertificateParameter", "/c",
                "messaging:tlsKeyParameter", "/k", "messaging:balancer", "nlb"};
        assertEquals(8443, read(https).entry().serverPort());
        https[7] = "none";
        assertEquals(443, read(https).entry().serverPort());
        assertEquals(1, read(https).machines().count());
    }

    @Test
    void aStacksNameFitsIntoNamesInAws() throws IOException {
        Map<String, String> settings = Map.of("aws:region", "eu-central-1", "messaging:release", release().toString(),
                "messaging:certificateArn", CERTIFICATE);
        assertEquals("messaging-abcdefghijklmn", StackConfig.read("abcdefghijklmn", settings, built).name());
        for (String name : List.of("abcdefghijklmno", "Prod", "a", "prod_1", "prod-")) {
            assertThrows(WrongConfig.class, () -> StackConfig.read(name, settings, built), name);
        }
    }

    @Test
    void theOneBuiltReleaseIsTakenAndNoneOrTwoIsAMistake() throws IOException {
        Path release = release();
        assertEquals(release, read("messaging:release", "").release().file());
        Path second = Files.createFile(built.resolve("messaging-1.2.4-" + EMPTY_SHA256 + ".zip"));
        String two = refused("messaging:release", "");
        assertTrue(two.contains("There are 2 releases") && two.contains("messaging-1.2.4-"), two);
        Files.delete(second);
        Path elsewhere = Files.createDirectory(built.resolve("empty"));
        WrongConfig none = assertThrows(WrongConfig.class,
                () -> StackConfig.read("prod", Map.of("aws:region", "eu-central-1"), elsewhere));
        assertTrue(String.valueOf(none.getMessage()).contains("There is no release in " + elsewhere),
                none.getMessage());
    }

    @Test
    void aReleaseIsWhatItsNameSays() throws IOException {
        Path altered = Files.writeString(built.resolve("messaging-1.2.3-" + "a".repeat(64) + ".zip"), "altered");
        assertTrue(refused("messaging:release", altered.toString()).contains("is not what its name says"));
        assertTrue(refused("messaging:release", "other.zip").contains("must be called messaging-<version>-"));
        assertTrue(refused("messaging:release", "messaging-1-" + "a".repeat(64) + ".zip").contains("no such file"));
    }

    @Test
    void everySettingIsExplainedWhereSettingsAreWritten() throws IOException {
        String said = refused("messaging:colour", "blue");
        String known = said.substring(said.indexOf("It knows ") + "It knows ".length(), said.indexOf(".\nThey stand"));
        String explained = Files.readString(Path.of("Pulumi.yaml"));
        assertTrue(known.split(", ", -1).length > 30, known);
        for (String setting : known.split(", ", -1)) {
            assertTrue(explained.matches("(?s).*\\b" + setting + "\\b.*"), setting + " is not in Pulumi.yaml");
        }
    }

    @Test
    void settingsComeAsTheEngineHandsThemOver() {
        assertEquals(Map.of("messaging:auth", "open", "aws:region", "eu-central-1"),
                StackConfig.given("{\"messaging:config:auth\": \"open\", \"aws:region\": \"eu-central-1\"}"));
        assertEquals(Map.of(), StackConfig.given(null));
    }
}
