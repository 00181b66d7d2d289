package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every stack keeps every policy, and every policy catches what is against it. */
class PolicyTest {
    private record Bad(Variant variant, Consumer<JsonObject> spoil) {}

    private static final Map<Policy, List<Bad>> BAD = new EnumMap<>(Policy.class);

    static {
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-callers",
                "{\"fromPort\": 8080, \"toPort\": 8080}");
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-callers",
                "{\"fromPort\": 80, \"toPort\": 443}");
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-callers",
                "{\"securityGroupId\": \"sg-messaging-prod-servers\"}");
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-balancer",
                "{\"cidrIpv6\": \"::/0\"}");
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-balancer",
                "{\"cidrIpv4\": \"0.0.0.0/1\"}");
        bad(Policy.THE_WORLD_REACHES_THE_ENTRANCE_ALONE, Variant.prod, "SecurityGroupIngressRule",
                "messaging-prod-balancer",
                "{\"cidrIpv4\": \"10.0.0.0/4\"}");
        bad(Policy.NO_RULE_HIDES_IN_A_GROUP, Variant.prod, "SecurityGroup", "messaging-prod-servers",
                "{\"ingress\": [{\"cidrBlocks\": [\"0.0.0.0/0\"]}]}");
        bad(Policy.NOBODY_LOGS_IN_BY_SSH, Variant.prod, "LaunchTemplate", "messaging-prod", "{\"keyName\": \"mine\"}");
        bad(Policy.NOBODY_LOGS_IN_BY_SSH, Variant.prod, "SecurityGroupIngressRule", "messaging-prod-balancer",
                "{\"fromPort\": 0, \"toPort\": 65535}");
        bad(Policy.CREDENTIALS_OF_MACHINES_CANNOT_BE_FORGED_OUT_OF_THEM, Variant.prod, "LaunchTemplate",
                "messaging-prod", "{\"metadataOptions\": {\"httpTokens\": \"optional\"}}");
        bad(Policy.CREDENTIALS_OF_MACHINES_CANNOT_BE_FORGED_OUT_OF_THEM, Variant.dev, "Instance", "messaging-dev",
                "{\"metadataOptions\": {\"httpEndpoint\": \"enabled\", \"httpPutResponseHopLimit\": 2, \"httpTokens\": \"required\"}}");
        bad(Policy.DISKS_ARE_ENCRYPTED, Variant.prod, "LaunchTemplate", "messaging-prod",
                "{\"blockDeviceMappings\": [{\"ebs\": {\"volumeSize\": 8}}]}");
        bad(Policy.DISKS_ARE_ENCRYPTED, Variant.prod, "LaunchTemplate", "messaging-prod",
                "{\"blockDeviceMappings\": []}");
        bad(Policy.DISKS_ARE_ENCRYPTED, Variant.dev, "Instance", "messaging-dev",
                "{\"rootBlockDevice\": {\"encrypted\": false}}");
        bad(Policy.MACHINES_FIT_THEIR_IMAGE, Variant.prod, "LaunchTemplate", "messaging-prod",
                "{\"instanceType\": \"t3.small\"}");
        bad(Policy.MACHINES_FIT_THEIR_IMAGE, Variant.dev, "Instance", "messaging-dev", "{\"ami\": \"ami-of-x86_64\"}");
        bad(Policy.GROUPS_NAME_A_VERSION_BY_NUMBER, Variant.prod, "Group", "messaging-prod",
                "{\"launchTemplate\": {\"version\": \"$Latest\"}}");
        output(Policy.GROUPS_NAME_A_VERSION_BY_NUMBER, Variant.prod, "launchTemplateVersion", "$Latest");
        bad(Policy.NEW_RELEASES_ROLL_BACK, Variant.prod, "Group", "messaging-prod",
                "{\"instanceRefresh\": {\"strategy\": \"Rolling\"}}");
        outside(Policy.NEW_RELEASES_ROLL_BACK, "Group", "ignoreChanges", "[\"tags\"]");
        output(Policy.NEW_RELEASES_ROLL_BACK, Variant.prod, "rollbackAlarm", "messaging-prod-other");
        output(Policy.NEW_RELEASES_ROLL_BACK, Variant.prod, "launchTemplate", "lt-of-another");
        badRight(Policy.RIGHTS_ARE_NAMED, "dynamodb:*", "arn:aws:dynamodb:eu-central-1:1:table/x");
        badRight(Policy.RIGHTS_ARE_NAMED, "dynamodb:GetItem", "*");
        badRight(Policy.SERVERS_NEITHER_SCAN_NOR_CHANGE_TABLES, "dynamodb:Scan",
                "arn:aws:dynamodb:eu-central-1:1:table/x");
        badRight(Policy.SERVERS_NEITHER_SCAN_NOR_CHANGE_TABLES, "dynamodb:DeleteTable",
                "arn:aws:dynamodb:eu-central-1:1:table/x");
        badRight(Policy.TABLE_RIGHTS_ARE_FOR_ONE_TABLE, "dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:1:table/*");
        add(Policy.ROLES_HAVE_ONLY_RIGHTS_THAT_ARE_WRITTEN_HERE, Variant.prod,
                "{\"type\": \"aws:iam/rolePolicyAttachment:RolePolicyAttachment\", \"name\": \"admin\", \"inputs\": {}}");
        bad(Policy.ROLES_HAVE_ONLY_RIGHTS_THAT_ARE_WRITTEN_HERE, Variant.prod, "Role", "messaging-prod",
                "{\"managedPolicyArns\": [\"arn:aws:iam::aws:policy/AdministratorAccess\"]}");
        bad(Policy.HTTPS_IS_TLS_13_OR_A_STRICT_12, Variant.prod, "Listener", "messaging-prod",
                "{\"sslPolicy\": \"ELBSecurityPolicy-2016-08\"}");
        bad(Policy.PLAIN_HTTP_IS_SENT_ON_WHERE_THERE_IS_HTTPS, Variant.prod, "Listener", "messaging-prod-redirect",
                "{\"defaultActions\": [{\"type\": \"forward\"}]}");
        bad(Policy.BUCKETS_ARE_PRIVATE, Variant.prod, "BucketPublicAccessBlock", "messaging-prod-releases",
                "{\"blockPublicPolicy\": false}");
        drop(Policy.BUCKETS_ARE_PRIVATE, "BucketPublicAccessBlock");
        bad(Policy.BUCKETS_KEEP_VERSIONS_ENCRYPTED, Variant.prod, "BucketVersioningV2", "messaging-prod-releases",
                "{\"versioningConfiguration\": {\"status\": \"Suspended\"}}");
        drop(Policy.BUCKETS_KEEP_VERSIONS_ENCRYPTED, "BucketServerSideEncryptionConfigurationV2");
        outside(Policy.RELEASES_STAY, "BucketObjectv2", "retainOnDelete", "false");
        bad(Policy.ALARMS_DO_SOMETHING, Variant.prod, "MetricAlarm", "messaging-prod-slow", "{\"alarmActions\": []}");
        output(Policy.ALARMS_DO_SOMETHING, Variant.prod_without_mail, "rollbackAlarm", "messaging-prod-other");
        bad(Policy.LOGS_END_SOMETIME, Variant.prod, "LogGroup", "messaging-prod", "{\"retentionInDays\": 0}");
        add(Policy.NAMES_ARE_UNIQUE, Variant.prod,
                "{\"type\": \"aws:iam/role:Role\", \"name\": \"messaging-prod\", \"inputs\": {}}");
        add(Policy.NAMES_ARE_UNIQUE, Variant.prod,
                "{\"type\": \"aws:dynamodb/table:Table\", \"name\": \"other\", \"inputs\": {\"name\": \"messaging-prod-messages\"}}");
        add(Policy.NAMES_ARE_SHORT, Variant.prod,
                "{\"type\": \"aws:lb/targetGroup:TargetGroup\", \"name\": \"messaging-production-blue\", \"inputs\": {}}");
        bad(Policy.NOTHING_IS_NULL, Variant.prod, "TargetGroup", "messaging-prod",
                "{\"healthCheck\": {\"path\": \"http://null\"}}");
        bad(Policy.NOTHING_IS_NULL, Variant.prod, "TargetGroup", "messaging-prod", "{\"vpcId\": \"<unknown>\"}");
        bad(Policy.TABLES_ARE_OF_THE_DEFINITION, Variant.prod, "Table", "messaging-prod-messages",
                "{\"rangeKey\": \"at\"}");
        outside(Policy.SERVERS_START_LAST, "Group", "dependsOn", "[\"aws:s3/bucketObjectv2:BucketObjectv2::x\"]");
        example(Policy.SERVERS_START_LAST, Variant.prod_lambda,
                graph -> resource(graph, "Function", "messaging-prod").add("dependsOn", JsonParser.parseString(
                        "[\"aws:dynamodb/tableItem:TableItem::x\", \"aws:s3/bucketObjectv2:BucketObjectv2::x\"]")));
        bad(Policy.GATEWAYS_OPEN_PATHS_BY_NAME, Variant.prod_lambda, "Route", "messaging-prod-api",
                "{\"routeKey\": \"$default\"}");
        bad(Policy.GATEWAYS_OPEN_PATHS_BY_NAME, Variant.prod_lambda, "Route", "messaging-prod-actions",
                "{\"routeKey\": \"ANY /{proxy+}\"}");
    }

    @ParameterizedTest
    @EnumSource
    void everyStackKeepsAllPolicies(Variant variant) {
        for (Policy policy : Policy.values()) {
            assertEquals(List.of(), policy.offences(variant.graph()), policy.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyCatchesWhatIsAgainstIt(Policy policy) {
        List<Bad> examples = BAD.getOrDefault(policy, List.of());
        assertFalse(examples.isEmpty(), "no bad example of " + policy);
        for (Bad bad : examples) {
            JsonObject graph = bad.variant().graph();
            bad.spoil().accept(graph);
            assertFalse(policy.offences(graph).isEmpty(), policy + " misses example " + examples.indexOf(bad));
        }
    }

    @Test
    void inProductionDataAndReleasesAreProtectedAndInDevelopmentTheyAreNot() {
        for (JsonElement element : Variant.prod.graph().getAsJsonArray("resources")) {
            Policy.One one = new Policy.One(element.getAsJsonObject());
            if (one.is("Table", "TableItem") || (one.type().startsWith("aws:s3/") && !one.is("BucketObjectv2"))) {
                assertEquals(true, one.flag("protect"), one.label());
            }
            if (one.is("Table")) {
                assertEquals("{\"enabled\":true}", one.object("pointInTimeRecovery").toString());
                assertEquals(true, one.inputs().get("deletionProtectionEnabled").getAsBoolean());
            }
        }
        for (JsonElement element : Variant.dev.graph().getAsJsonArray("resources")) {
            Policy.One one = new Policy.One(element.getAsJsonObject());
            assertFalse(one.flag("protect"), one.label());
            if (one.is("BucketV2")) {
                assertEquals(true, one.inputs().get("forceDestroy").getAsBoolean());
            }
        }
    }

    private static void bad(Policy policy, Variant variant, String kind, String name, String inputs) {
        example(policy, variant, graph -> {
            JsonObject spoilt = resource(graph, kind, name).getAsJsonObject("inputs");
            JsonParser.parseString(inputs).getAsJsonObject().entrySet()
                    .forEach(entry -> spoilt.add(entry.getKey(), entry.getValue()));
        });
    }

    private static void badRight(Policy policy, String action, String thing) {
        example(policy, Variant.prod, graph -> {
            JsonObject inputs = resource(graph, "RolePolicy", "messaging-prod").getAsJsonObject("inputs");
            JsonObject document = JsonParser.parseString(inputs.get("policy").getAsString()).getAsJsonObject();
            document.getAsJsonArray("Statement").add(JsonParser.parseString("{\"Effect\": \"Allow\", \"Action\": [\""
                    + action + "\"], \"Resource\": [\"" + thing + "\"]}"));
            inputs.addProperty("policy", document.toString());
        });
    }

    private static void outside(Policy policy, String kind, String member, String value) {
        example(policy, Variant.prod, graph -> Arrays.stream(new String[]{"messaging-prod", "messaging-prod-release"})
                .filter(name -> find(graph, kind, name) != null)
                .forEach(name -> resource(graph, kind, name).add(member, JsonParser.parseString(value))));
    }

    private static void output(Policy policy, Variant variant, String name, String value) {
        example(policy, variant, graph -> graph.getAsJsonObject("outputs").addProperty(name, value));
    }

    private static void add(Policy policy, Variant variant, String resource) {
        example(policy, variant, graph -> graph.getAsJsonArray("resources").add(JsonParser.parseString(resource)));
    }

    private static void drop(Policy policy, String kind) {
        example(policy, Variant.prod, graph -> {
            JsonArray kept = new JsonArray();
            graph.getAsJsonArray("resources").asList().stream()
                    .filter(element -> !new Policy.One(element.getAsJsonObject()).is(kind)).forEach(kept::add);
            assertFalse(kept.size() == graph.getAsJsonArray("resources").size(), "nothing to drop: " + kind);
            graph.add("resources", kept);
        });
    }

    private static void example(Policy policy, Variant variant, Consumer<JsonObject> spoil) {
        BAD.computeIfAbsent(policy, key -> new java.util.ArrayList<>()).add(new Bad(variant, spoil));
    }

    private static JsonObject resource(JsonObject graph, String kind, String name) {
        JsonObject found = find(graph, kind, name);
        if (found == null) {
            throw new AssertionError("The example fits no graph: there is no " + kind + " " + name);
        }
        return found;
    }

    private static @org.jspecify.annotations.Nullable JsonObject find(JsonObject graph, String kind, String name) {
        return graph.getAsJsonArray("resources").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(one -> new Policy.One(one).is(kind) && one.get("name").getAsString().equals(name)).findFirst()
                .orElse(null);
    }
}
