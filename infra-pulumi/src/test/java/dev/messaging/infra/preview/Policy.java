package dev.messaging.infra.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What must hold in every stack. Each finds what is against it in a graph. */
enum Policy {
    /** By 80 and 443, and only what is meant to be called: the balancer, or the server where there is none. */
    THE_WORLD_REACHES_THE_ENTRANCE_ALONE(graph -> graph.of("SecurityGroupIngressRule")
            .filter(rule -> graph.world(rule.inputs()))
            .filter(rule -> !graph.publicPort(rule.inputs())
                    || !graph.entrances().contains(rule.text("securityGroupId")))),
    /** Rules stand by themselves, where the one above looks at them. */
    NO_RULE_HIDES_IN_A_GROUP(graph -> graph.of("SecurityGroup")
            .filter(door -> door.inputs().has("ingress") || door.inputs().has("egress"))),
    NOBODY_LOGS_IN_BY_SSH(graph -> Stream.concat(
            graph.of("LaunchTemplate", "Instance").filter(machine -> machine.inputs().has("keyName")),
            graph.of("SecurityGroupIngressRule").filter(rule -> !rule.inputs().has("fromPort")
                    || (rule.number("fromPort") <= 22 && rule.number("toPort") >= 22)))),
    CREDENTIALS_OF_MACHINES_CANNOT_BE_FORGED_OUT_OF_THEM(graph -> graph.of("LaunchTemplate", "Instance")
            .filter(machine -> !machine.object("metadataOptions").equals(JsonParser.parseString(
                    "{\"httpEndpoint\":\"enabled\",\"httpPutResponseHopLimit\":1,\"httpTokens\":\"required\"}")))),
    DISKS_ARE_ENCRYPTED(graph -> Stream.concat(
            graph.of("LaunchTemplate").filter(template -> template.array("blockDeviceMappings").isEmpty()
                    || template.array("blockDeviceMappings").asList().stream()
                            .anyMatch(disk -> !disk.toString().contains("\"encrypted\":\"true\""))),
            graph.of("Instance").filter(machine -> !machine.object("rootBlockDevice").toString()
                    .contains("\"encrypted\":true")))),
    MACHINES_FIT_THEIR_IMAGE(graph -> graph.of("LaunchTemplate", "Instance").filter(machine -> {
        String image = machine.inputs().has("imageId") ? machine.text("imageId") : machine.text("ami");
        return image.startsWith("ami-of-")
                && !(image.endsWith("arm64") && machine.text("instanceType").matches("[a-z]+[0-9]+g[a-z]*\\..+"));
    })),
    /** AWS can go back only to a number, and the deploy script tells it the next one. */
    GROUPS_NAME_A_VERSION_BY_NUMBER(graph -> graph.of("Group")
            .filter(group -> !group.object("launchTemplate").get("version").getAsString().matches("[0-9]+")
                    || !graph.output("launchTemplateVersion").matches("[0-9]+"))),
    /** Whoever changes the group's version before servers are replaced has AWS go back to the new one. */
    NEW_RELEASES_ROLL_BACK(graph -> graph.of("Group")
            .filter(group -> group.inputs().has("instanceRefresh") || !group.ignores("launchTemplate")
                    || graph.of("LaunchTemplate").noneMatch(one -> one.name().equals(graph.output("launchTemplate")))
                    || graph.of("MetricAlarm").noneMatch(graph::rollsBack))),
    /** No joker, but for the channels of Session Manager, which are no things that have names. */
    RIGHTS_ARE_NAMED(graph -> graph.of("RolePolicy").filter(policy -> graph.statements(policy).anyMatch(
            statement -> statement.has("NotAction") || statement.has("NotResource")
                    || texts(statement, "Action").anyMatch(action -> action.contains("*"))
                    || (texts(statement, "Resource").anyMatch(thing -> thing.equals("*"))
                            && texts(statement, "Action").anyMatch(action -> !action.startsWith("ssmmessages:")))))),
    SERVERS_NEITHER_SCAN_NOR_CHANGE_TABLES(graph -> graph.of("RolePolicy").filter(policy -> graph.statements(policy)
            .flatMap(statement -> texts(statement, "Action"))
            .anyMatch(action -> action.matches("dynamodb:(Scan|PartiQL.*|.*Table|.*Backup.*|.*TimeToLive)")
                    && !action.equals("dynamodb:DescribeTable")))),
    TABLE_RIGHTS_ARE_FOR_ONE_TABLE(graph -> graph.of("RolePolicy").filter(policy -> graph.statements(policy)
            .filter(statement -> texts(statement, "Action").anyMatch(action -> action.startsWith("dynamodb:")))
            .anyMatch(statement -> texts(statement, "Resource").count() != 1
                    || texts(statement, "Resource").anyMatch(thing -> thing.contains("*"))))),
    ROLES_HAVE_ONLY_RIGHTS_THAT_ARE_WRITTEN_HERE(graph -> Stream.concat(graph.of("RolePolicyAttachment"),
            graph.of("Role")
                    .filter(role -> role.inputs().has("managedPolicyArns") || role.inputs().has("inlinePolicies")))),
    HTTPS_IS_TLS_13_OR_A_STRICT_12(graph -> graph.of("Listener").filter(listener -> Set.of("HTTPS", "TLS")
            .contains(listener.text("protocol"))
            && !listener.text("sslPolicy").startsWith("ELBSecurityPolicy-TLS13-1-"))),
    /** Where there is a certificate, nothing is served without. */
    PLAIN_HTTP_IS_SENT_ON_WHERE_THERE_IS_HTTPS(graph -> graph.of("Listener")
            .filter(listener -> listener.text("protocol")
                    .equals("HTTP") && graph.of("Listener").anyMatch(other -> other.text("protocol").equals("HTTPS"))
                    && !listener.array("defaultActions").toString().contains("\"type\":\"redirect\""))),
    BUCKETS_ARE_PRIVATE(graph -> graph.of("BucketV2").filter(bucket -> graph.of("BucketPublicAccessBlock")
            .noneMatch(block -> block.needs(bucket) && Stream
                    .of("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
                    .allMatch(flag -> block.inputs().has(flag) && block.inputs().get(flag).getAsBoolean())))),
    BUCKETS_KEEP_VERSIONS_ENCRYPTED(graph -> graph.of("BucketV2").filter(bucket -> graph.of("BucketVersioningV2")
            .noneMatch(versions -> versions.needs(bucket) && versions.inputs().toString().contains("\"Enabled\""))
            || graph.of("BucketServerSideEncryptionConfigurationV2").noneMatch(key -> key.needs(bucket)))),
    /** Machines that are rolled back fetch the release before. */
    RELEASES_STAY(graph -> graph.of("BucketObjectv2").filter(object -> !object.flag("retainOnDelete"))),
    ALARMS_DO_SOMETHING(graph -> graph.of("MetricAlarm").filter(alarm -> (!alarm.inputs().has("alarmActions")
            || alarm.array("alarmActions").isEmpty()) && !graph.rollsBack(alarm))),
    LOGS_END_SOMETIME(graph -> graph.of("LogGroup").filter(group -> !group.inputs().has("retentionInDays")
            || group.number("retentionInDays") < 1)),
    /** Of one kind, of which Pulumi would refuse the second only when it deploys. */
    NAMES_ARE_UNIQUE(Found::repeated),
    /** Load balancers' names end at 32, roles' at 64, and Pulumi adds 8. */
    NAMES_ARE_SHORT(graph -> graph.all()
            .filter(one -> one.name().length() > (one.is("LoadBalancer", "TargetGroup") ? 24 : 56)
                    && !one.inputs().has("name"))),
    NOTHING_IS_NULL(graph -> graph.all().filter(one -> one.inputs().toString()
            .matches("(?s).*(\\bnull\\b|Output<|" + Graph.UNKNOWN + ").*"))),
    TABLES_ARE_OF_THE_DEFINITION(graph -> graph.of("Table")
            .filter(table -> dev.messaging.dynamo.schema.TableDefinition.ALL
                    .stream().noneMatch(definition -> table.text("name").endsWith(definition.baseName())
                            && table.text("hashKey").equals(definition.partitionKey().name())
                            && table.text("rangeKey").equals(definition.sortKey().name())))),
    /** A server that starts before its tables say their format, or before it may read, starts in vain. */
    SERVERS_START_LAST(graph -> graph.of("Group", "Instance", "Function").filter(server -> Stream
            .of("TableItem", "BucketObjectv2", "RolePolicy").anyMatch(first -> !server.dependsOn().contains(first)))),
    /** The recovery and the metrics are for the inside. */
    GATEWAYS_OPEN_PATHS_BY_NAME(graph -> graph.of("Route").filter(route -> {
        String key = route.text("routeKey");
        return key.equals("$default") || key.matches("[A-Z]+ /\\{[a-z]+\\+}") || key.matches("(ANY|GET) /\\{[a-z]+}")
                || key.contains("/internal") || key.contains("/metrics");
    }));

    @SuppressWarnings("ImmutableEnumChecker") // functions of nothing but their arguments
    private final Function<Found, Stream<One>> offences;

    Policy(Function<Found, Stream<One>> offences) {
        this.offences = offences;
    }

    /** The names of what is against it. */
    List<String> offences(JsonObject graph) {
        return offences.apply(new Found(graph)).map(One::label).toList();
    }

    private static Stream<String> texts(JsonObject statement, String name) {
        JsonElement element = statement.get(name);
        return element == null
                ? Stream.empty()
                : element.isJsonArray()
                        ? element.getAsJsonArray().asList().stream().map(JsonElement::getAsString)
                        : Stream.of(element.getAsString());
    }

    /** One resource. */
    record One(JsonObject json) {
        String name() {
            return json.get("name").getAsString();
        }

        String type() {
            return json.get("type").getAsString();
        }

        String label() {
            return type() + "::" + name();
        }

        boolean is(String... kinds) {
            return List.of(kinds).contains(type().substring(type().lastIndexOf(':') + 1));
        }

        JsonObject inputs() {
            return json.getAsJsonObject("inputs");
        }

        String text(String input) {
            return inputs().has(input) ? inputs().get(input).getAsString() : "";
        }

        int number(String input) {
            return inputs().has(input) ? inputs().get(input).getAsInt() : 0;
        }

        JsonObject object(String input) {
            return inputs().has(input) ? inputs().getAsJsonObject(input) : new JsonObject();
        }

        JsonArray array(String input) {
            return inputs().has(input) ? inputs().getAsJsonArray(input) : new JsonArray();
        }

        boolean flag(String name) {
            return json.has(name) && json.get(name).getAsBoolean();
        }

        boolean ignores(String input) {
            return json.has("ignoreChanges")
                    && json.getAsJsonArray("ignoreChanges").contains(new JsonPrimitive(input));
        }

        String dependsOn() {
            return json.has("dependsOn") ? json.get("dependsOn").toString() : "";
        }

        boolean needs(One other) {
            return dependsOn().contains("\"" + other.label() + "\"");
        }
    }

    /** All resources of a graph. */
    record Found(JsonObject graph) {
        private static final Pattern PRIVATE = Pattern
                .compile("10(\\.\\d+){3}/([89]|[123]\\d)|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}/(1[2-9]|[23]\\d)"
                        + "|192\\.168(\\.\\d+){2}/(1[6-9]|[23]\\d)|f[cd][0-9a-f]{0,2}:.*/([89]|\\d{2,3})");

        Stream<One> all() {
            return StreamSupport.stream(graph.getAsJsonArray("resources").spliterator(), false)
                    .map(element -> new One(element.getAsJsonObject()));
        }

        Stream<One> of(String... kinds) {
            return all().filter(one -> one.type().startsWith("aws:") && one.is(kinds));
        }

        /** Whether it names addresses that are not private (RFC 1918, RFC 4193). */
        boolean world(JsonObject rule) {
            return Stream.of("cidrIpv4", "cidrIpv6").filter(rule::has).map(key -> rule.get(key).getAsString())
                    .anyMatch(range -> !PRIVATE.matcher(range).matches());
        }

        /** Without ports a rule is for all of them. */
        boolean publicPort(JsonObject rule) {
            int from = rule.has("fromPort") ? rule.get("fromPort").getAsInt() : 0;
            int to = rule.has("toPort") ? rule.get("toPort").getAsInt() : 65_535;
            return from == to && (from == 80 || from == 443);
        }

        /** The doors of what callers are meant to reach. */
        Set<String> entrances() {
            Set<String> doors = new HashSet<>();
            of("LoadBalancer").forEach(one -> one.array("securityGroups").forEach(id -> doors.add(id.getAsString())));
            if (doors.isEmpty()) {
                of("Instance")
                        .forEach(one -> one.array("vpcSecurityGroupIds").forEach(id -> doors.add(id.getAsString())));
            }
            return doors;
        }

        Stream<JsonObject> statements(One policy) {
            return JsonParser.parseString(policy.text("policy")).getAsJsonObject().getAsJsonArray("Statement").asList()
                    .stream().map(JsonElement::getAsJsonObject);
        }

        /** Empty if there is none. */
        String output(String name) {
            JsonElement value = graph.getAsJsonObject("outputs").get(name);
            return value == null ? "" : value.getAsString();
        }

        /** The deploy script hands it to AWS. */
        boolean rollsBack(One alarm) {
            return alarm.name().equals(output("rollbackAlarm"));
        }

        Stream<One> repeated() {
            Map<String, Collection<One>> byName = new HashMap<>();
            all().forEach(one -> {
                byName.computeIfAbsent(one.label(), key -> new ArrayList<>()).add(one);
                if (!one.text("name").isEmpty()) {
                    byName.computeIfAbsent(one.type() + " called " + one.text("name"), key -> new ArrayList<>())
                            .add(one);
                }
            });
            return byName.values().stream().filter(same -> same.size() > 1).flatMap(Collection::stream);
        }
    }
}
