package dev.messaging.infra;

import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.Policy;
import com.pulumi.aws.autoscaling.PolicyArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Machines behind a balancer. Another release, image or setting is another version of the launch template, and replaces them one
 * after the other: a new one must be healthy before an old one goes, and if requests fail meanwhile all go back. The deploy script
 * has AWS do that: this provider first gives the group the new version and then starts to replace, so that AWS would go back to
 * the very version that fails (hashicorp/terraform-provider-aws#34189).
 */
final class Group extends Part implements Compute {
    /**
     * Longer than a machine takes until it serves: system, packages, the release, the cache that Java starts from. Before that it
     * is neither taken for broken nor for a reason to let an old one go.
     */
    private static final int STARTING_SECONDS = 240;
    private static final double PROCESSOR_PERCENT = 60;

    private final Balancer balancer;
    private final LaunchTemplate template;
    private final MetricAlarm failing;
    private final com.pulumi.aws.autoscaling.Group group;

    Group(StackConfig config, Ec2 machines, Balancer balancer) {
        super("Group", config);
        this.balancer = balancer;
        this.template = MachineTemplate.declare(this, machines, balancer.machinesDoor());
        Alarms alarms = machines.parts().alarms();
        this.failing = alarms.failing(balancer, machines.parts().logs());
        this.group = group(machines, template);
        scale();
        alarms.declareSlow(machines.parts().logs());
        alarms.declareUnhealthy(balancer);
    }

    @Override
    public Output<String> url() {
        return balancer.url();
    }

    @Override
    public Map<String, Output<?>> handles() {
        return Map.of("autoScalingGroup", group.name(), "launchTemplate", template.id(), "launchTemplateVersion",
                template.latestVersion(), "rollbackAlarm", failing.name(), "targetGroup", balancer.targets().arn(),
                "loadBalancer", balancer.balancer().dnsName());
    }

    private com.pulumi.aws.autoscaling.Group group(Ec2 machines, LaunchTemplate template) {
        Machines chosen = config().machines();
        return new com.pulumi.aws.autoscaling.Group(config().name(), GroupArgs.builder().minSize(chosen.count())
                .maxSize(chosen.most()).minElbCapacity(chosen.count()).vpcZoneIdentifiers(machines.network().subnets())
                .targetGroupArns(Output.all(balancer.targets().arn())).healthCheckType("ELB")
                .healthCheckGracePeriod(STARTING_SECONDS).defaultInstanceWarmup(STARTING_SECONDS)
                .launchTemplate(GroupLaunchTemplateArgs.builder().id(template.id())
                        // The first one; later ones come by the deploy script. A number: AWS cannot go back to "$Latest".
                        .version(template.latestVersion().applyValue(String::valueOf)).build())
                .tags(config().tags().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(tag -> GroupTagArgs.builder().key(tag.getKey()).value(tag.getValue())
                                .propagateAtLaunch(true).build())
                        .toList())
                .build(),
                options().ignoreChanges("launchTemplate").dependsOn(
                        Stream.concat(machines.ready().stream(), Stream.<Resource>of(balancer.listener())).toList())
                        .build());
    }

    private void scale() {
        var unused = new Policy(config().name(),
                PolicyArgs.builder().autoscalingGroupName(group.name()).policyType("TargetTrackingScaling")
                        .targetTrackingConfiguration(PolicyTargetTrackingConfigurationArgs.builder()
                                .targetValue(PROCESSOR_PERCENT)
                                .predefinedMetricSpecification(
                                        PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs.builder()
                                                .predefinedMetricType("ASGAverageCPUUtilization").build())
                                .build())
                        .build(),
                own());
    }
}
