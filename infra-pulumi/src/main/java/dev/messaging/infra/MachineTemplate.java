package dev.messaging.infra;

import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingEbsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateIamInstanceProfileArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateNetworkInterfaceArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateTagSpecificationArgs;
import com.pulumi.core.Output;

/** How each machine of a group is made. */
final class MachineTemplate {
    private MachineTemplate() {}

    static LaunchTemplate declare(Part part, Ec2 machines, SecurityGroup door) {
        StackConfig config = part.config();
        return new LaunchTemplate(config.name(),
                LaunchTemplateArgs.builder().imageId(machines.image()).instanceType(config.machines().type())
                        .updateDefaultVersion(true).userData(machines.userData())
                        .iamInstanceProfile(LaunchTemplateIamInstanceProfileArgs.builder()
                                .arn(machines.role().profile().arn()).build())
                        // Only this machine itself gets its role's credentials, and only by a request that cannot be forged.
                        .metadataOptions(LaunchTemplateMetadataOptionsArgs.builder().httpEndpoint("enabled")
                                .httpTokens("required").httpPutResponseHopLimit(1).build())
                        .blockDeviceMappings(LaunchTemplateBlockDeviceMappingArgs.builder().deviceName(Ec2.DISK)
                                .ebs(LaunchTemplateBlockDeviceMappingEbsArgs.builder().encrypted("true")
                                        .volumeType("gp3").volumeSize(Ec2.DISK_GIGABYTES).deleteOnTermination("true")
                                        .build())
                                .build())
                        // A public address, for what has no gateway endpoint; nothing can come in by it but the balancer.
                        .networkInterfaces(LaunchTemplateNetworkInterfaceArgs.builder().associatePublicIpAddress("true")
                                .deleteOnTermination("true").securityGroups(Output.all(door.id())).build())
                        .tagSpecifications(tags(config, "instance"), tags(config, "volume")).tags(config.tags())
                        .build(),
                part.own());
    }

    private static LaunchTemplateTagSpecificationArgs tags(StackConfig config, String kind) {
        return LaunchTemplateTagSpecificationArgs.builder().resourceType(kind).tags(config.tags()).build();
    }
}
