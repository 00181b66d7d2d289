package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill for a stack as its program registers it. */
class CostGraphTest {
    private static final String PRODUCTION = """
            {"project": "messaging", "stack": "prod", "outputs": {}, "resources": [
              {"type": "aws:autoscaling/group:Group", "name": "nodes", "inputs": {"minSize": 3, "maxSize": 4}},
              {"type": "aws:cloudwatch/logGroup:LogGroup", "name": "logs", "inputs": {"retentionInDays": 30}},
              {"type": "aws:cloudwatch/metricAlarm:MetricAlarm", "name": "a", "inputs": {}},
              {"type": "aws:cloudwatch/metricAlarm:MetricAlarm", "name": "b", "inputs": {}},
              {"type": "aws:dynamodb/table:Table", "name": "directory", "inputs": {"billingMode": "PAY_PER_REQUEST",
                "pointInTimeRecovery": {"enabled": true}}},
              {"type": "aws:dynamodb/table:Table", "name": "messages", "inputs": {"billingMode": "PAY_PER_REQUEST"}},
              {"type": "aws:ec2/launchTemplate:LaunchTemplate", "name": "node", "inputs": {"instanceType": "t4g.medium",
                "monitoring": {"enabled": true}, "blockDeviceMappings": [{"ebs": {"volumeSize": 10}}],
                "networkInterfaces": [{"associatePublicIpAddress": "true"}]}},
              {"type": "aws:ec2/securityGroup:SecurityGroup", "name": "nodes", "inputs": {}},
              {"type": "aws:ec2/vpcEndpoint:VpcEndpoint", "name": "s3", "inputs": {}},
              {"type": "aws:iam/role:Role", "name": "node", "inputs": {}},
              {"type": "aws:lb/listener:Listener", "name": "https", "inputs": {}},
              {"type": "aws:lb/loadBalancer:LoadBalancer", "name": "front", "inputs": {"loadBalancerType": "network",
                "subnets": ["one", "two", "three"]}}
            ]}
            """;
    private final Admin admin = new Admin();

    @TempDir
    Path folder;

    private Path file(String graph) throws Exception {
        return Files.writeString(folder.resolve("graph.json"), graph);
    }

    private Admin.Outcome cost(String graph, String... options) throws Exception {
        return admin.types(Stream.concat(Stream.of("cost", "--users", "1000", "--graph", file(graph).toString()),
                Stream.of(options)).toArray(String[]::new));
    }

    private JsonNode json(String graph, String... options) throws Exception {
        Admin.Outcome outcome = cost(graph, Stream.concat(Stream.of("--output", "json"), Stream.of(options))
                .toArray(String[]::new));
        assertEquals(ExitCodes.DONE, outcome.exitCode(), outcome.notes());
        return new ObjectMapper().readTree(outcome.answers());
    }

    private static double quantity(JsonNode answer, String what) {
        for (JsonNode line : answer.path("estimates").path(0).path("bill")) {
            if (line.path("what").asText().equals(what)) {
                return line.path("quantity").asDouble();
            }
        }
        return 0;
    }

    @Test
    void whatTheGraphChoosesIsPriced() throws Exception {
        JsonNode answer = json(PRODUCTION);
        assertEquals("nlb", answer.path("stack").path("balancer").asText());
        assertEquals(3, quantity(answer, "t4g.medium"));
        assertEquals(30, quantity(answer, "GB of disks"));
        assertEquals(3 + 3, quantity(answer, "public IPv4"));
        assertEquals(2, quantity(answer, "alarms"));
        assertEquals(3 * (7 + 3), quantity(answer, "metrics"));
        assertTrue(quantity(answer, "GB taken in") > 0);
        assertEquals(quantity(answer, "GB taken in") * 30 * 24 / 730, quantity(answer, "GB of logs kept"), 1e-9);
        assertTrue(quantity(answer, "GB restorable") > 0);
    }

    @Test
    void whatIsLeftOutInTheGraphIsNotPaid() throws Exception {
        String graph = """
                {"resources": [
                  {"type": "aws:ec2/instance:Instance", "name": "only", "inputs": {"instanceType": "t4g.micro"}},
                  {"type": "aws:dynamodb/table:Table", "name": "messages", "inputs": {"billingMode": "PROVISIONED",
                    "readCapacity": 40, "writeCapacity": 10}},
                  {"type": "aws:dynamodb/table:Table", "name": "directory", "inputs": {"readCapacity": 60,
                    "writeCapacity": 5}}
                ]}
                """;
        JsonNode answer = json(graph);
        for (String absent : List.of("public IPv4", "alarms", "GB taken in", "GB restorable", "alb", "nlb")) {
            assertEquals(0, quantity(answer, absent), absent);
        }
        assertEquals(1, quantity(answer, "t4g.micro"));
        assertEquals(100, quantity(answer, "provisioned read units"));
        assertEquals(15, quantity(answer, "provisioned write units"));
        JsonNode busy = json(graph, "--checks-a-minute", "10");
        assertTrue(busy.path("notes").path(0).asText().matches(
                "1,000 users need \\d+ read and \\d+ write units provisioned; there may be 100 and 15, so many .*"),
                busy.path("notes")::toString);
    }

