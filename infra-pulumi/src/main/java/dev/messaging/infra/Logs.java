package dev.messaging.infra;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.cloudwatch.LogMetricFilter;
import com.pulumi.aws.cloudwatch.LogMetricFilterArgs;
import com.pulumi.aws.cloudwatch.inputs.LogMetricFilterMetricTransformationArgs;
import com.pulumi.core.Output;

/**
 * What the servers tell, and what is counted of it. The servers write an object a line; what is looked for in it stands in
 * {@code RequestLines} of messaging-http and in {@code Recovery} and {@code RecoveryLoop} of messaging-dynamo.
 */
final class Logs extends Part {
    private static final String REQUESTS = "($.loggerName = \"dev.messaging.http.requests\")";

    /** Health checks are quick, and those who wait for news are slow because they want to: neither says how we are. */
    private static final String ORDINARY = REQUESTS + " && ($.formattedMessage != \"GET /health/*\")"
            + " && ($.formattedMessage != \"* ms waitForMessages\") && ($.formattedMessage != \"* ms followMessages\")";

    /** One of the counts. */
    enum Count {
        /** Requests, but for health checks and those that wait for news. */
        Requests("{ " + ORDINARY + " }"),
        /** Of these, those that took a second or longer. */
        SlowRequests("{ " + ORDINARY + " && ($.formattedMessage = %\\d{4}\\sms\\s%) }"),
        /** Requests that were answered with 5xx, or broken off. */
        FailedRequests("{ " + REQUESTS + " && ($.level = \"WARN\") }"),
        /** Looks at the outbox that found it far behind, or could not be taken. */
        OutboxBehind("{ (($.loggerName = \"dev.messaging.dynamo.Recovery\")"
                + " && ($.formattedMessage = \"The outbox is behind*\")) || ("
                + "($.loggerName = \"dev.messaging.dynamo.RecoveryLoop\") && ($.level = \"WARN\")) }");

        private final String pattern;

        Count(String pattern) {
            this.pattern = pattern;
        }
    }

    private final LogGroup group;

    Logs(StackConfig config) {
        super("Logs", config);
        this.group = new LogGroup(config.name(), LogGroupArgs.builder().name("/messaging/" + config.stack())
                .retentionInDays(config.logRetentionDays()).tags(config.tags()).build(), own());
        for (Count count : Count.values()) {
            count(count);
        }
    }

    Output<String> name() {
        return group.name();
    }

    Output<String> arn() {
        return group.arn();
    }

    /** Where the counts are, among all metrics of the account. */
    String namespace() {
        return "Messaging/" + config().stack();
    }

    private void count(Count count) {
        var unused = new LogMetricFilter(config().name(count.name()),
                LogMetricFilterArgs.builder().logGroupName(group.name()).pattern(count.pattern)
                        .metricTransformation(LogMetricFilterMetricTransformationArgs.builder().name(count.name())
                                .namespace(namespace()).value("1").unit("Count").build())
                        .build(),
                own());
    }
}
