package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies in the folder iam, for people: their form, and that they go with what the program declares. */
class OperatorsRightsTest {
    /** What IAM takes as one policy, without blanks. */
    private static final int CHARACTERS_MAX = 6_144;

    /** What creating each kind of resource takes at least. */
    private static final Map<String, String> CREATING = Map.ofEntries(Map.entry("Table", "dynamodb:CreateTable"),
            Map.entry("TableItem", "dynamodb:PutItem"),
            Map.entry("Target", "application-autoscaling:RegisterScalableTarget"),
            Map.entry("BucketV2", "s3:CreateBucket"), Map.entry("BucketObjectv2", "s3:PutObject"),
            Map.entry("BucketVersioningV2", "s3:PutBucketVersioning"),
            Map.entry("BucketOwnershipControls", "s3:PutBucketOwnershipControls"),
            Map.entry("BucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
            Map.entry("BucketLifecycleConfigurationV2", "s3:PutLifecycleConfiguration"),
            Map.entry("BucketServerSideEncryptionConfigurationV2", "s3:PutEncryptionConfiguration"),
            Map.entry("SecurityGroup", "ec2:CreateSecurityGroup"),
            Map.entry("SecurityGroupIngressRule", "ec2:AuthorizeSecurityGroupIngress"),
            Map.entry("SecurityGroupEgressRule", "ec2:AuthorizeSecurityGroupEgress"),
            Map.entry("VpcEndpoint", "ec2:CreateVpcEndpoint"), Map.entry("LaunchTemplate", "ec2:CreateLaunchTemplate"),
            Map.entry("Instance", "ec2:RunInstances"), Map.entry("Eip", "ec2:AllocateAddress"),
            Map.entry("Group", "autoscaling:CreateAutoScalingGroup"),
            Map.entry("Policy", "autoscaling:PutScalingPolicy"),
            Map.entry("LoadBalancer", "elasticloadbalancing:CreateLoadBalancer"),
            Map.entry("TargetGroup", "elasticloadbalancing:CreateTargetGroup"),
            Map.entry("Listener", "elasticloadbalancing:CreateListener"), Map.entry("Role", "iam:CreateRole"),
            Map.entry("RolePolicy", "iam:PutRolePolicy"), Map.entry("InstanceProfile", "iam:CreateInstanceProfile"),
            Map.entry("LogGroup", "logs:CreateLogGroup"), Map.entry("LogMetricFilter", "logs:PutMetricFilter"),
            Map.entry("MetricAlarm", "cloudwatch:PutMetricAlarm"), Map.entry("Topic", "sns:CreateTopic"),
            Map.entry("TopicSubscription", "sns:Subscribe"), Map.entry("Function", "lambda:CreateFunction"),
            Map.entry("Permission", "lambda:AddPermission"), Map.entry("Api", "apigateway:POST"),
            Map.entry("Integration", "apigateway:POST"), Map.entry("Route", "apigateway:POST"),
            Map.entry("Stage", "apigateway:POST"), Map.entry("Schedule", "scheduler:CreateSchedule"));

    /** What AWS lets nobody name beforehand: what is about to be made, and what is only looked at. */
    private static final Set<String> ON_EVERYTHING = Set.of("TableScaling", "Look", "Make",
            "TagNew", "ChangeOurs");

    @ParameterizedTest
    @ValueSource(strings = {"deploy-policy", "deploy-lambda-policy", "admin-policy"})
    void aPolicyNamesWhatItAllows(String name) throws IOException {
        String text = Files.readString(file(name));
        assertTrue(text.replaceAll("\\s", "").length() <= CHARACTERS_MAX, "longer than IAM takes");
        JsonObject policy = JsonParser.parseString(text).getAsJsonObject();
        assertEquals("2012-10-17", policy.get("Version").getAsString());
        Set<String> purposes = new HashSet<>();
        for (JsonObject statement : statements(name)) {
            String purpose = statement.get("Sid").getAsString();
            assertTrue(purposes.add(purpose), purpose + " twice");
            assertEquals("Allow", statement.get("Effect").getAsString());
            assertEquals(Set.of(), without(statement.keySet(), "Sid", "Effect", "Action", "Resource", "Condition"));
            texts(statement, "Action").forEach(action -> assertTrue(
                    action.matches("[a-z0-9-]+:[A-Za-z]+") || action.matches("[a-z0-9-]+:(Describe|Get)\\*"), action));
            texts(statement, "Resource").forEach(thing -> assertTrue(thing.startsWith("arn:aws:")
                    || (thing.equals("*") && ON_EVERYTHING.contains(purpose)), purpose + ": " + thing));
        }
    }

    @Test
    void whatIsChangedOnEverythingIsOurs() throws IOException {
        JsonObject changes = statements("deploy-policy").stream()
                .filter(statement -> statement.get("Sid").getAsString().equals("ChangeOurs")).findFirst()
                .orElseThrow();
        assertEquals("{\"StringEquals\":{\"aws:ResourceTag/Project\":\"messaging\"}}",
                changes.get("Condition").toString());
        assertTrue(actions("deploy-policy").stream().filter(action -> action.matches("ec2:(Delete|Terminate|Revoke).*"))
                .allMatch(texts(changes, "Action").collect(Collectors.toSet())::contains));
    }

    /** Whoever may tag anything makes anything his own by it. */
    @Test
    void tagsAreSetOnWhatIsBeingMadeAndOnWhatIsOursAlone() throws IOException {
        List<JsonObject> tagging = statements("deploy-policy").stream()
                .filter(statement -> texts(statement, "Action").anyMatch("ec2:CreateTags"::equals)).toList();
        assertEquals(List.of("TagNew", "ChangeOurs"),
                tagging.stream().map(statement -> statement.get("Sid").getAsString()).toList());
        JsonObject condition = tagging.getFirst().getAsJsonObject("Condition");
        assertEquals(Set.of("StringEquals"), condition.keySet());
        assertEquals(Set.of("ec2:CreateAction"), condition.getAsJsonObject("StringEquals").keySet());
        JsonObject making = statements("deploy-policy").stream()
                .filter(statement -> statement.get("Sid").getAsString().equals("Make")).findFirst()
                .orElseThrow();
        assertEquals(
                texts(making, "Action").filter(action -> !action.startsWith("ec2:Modify"))
                        .map(action -> action.substring("ec2:".length()))
                        .collect(Collectors.toSet()),
                texts(condition.getAsJsonObject("StringEquals"), "ec2:CreateAction").collect(Collectors.toSet()));
    }

    /** They have no tags, so what is ours cannot be told by those; the group that they belong to has. */
    @Test
    void rulesOfOurGroupsMayBeChanged() throws IOException {
        JsonObject rules = statements("deploy-policy").stream()
                .filter(statement -> statement.get("Sid").getAsString().equals("Rules")).findFirst().orElseThrow();
        assertEquals(List.of("arn:aws:ec2:*:*:security-group-rule/*"), texts(rules, "Resource").toList());
        assertEquals(List.of("ec2:ModifySecurityGroupRules"), texts(rules, "Action").toList());
        assertFalse(new Policy.Found(Variant.prod.graph())
                .of("SecurityGroupIngressRule", "SecurityGroupEgressRule").anyMatch(rule -> rule.inputs().has("tags")));
    }

    @Test
    void whoDeploysMayDoWhatTheDeployScriptDoes() throws IOException {
        Set<String> allowed = actions("deploy-policy");
        List<String> called = Pattern.compile("\\baws (autoscaling|dynamodb) ([a-z-]+)")
                .matcher(Files.readString(Path.of("deploy"))).results()
                .map(call -> call.group(1) + ":" + Arrays.stream(call.group(2).split("-", -1))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining()))
                .distinct().toList();
        assertTrue(called.contains("autoscaling:StartInstanceRefresh"), called.toString());
        for (String action : called) {
            assertTrue(allowed.contains(action)
                    || (action.contains(":Describe") && allowed.contains(action.split(":", 2)[0] + ":Describe*")),
                    action);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoDeploysMayMakeEverythingThatIsDeclared(Variant variant) throws IOException {
        Set<String> allowed = new HashSet<>(actions("deploy-policy"));
        if (variant == Variant.prod_lambda) {
            allowed.addAll(actions("deploy-lambda-policy"));
        }
        Set<String> missing = new TreeSet<>();
        for (JsonElement element : variant.graph().getAsJsonArray("resources")) {
            Policy.One one = new Policy.One(element.getAsJsonObject());
            if (one.type().startsWith("aws:")) {
                String needed = CREATING.getOrDefault(one.type().substring(one.type().lastIndexOf(':') + 1),
                        "unknown for " + one.type());
                if (!allowed.contains(needed)) {
                    missing.add(needed);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void adminsMayDoWhatServersDoAndReadTablesWholeAndCreateThemButNotDeleteThem() throws IOException {
        Set<String> admins = actions("admin-policy");
        Set<String> servers = new Policy.Found(Variant.prod.graph()).of("RolePolicy")
                .flatMap(policy -> new Policy.Found(Variant.prod.graph()).statements(policy))
                .flatMap(statement -> texts(statement, "Action")).filter(action -> action.startsWith("dynamodb:"))
                .collect(Collectors.toSet());
        assertTrue(admins.containsAll(servers), admins.toString());
        assertTrue(admins.contains("dynamodb:CreateTable"));
        assertEquals(Set.of("dynamodb:Scan"), admins.stream()
                .filter(action -> action.matches(".*:(DeleteTable|Scan)")).collect(Collectors.toSet()));
        assertFalse(servers.contains("dynamodb:Scan"), servers.toString());
    }

    /** What the program asks about tables, or does with them, stands in its source: it goes through one door there. */
    @Test
    void adminsMayDoWithTablesWhatTheProgramDoes() throws IOException {
        Set<String> called = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("../messaging-dynamo/src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Pattern.compile("\\.ofTables\\(\\)\\s*\\.([a-z])([A-Za-z]+)\\(").matcher(Files.readString(source))
                        .results()
                        .map(call -> "dynamodb:" + call.group(1).toUpperCase(Locale.ROOT) + call.group(2))
                        .forEach(called::add);
            }
        }
        assertTrue(called.contains("dynamodb:DescribeTable"), called.toString());
        assertEquals(Set.of(), without(called, actions("admin-policy").toArray(String[]::new)));
    }

    private static Path file(String name) {
        return Path.of("iam", name + ".json");
    }

    private static List<JsonObject> statements(String name) throws IOException {
        return JsonParser.parseString(Files.readString(file(name))).getAsJsonObject().getAsJsonArray("Statement")
                .asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static Set<String> actions(String name) throws IOException {
        return statements(name).stream().flatMap(statement -> texts(statement, "Action")).collect(Collectors.toSet());
    }

    private static Stream<String> texts(JsonObject statement, String name) {
        JsonElement element = statement.get(name);
        return element.isJsonArray()
                ? element.getAsJsonArray().asList().stream().map(JsonElement::getAsString)
                : Stream.of(element.getAsString());
    }

    private static Set<String> without(Set<String> all, String... known) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(Arrays.asList(known));
        return rest;
    }
}
