package dev.messaging.cli.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Fixed.Choice;
import dev.messaging.cli.wiring.WrongUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The resources of a stack, as the deployment program registers them: {@code {"stack": …, "resources": [{"type": …, "name": …,
 * "inputs": {…}}]}}. What of them has a price is taken as chosen.
 */
final class StackGraph {
    private static final String GROUP = "aws:autoscaling/group:Group";
    private static final String TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    private static final String INSTANCE = "aws:ec2/instance:Instance";
    private static final String BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    private static final String TABLE = "aws:dynamodb/table:Table";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private static final String SCALED = "aws:appautoscaling/target:Target";
    /** How many alarms AWS makes for a policy that follows a target, by its guide; they are paid as others are. */
    private static final Map<String, Integer> ALARMS_OF_POLICIES = Map.of("aws:appautoscaling/policy:Policy", 4,
            "aws:autoscaling/policy:Policy", 2);
    private static final String LOGS = "aws:cloudwatch/logGroup:LogGroup";

    private final Path file;
    private final List<Resource> resources;

    /** One resource. */
    private record Resource(String type, String name, JsonNode inputs) {
        String source() {
            return type.substring(type.lastIndexOf(':') + 1) + " " + name;
        }
    }

    private StackGraph(Path file, List<Resource> resources) {
        this.file = file;
        this.resources = resources;
    }

    static Fixed read(Path file) {
        return new StackGraph(file, resources(file)).fixed();
    }

