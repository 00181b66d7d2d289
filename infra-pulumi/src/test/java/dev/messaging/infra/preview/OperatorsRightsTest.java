package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Set<String> ON_EVERYTHING = Set.of("TableScaling", "Look", "MakeMachines",
            "ChangeOurMachines", "Endpoints");

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
                .filter(statement -> statement.get("Sid").getAsString().equals("ChangeOurMachines")).findFirst()
                .orElseThrow();
        assertEquals("{\"StringEquals\":{\"aws:ResourceTag/Project\":\"messaging\"}}",
                changes.get("Condition").toString());
        assertTrue(actions("deploy-policy").stream().filter(action -> action.matches("ec2:(Delete|Terminate|Revoke).*"))
                .allMatch(texts(changes, "Action").collect(Collectors.toSet())::contains));
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
    void adminsMayDoWhatServersDoAndCreateTablesButNotDeleteThem() throws IOException {
        Set<String> admins = actions("admin-policy");
        Set<String> servers = new Policy.Found(Variant.prod.graph()).of("RolePolicy")
                .flatMap(policy -> new Policy.Found(Variant.prod.graph()).statements(policy))
                .flatMap(statement -> texts(statement, "Action")).filter(action -> action.startsWith("dynamodb:"))
                .collect(Collectors.toSet());
        assertTrue(admins.containsAll(servers), admins.toString());
        assertTrue(admins.contains("dynamodb:CreateTable"));
        assertEquals(Set.of(), admins.stream().filter(action -> action.matches(".*:(DeleteTable|Scan)"))
                .collect(Collectors.toSet()));
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
