package dev.messaging.infra;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who the machines are to AWS. They may read and write items, fetch releases and their certificate, write their log and be
 * logged into by Session Manager. They may not create, change, scan or delete tables: operators do that, as themselves.
 */
final class ServerRole extends Part {
    private final InstanceProfile profile;
    private final RolePolicy policy;

    ServerRole(StackConfig config, Data data, Artifact artifact, Logs logs) {
        super("ServerRole", config);
        Role role = new Role(config.name(),
                RoleArgs.builder().assumeRolePolicy(Rights.takenBy("ec2.amazonaws.com")).tags(config.tags()).build(),
                own());
        Output<String> account = AwsFunctions.getCallerIdentity().applyValue(caller -> caller.accountId());
        Rights rights = new Rights();
        rights.allowTables(data);
        rights.allow("Releases", List.of("s3:GetObject"),
                List.of(artifact.bucketArn().applyValue(arn -> arn + "/releases/*")));
        rights.allow("Log", List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                List.of(logs.arn().applyValue(arn -> arn + ":*")));
        letOperatorsIn(rights, account);
        letFetchCertificate(rights, account);
        this.policy = new RolePolicy(config.name(),
                RolePolicyArgs.builder().role(role.id()).policy(rights.policy()).build(), own());
        this.profile = new InstanceProfile(config.name(),
                InstanceProfileArgs.builder().role(role.name()).tags(config.tags()).build(), own());
    }

    InstanceProfile profile() {
        return profile;
    }

    /** What has to be there before a machine starts. */
    Resource ready() {
        return policy;
    }

    /** Session Manager. Its channels are no things that have names. */
    private void letOperatorsIn(Rights rights, Output<String> account) {
        rights.allow("Session", List.of("ssm:UpdateInstanceInformation"), List
                .of(account.applyValue(id -> "arn:aws:ec2:" + config().region() + ":" + id + ":instance/*")));
        rights.allow("SessionChannels", List.of("ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"), List.of(Output.of("*")));
    }

    /** Two parameters, encrypted by the account's own key for parameters, which needs no right of its own. */
    private void letFetchCertificate(Rights rights, Output<String> account) {
        List<Output<String>> parameters = Stream
                .concat(config().entry().certificateParameter().stream(), config().entry().keyParameter().stream())
                .map(name -> account
                        .applyValue(id -> "arn:aws:ssm:" + config().region() + ":" + id + ":parameter" + name))
                .toList();
        if (!parameters.isEmpty()) {
            rights.allow("Certificate", List.of("ssm:GetParameter"), parameters);
        }
    }
}