    private static List<Resource> resources(Path file) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new WrongUsage("--graph: there is no file " + file + ".");
        } catch (JacksonException broken) {
            throw new WrongUsage("--graph: " + file + " is not JSON: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new WrongUsage("--graph: " + file + " cannot be read: " + unreadable.getMessage());
        }
        List<Resource> resources = new ArrayList<>();
        for (JsonNode resource : json.path("resources")) {
            if (!resource.path("type").isTextual() || !resource.path("name").isTextual()) {
                throw wrong(file, "a resource has no type or no name");
            }
            resources.add(new Resource(resource.path("type").asText(), resource.path("name").asText(),
                    resource.path("inputs")));
        }
        if (resources.isEmpty()) {
            throw wrong(file, "it has no \"resources\"");
        }
        return resources;
    }

    private static WrongUsage wrong(Path file, String why) {
        return new WrongUsage("--graph: " + file + " is no resource graph: " + why + ".");
    }

    private Stream<Resource> of(String type) {
        return resources.stream().filter(resource -> resource.type.equals(type));
    }

    /** The only one. */
    private Optional<Resource> one(String type) {
        List<Resource> found = of(type).toList();
        if (found.size() > 1) {
            throw wrong(file, "it has " + found.size() + " resources of the type " + type
                    + ", and what is priced has one at the most");
        }
        return found.stream().findFirst();
    }

    private Fixed fixed() {
        boolean lambda = one(FUNCTION).isPresent();
        Optional<Resource> template = one(TEMPLATE).or(() -> of(INSTANCE).findFirst());
        if (!lambda && template.isEmpty()) {
            throw wrong(file, "it has neither instances nor a function to serve with");
        }
        return new Fixed(compute(lambda), balancer(), billing(), instance(template), nodesMin(lambda), nodesMax(),
                one(BALANCER).map(StackGraph::subnets), template.map(StackGraph::isPublic),
                template.map(resource -> resource.inputs.path("monitoring").asBoolean(
                        resource.inputs.path("monitoring").path("enabled").asBoolean(false))),
                Optional.of(alarms()), Optional.of((int) of(FILTER).count()), template.map(StackGraph::diskGb),
                Optional.of(of(TABLE).anyMatch(
                        table -> table.inputs.path("pointInTimeRecovery").path("enabled").asBoolean(false))),
                Optional.of(logDays()), provisioned(), lambdaMegabytes(), notes());
    }

    private Choice<Compute> compute(boolean lambda) {
        return Choice.by(lambda ? "a function" : "the absence of functions", lambda ? Compute.LAMBDA : Compute.EC2);
    }

    private Choice<Balancer> balancer() {
        return one(BALANCER).map(found -> Choice.by(found.source(),
                switch (found.inputs.path("loadBalancerType").asText("application")) {
                    case "application" -> Balancer.ALB;
                    case "network" -> Balancer.NLB;
                    default -> throw wrong(file, found.source() + " is neither application nor network");
                })).orElseGet(() -> Choice.by("the absence of balancers", Balancer.NONE));
    }

    private static int subnets(Resource balancer) {
        JsonNode mappings = balancer.inputs.path("subnetMappings");
        return Math.max(1, Math.max(balancer.inputs.path("subnets").size(), mappings.size()));
    }

    private Choice<Billing> billing() {
        return of(TABLE).findFirst().map(table -> Choice.by(table.source(),
                table.inputs.path("billingMode").asText("PROVISIONED").equals("PAY_PER_REQUEST")
                        ? Billing.ON_DEMAND
                        : Billing.PROVISIONED))
                .orElseGet(Choice::open);
    }

    private int alarms() {
        return (int) of(ALARM).count() + resources.stream()
                .mapToInt(resource -> ALARMS_OF_POLICIES.getOrDefault(resource.type, 0)).sum();
    }

    /** A group without a number of days, or with none, keeps all. */
    private int logDays() {
        return of(LOGS).mapToInt(group -> group.inputs.path("retentionInDays").asInt(0))
                .map(days -> days == 0 ? Integer.MAX_VALUE : days).max().orElse(0);
    }

    private Optional<Stack.Provisioned> provisioned() {
        return of(TABLE).filter(table -> table.inputs.path("readCapacity").isNumber())
                .map(table -> {
                    double read = table.inputs.path("readCapacity").asDouble();
                    double write = table.inputs.path("writeCapacity").asDouble();
                    return new Stack.Provisioned(read, write, most(table, "ReadCapacityUnits", read),
                            most(table, "WriteCapacityUnits", write));
                }).reduce(Stack.Provisioned::plus);
    }

    /** As many units as there may be: as there are, unless they follow the load. */
    private double most(Resource table, String dimension, double otherwise) {
        String id = "table/" + table.inputs.path("name").asText(table.name);
        return of(SCALED).filter(target -> target.inputs.path("resourceId").asText().equals(id)
                && target.inputs.path("scalableDimension").asText().equals("dynamodb:table:" + dimension))
                .mapToDouble(target -> target.inputs.path("maxCapacity").asDouble(otherwise)).findFirst()
                .orElse(otherwise);
    }

    private static Choice<String> instance(Optional<Resource> template) {
        return template.filter(resource -> resource.inputs.path("instanceType").isTextual())
                .map(resource -> Choice.by(resource.source(), resource.inputs.path("instanceType").asText()))
                .orElseGet(Choice::open);
    }

    private Choice<Integer> nodesMin(boolean lambda) {
        Optional<Resource> group = one(GROUP);
        if (group.isPresent()) {
            JsonNode inputs = group.get().inputs;
            int nodes = inputs.path("desiredCapacity").asInt(inputs.path("minSize").asInt(1));
            return Choice.by(group.get().source(), Math.max(1, nodes));
        }
        return lambda ? Choice.open() : Choice.by(INSTANCE, (int) Math.max(1, of(INSTANCE).count()));
    }

    private OptionalInt nodesMax() {
        return one(GROUP).filter(group -> group.inputs.path("maxSize").isNumber())
                .map(group -> OptionalInt.of(group.inputs.path("maxSize").asInt())).orElseGet(OptionalInt::empty);
    }

    private static boolean isPublic(Resource template) {
        JsonNode own = template.inputs.path("associatePublicIpAddress");
        JsonNode first = template.inputs.path("networkInterfaces").path(0).path("associatePublicIpAddress");
        return own.isMissingNode() ? first.asBoolean(false) : own.asBoolean(false);
    }

    private static double diskGb(Resource template) {
        double attached = 0;
        for (JsonNode disk : template.inputs.path("blockDeviceMappings")) {
            attached += disk.path("ebs").path("volumeSize").asDouble(8);
        }
        double root = template.inputs.path("rootBlockDevice").path("volumeSize").asDouble(8);
        return attached > 0 ? attached : root;
    }

    private Choice<Integer> lambdaMegabytes() {
        return one(FUNCTION).map(function -> Choice.by(function.source(),
                function.inputs.path("memorySize").asInt(128))).orElseGet(Choice::open);
    }

    private List<String> notes() {
        return PricedTypes.notes(resources.stream().map(Resource::type).toList());
    }
}
