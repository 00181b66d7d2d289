package dev.messaging.infra;

import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.dynamodb.Table;
import dev.messaging.infra.Tables.Range;

/** Lets a table's paid capacity follow its load. */
final class TableScaling {
    /** Where the load is kept, in percent of the capacity: room for a minute of growth. */
    private static final double UTILIZATION_PERCENT = 70;

    private final Part part;

    TableScaling(Part part) {
        this.part = part;
    }

    /** @param kind Read or Write, as AWS spells it */
    void declare(Table table, String name, String kind, Range range) {
        String dimension = "dynamodb:table:" + kind + "CapacityUnits";
        Target target = new Target(part.config().name(name),
                TargetArgs.builder().serviceNamespace("dynamodb").scalableDimension(dimension)
                        .resourceId(table.name().applyValue(of -> "table/" + of)).minCapacity(range.least())
                        .maxCapacity(range.most()).build(),
                part.own());
        var unused = new Policy(part.config().name(name),
                PolicyArgs.builder().policyType("TargetTrackingScaling").serviceNamespace("dynamodb")
                        .scalableDimension(dimension).resourceId(target.resourceId())
                        .targetTrackingScalingPolicyConfiguration(
                                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                                        .targetValue(UTILIZATION_PERCENT)
                                        .predefinedMetricSpecification(
                                                PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs
                                                        .builder()
                                                        .predefinedMetricType("DynamoDB" + kind + "CapacityUtilization")
                                                        .build())
                                        .build())
                        .build(),
                part.own());
    }
}
