package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which types of resources the bill has a line for, and which cost nothing by themselves. All others are named. */
final class PricedTypes {
    private static final Set<String> PRICED = Set.of("aws:autoscaling/group:Group",
            "aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/instance:Instance", "aws:lb/loadBalancer:LoadBalancer",
            "aws:dynamodb/table:Table", "aws:lambda/function:Function", "aws:apigatewayv2/api:Api",
            "aws:appautoscaling/policy:Policy", "aws:autoscaling/policy:Policy",
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
            "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/logGroup:LogGroup", "aws:s3/bucket:Bucket",
            "aws:s3/bucketV2:BucketV2", "aws:ec2/eip:Eip");

    /** Rights, rules, names, settings and the like; gateway endpoints; the first thousand mails of alarms a month. */
    private static final Set<String> FREE = Set.of("aws:iam", "aws:ec2/securityGroup", "aws:ec2/securityGroupRule",
            "aws:vpc/securityGroupIngressRule", "aws:vpc/securityGroupEgressRule", "aws:ec2/vpcEndpoint",
            "aws:ec2/vpcEndpointRouteTableAssociation", "aws:lb/listener", "aws:lb/listenerRule", "aws:lb/targetGroup",
            "aws:lb/targetGroupAttachment", "aws:autoscaling/attachment",
            "aws:autoscaling/lifecycleHook", "aws:sns/topic", "aws:sns/topicSubscription", "aws:s3/bucketVersioning",
            "aws:s3/bucketVersioningV2", "aws:s3/bucketPublicAccessBlock", "aws:s3/bucketPolicy",
            "aws:s3/bucketOwnershipControls", "aws:s3/bucketLifecycleConfiguration",
            "aws:s3/bucketLifecycleConfigurationV2", "aws:s3/bucketServerSideEncryptionConfiguration",
            "aws:s3/bucketServerSideEncryptionConfigurationV2", "aws:s3/bucketObject", "aws:s3/bucketObjectv2",
            "aws:ssm/parameter", "aws:dynamodb/tableItem", "aws:appautoscaling/target", "aws:apigatewayv2/stage",
            "aws:apigatewayv2/route", "aws:apigatewayv2/integration",
            "aws:lambda/permission", "aws:scheduler/schedule", "aws:scheduler/scheduleGroup",
            "aws:cloudwatch/eventRule", "aws:cloudwatch/eventTarget",
            "pulumi:providers");

    private PricedTypes() {}

    /** What is to be said of the resources that there are. */
    static List<String> notes(Collection<String> types) {
        Map<String, Long> unknown = new TreeMap<>();
        types.stream().filter(type -> !PRICED.contains(type) && !isFree(type) && !isComponent(type))
                .forEach(type -> unknown.merge(type, 1L, Long::sum));
        List<String> notes = new ArrayList<>();
        if (!unknown.isEmpty()) {
            notes.add("not priced: " + String.join(", ", unknown.entrySet().stream()
                    .map(type -> type.getValue() + " " + type.getKey()).toList()));
        }
        return notes;
    }

    private static boolean isFree(String type) {
        String module = type.contains("/") ? type.substring(0, type.lastIndexOf(':')) : type;
        return FREE.contains(module) || FREE.stream()
                .anyMatch(free -> !free.contains("/") && (type.startsWith(free + ":") || type.startsWith(free + "/")));
    }

    /** What only holds others together: the program's own types, and the stack itself. */
    private static boolean isComponent(String type) {
        return type.startsWith("messaging:") || type.equals("pulumi:pulumi:Stack");
    }
}