    @Test
    void unitsThatFollowTheLoadArePaidAsTheyAreNeeded() throws Exception {
        JsonNode answer = json("""
                {"resources": [
                  {"type": "aws:ec2/instance:Instance", "name": "only", "inputs": {"instanceType": "t4g.micro"}},
                  {"type": "aws:appautoscaling/target:Target", "name": "r", "inputs": {"maxCapacity": 1000,
                    "resourceId": "table/m", "scalableDimension": "dynamodb:table:ReadCapacityUnits"}},
                  {"type": "aws:appautoscaling/policy:Policy", "name": "r", "inputs": {}},
                  {"type": "aws:cloudwatch/logMetricFilter:LogMetricFilter", "name": "failed", "inputs": {}},
                  {"type": "aws:dynamodb/table:Table", "name": "messages", "inputs": {"billingMode": "PROVISIONED",
                    "name": "m", "readCapacity": 5, "writeCapacity": 500}}
                ]}
                """);
        // 71.1 million a month by two tables, of the average over 0.7
        assertEquals(38.6, quantity(answer, "provisioned read units"), 2);
        assertEquals(500, quantity(answer, "provisioned write units"));
        assertEquals(4, quantity(answer, "alarms"));
        assertEquals(1 + 3, quantity(answer, "metrics"));
        assertTrue(!answer.path("notes").path(0).asText().contains("not priced"), answer.path("notes")::toString);
    }

    @Test
    void anOptionThatContradictsTheGraphIsRefusedWithBothNames() throws Exception {
        assertContradiction("--balancer alb contradicts the graph, where LoadBalancer front says nlb", "--balancer",
                "alb");
        assertContradiction("--instance t4g.small contradicts the graph, where LaunchTemplate node says t4g.medium",
                "--instance", "t4g.small");
        assertContradiction("--nodes-min 2 contradicts the graph, where Group nodes says 3", "--nodes-min", "2");
        assertContradiction("--compute lambda contradicts the graph", "--compute", "lambda");
        assertContradiction("--billing provisioned contradicts the graph, where Table directory says on-demand",
                "--billing", "provisioned");
        assertEquals(ExitCodes.DONE, cost(PRODUCTION, "--balancer", "nlb", "--nodes-min", "3").exitCode());
    }

    private void assertContradiction(String complaint, String... options) throws Exception {
        Admin.Outcome outcome = cost(PRODUCTION, options);
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode());
        assertTrue(outcome.notes().contains(complaint), outcome.notes());
    }

    @Test
    void typesThatAreNotKnownAreNamed() throws Exception {
        String graph = PRODUCTION.replace("aws:iam/role:Role", "aws:kinesis/stream:Stream");
        List<String> notes = new ArrayList<>();
        json(graph).path("notes").forEach(note -> notes.add(note.asText()));
        assertTrue(notes.contains("not priced: 1 aws:kinesis/stream:Stream"), notes::toString);
        assertTrue(cost(graph).answers().contains("- not priced: 1 aws:kinesis/stream:Stream"));
        json(PRODUCTION).path("notes")
                .forEach(note -> assertTrue(!note.asText().startsWith("not priced"), note::asText));
    }

    @Test
    void moreInstancesThanTheGraphAllowsAreNamed() throws Exception {
        List<String> notes = new ArrayList<>();
        json(PRODUCTION, "--checks-a-second", "10").path("notes").forEach(note -> notes.add(note.asText()));
        assertTrue(notes.getFirst().matches("1,000 users need \\d+ instances; there may be 4 at most\\."),
                notes::toString);
    }

    @Test
    void aFunctionIsPricedBehindItsGateway() throws Exception {
        JsonNode answer = json("""
                {"resources": [
                  {"type": "aws:lambda/function:Function", "name": "api", "inputs": {"memorySize": 512}},
                  {"type": "aws:apigatewayv2/api:Api", "name": "api", "inputs": {}},
                  {"type": "aws:dynamodb/table:Table", "name": "messages", "inputs": {"billingMode": "PAY_PER_REQUEST"}}
                ]}
                """);
        assertEquals(512, answer.path("stack").path("lambdaMegabytes").asInt());
        assertTrue(quantity(answer, "million requests at the gateway") > 43);
    }

    @Test
    void whatIsNoGraphIsRefused() throws Exception {
        for (String[] wrong : new String[][]{{"{", "is not JSON"}, {"{}", "it has no \"resources\""},
                {"[]", "it has no \"resources\""},
                {"{\"resources\": [{\"name\": \"x\"}]}", "a resource has no type or no name"},
                {"{\"resources\": [{\"type\": \"aws:iam/role:Role\", \"name\": \"x\"}]}",
                        "it has neither instances nor a function"}}) {
            Admin.Outcome outcome = cost(wrong[0]);
            assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode());
            assertTrue(outcome.notes().contains(wrong[1]), outcome.notes());
        }
    }
}
