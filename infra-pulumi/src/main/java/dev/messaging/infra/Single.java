package dev.messaging.infra;

import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.inputs.InstanceMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.InstanceRootBlockDeviceArgs;
import com.pulumi.core.Output;
import java.util.Map;

/**
 * One machine with a public address of its own, the cheapest. Another release makes another machine, to which the address then
 * moves: nobody is served until it has started.
 */
final class Single extends Part implements Compute {
    private final Instance machine;
    private final Eip address;

    Single(StackConfig config, Ec2 machines) {
        super("Single", config);
        Network network = machines.network();
        SecurityGroup door = network.door("server", "Messaging: the server");
        network.openToAll(door, "callers", config.entry().publicPort());
        network.letCallAws(door);
        this.machine = machine(machines, door);
        this.address = new Eip(config.name(),
                EipArgs.builder().domain("vpc").instance(machine.id()).tags(config.tags()).build(), own());
        Parts parts = machines.parts();
        parts.alarms().declareFailing(parts.logs());
        parts.alarms().declareSlow(parts.logs());
        parts.alarms().declareUnhealthy(machine);
    }

    @Override
    public Output<String> url() {
        Entry entry = config().entry();
        String scheme = entry.tls() ? "https://" : "http://";
        return entry.domain().map(name -> Output.of(scheme + name))
                .orElseGet(() -> address.publicIp().applyValue(ip -> scheme + ip));
    }

    @Override
    public Map<String, Output<?>> handles() {
        return Map.of("instance", machine.id());
    }

    private Instance machine(Ec2 machines, SecurityGroup door) {
        return new Instance(config().name(), InstanceArgs.builder().ami(machines.image())
                .instanceType(config().machines().type()).userDataBase64(machines.userData())
                .userDataReplaceOnChange(true).iamInstanceProfile(machines.role().profile().name())
                .subnetId(machines.network().subnets().applyValue(subnets -> subnets.getFirst()))
                // Until it has the address that stays: it fetches its release before.
                .associatePublicIpAddress(true).vpcSecurityGroupIds(Output.all(door.id()))
                .metadataOptions(InstanceMetadataOptionsArgs.builder().httpEndpoint("enabled").httpTokens("required")
                        .httpPutResponseHopLimit(1).build())
                .rootBlockDevice(InstanceRootBlockDeviceArgs.builder().encrypted(true).volumeType("gp3")
                        .volumeSize(Ec2.DISK_GIGABYTES).deleteOnTermination(true).build())
                .tags(config().tags()).build(), options().dependsOn(machines.ready()).build());
    }
}
