package dev.messaging.infra;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.ec2.Instance;
import com.pulumi.core.Output;
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.infra.Logs.Count;
import java.util.Map;

/**
 * What wakes somebody. Without anybody to tell, no alarm is made but the one that rolls a bad release back, and a warning
 * says so.
 */
final class Alarms extends Part {
    private static final int MINUTE = 60;
    private static final int FIVE_MINUTES = 300;
    private static final double FAILED_A_MINUTE = 5;
    private static final double SLOW_PERCENT = 1;
    private static final double THROTTLED = 50;
    private static final double MILLISECONDS_MAX = 1_000;

    private final Notices notices;

    Alarms(StackConfig config, Notices notices) {
        super("Alarms", config);
        this.notices = notices;
    }

    /** What every stack has. */
    void declare(Data data, Logs logs) {
        if (notices.anybody()) {
            TableDefinition.ALL.forEach(table -> throttled(table.baseName(), data.name(table)));
            Signal behind = signal("outbox", "What was accepted is not delivered to everybody: docs/RELIABILITY.md",
                    FIVE_MINUTES, 1);
            behind.metric("behind", logs.namespace(), Count.OutboxBehind.name(), Signal.EVERYTHING).declare("behind",
                    1);
        }
    }

    /** Requests fail. Made in any case where releases are rolled back by it. */
    MetricAlarm failing(Balancer balancer, Logs logs) {
        Signal failed = signal("failed", "Requests are answered with 5xx", MINUTE, 2);
        if (!balancer.reads()) {
            return failing(failed, logs);
        }
        Output<Map<String, String>> all = balancer.balancer().arnSuffix()
                .applyValue(suffix -> Map.of("LoadBalancer", suffix));
        return failed.metric("servers", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", all)
                .metric("balancer", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", all)
                .alarm("FILL(servers, 0) + FILL(balancer, 0)", FAILED_A_MINUTE);
    }

    void declareFailing(Logs logs) {
        if (notices.anybody()) {
            var unused = failing(signal("failed", "Requests are answered with 5xx", MINUTE, 2), logs);
        }
    }

    /** More than one request in a hundred takes a second or longer: the 99th percentile is above that. */
    void declareSlow(Logs logs) {
        if (notices.anybody()) {
            Signal slow = signal("slow", "More than 1 % of the requests take a second or longer", FIVE_MINUTES, 3);
            slow.metric("slow", logs.namespace(), Count.SlowRequests.name(), Signal.EVERYTHING)
                    .metric("all", logs.namespace(), Count.Requests.name(), Signal.EVERYTHING)
                    .declare("100 * FILL(slow, 0) / all", SLOW_PERCENT);
        }
    }

    void declareUnhealthy(Balancer balancer) {
        if (notices.anybody()) {
            Output<Map<String, String>> targets = Output.tuple(balancer.balancer().arnSuffix(),
                    balancer.targets().arnSuffix())
                    .applyValue(suffixes -> Map.of("LoadBalancer", suffixes.t1, "TargetGroup", suffixes.t2));
            signal("unhealthy", "A server does not answer, or says that it is not ready", MINUTE, 5)
                    .statistic("Maximum").metric("unhealthy",
                            balancer.reads() ? "AWS/ApplicationELB" : "AWS/NetworkELB", "UnHealthyHostCount", targets)
                    .declare("unhealthy", 1);
        }
    }

    void declareUnhealthy(Instance machine) {
        if (notices.anybody()) {
            signal("unhealthy", "The machine does not answer to AWS", MINUTE, 5).statistic("Maximum")
                    .metric("unhealthy", "AWS/EC2", "StatusCheckFailed",
                            machine.id().applyValue(id -> Map.of("InstanceId", id)))
                    .declare("unhealthy", 1);
        }
    }

    /** The same of what API Gateway counts. */
    void declareOf(Output<String> api, Output<String> function) {
        if (notices.anybody()) {
            Output<Map<String, String>> calls = api.applyValue(id -> Map.of("ApiId", id));
            Output<Map<String, String>> runs = function.applyValue(name -> Map.of("FunctionName", name));
            signal("failed", "Requests are answered with 5xx", MINUTE, 2)
                    .metric("failed", "AWS/ApiGateway", "5xx", calls).declare("failed", FAILED_A_MINUTE);
            signal("slow", "More than 1 % of the requests take a second or longer", FIVE_MINUTES, 3).statistic("p99")
                    .metric("slow", "AWS/ApiGateway", "Latency", calls).declare("slow", MILLISECONDS_MAX);
            signal("unhealthy", "The function breaks off, or is refused", MINUTE, 2)
                    .metric("errors", "AWS/Lambda", "Errors", runs).metric("throttles", "AWS/Lambda", "Throttles", runs)
                    .declare("FILL(errors, 0) + FILL(throttles, 0)", FAILED_A_MINUTE);
        }
    }

    private MetricAlarm failing(Signal failed, Logs logs) {
        return failed.metric("failed", logs.namespace(), Count.FailedRequests.name(), Signal.EVERYTHING)
                .alarm("FILL(failed, 0)", FAILED_A_MINUTE);
    }

    private void throttled(String table, Output<String> name) {
        Output<Map<String, String>> which = name.applyValue(of -> Map.of("TableName", of));
        signal(table, "DynamoDB throttles the table " + table + ": docs/RELIABILITY.md", FIVE_MINUTES, 1)
                .metric("reads", "AWS/DynamoDB", "ReadThrottleEvents", which)
                .metric("writes", "AWS/DynamoDB", "WriteThrottleEvents", which)
                .declare("FILL(reads, 0) + FILL(writes, 0)", THROTTLED);
    }

    private Signal signal(String name, String meaning, int periodSeconds, int periods) {
        return new Signal(this, notices, name, meaning, periodSeconds, periods);
    }
}
