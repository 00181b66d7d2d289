package dev.messaging.infra;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import java.util.List;

/** Calls the function once a minute, so that it finishes what a call that was broken off had left behind. */
final class Schedule {
    private final Part part;
    private final Function function;

    Schedule(Part part, Function function) {
        this.part = part;
        this.function = function;
    }

    void declare() {
        StackConfig config = part.config();
        Role role = new Role(config.name("schedule"), RoleArgs.builder()
                .assumeRolePolicy(Rights.takenBy("scheduler.amazonaws.com")).tags(config.tags()).build(), part.own());
        Rights rights = new Rights();
        rights.allow("Call", List.of("lambda:InvokeFunction"), List.of(function.arn()));
        RolePolicy policy = new RolePolicy(config.name("schedule"), RolePolicyArgs.builder().role(role.id())
                .policy(rights.policy())
                .build(), part.own());
        var unused = new com.pulumi.aws.scheduler.Schedule(config.name("recovery"),
                ScheduleArgs.builder().scheduleExpression("rate(1 minute)")
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder().mode("OFF").build())
                        .target(ScheduleTargetArgs.builder().arn(function.arn()).roleArn(role.arn())
                                .input("{\"recover\": true}")
                                // The next minute's call does the same.
                                .retryPolicy(ScheduleTargetRetryPolicyArgs.builder().maximumRetryAttempts(0).build())
                                .build())
                        .build(),
                part.options().dependsOn(policy).build());
    }
}
