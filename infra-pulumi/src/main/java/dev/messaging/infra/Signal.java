package dev.messaging.infra;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One alarm: metrics, a sum of them, and from where on it is too much. */
final class Signal {
    /** Metrics that are not told apart any further. */
    static final Output<Map<String, String>> EVERYTHING = Output.of(Map.of());

    private final Part part;
    private final Notices notices;
    private final String name;
    private final String meaning;
    private final int periodSeconds;
    private final int periods;
    private final List<MetricAlarmMetricQueryArgs> queries = new ArrayList<>();
    private String statistic = "Sum";

    /**
     * Begins one.
     *
     * @param name which of the stack's alarms
     * @param meaning what somebody who is woken reads
     * @param periods how many in a row make an alarm
     */
    Signal(Part part, Notices notices, String name, String meaning, int periodSeconds, int periods) {
        this.part = part;
        this.notices = notices;
        this.name = name;
        this.meaning = meaning;
        this.periodSeconds = periodSeconds;
        this.periods = periods;
    }

    Signal statistic(String other) {
        this.statistic = other;
        return this;
    }

    Signal metric(String id, String namespace, String metric, Output<Map<String, String>> dimensions) {
        queries.add(MetricAlarmMetricQueryArgs.builder().id(id).returnData(false)
                .metric(MetricAlarmMetricQueryMetricArgs.builder().namespace(namespace).metricName(metric)
                        .dimensions(dimensions).period(periodSeconds).stat(statistic).build())
                .build());
        return this;
    }

    /**
     * Ends it.
     *
     * @param expression of the metrics, by their ids
     * @param threshold the least that is too much
     */
    MetricAlarm alarm(String expression, double threshold) {
        queries.add(MetricAlarmMetricQueryArgs.builder().id("result").expression(expression).label(meaning)
                .returnData(true).build());
        MetricAlarmArgs.Builder alarm = MetricAlarmArgs.builder().alarmDescription(meaning).metricQueries(queries)
                .comparisonOperator("GreaterThanOrEqualToThreshold").threshold(threshold).evaluationPeriods(periods)
                .treatMissingData("notBreaching").tags(part.config().tags());
        return new MetricAlarm(part.config().name(name),
                (notices.anybody() ? alarm.alarmActions(notices.actions()).okActions(notices.actions()) : alarm)
                        .build(),
                part.own());
    }

    /** Ends it, where nobody refers to it. */
    void declare(String expression, double threshold) {
        var unused = alarm(expression, threshold);
    }
}
