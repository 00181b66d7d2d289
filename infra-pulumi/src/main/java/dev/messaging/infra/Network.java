package dev.messaging.infra;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.ec2.inputs.GetInstanceTypeOfferingsArgs;
import com.pulumi.aws.ec2.inputs.GetInstanceTypeOfferingsFilterArgs;
import com.pulumi.aws.ec2.inputs.GetRouteTablesArgs;
import com.pulumi.aws.ec2.inputs.GetSubnetsArgs;
import com.pulumi.aws.ec2.inputs.GetSubnetsFilterArgs;
import com.pulumi.aws.ec2.inputs.GetVpcArgs;
import com.pulumi.aws.ec2.outputs.GetVpcResult;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;

/** Where machines and balancers are, and who may reach whom. Nothing else may: there is no SSH. */
final class Network extends Part {
    private static final String ANYWHERE = "0.0.0.0/0";
    private static final int HTTPS = 443;

    private final Output<GetVpcResult> vpc;
    private final Output<List<String>> subnets;
    private final List<Resource> endpoints = new ArrayList<>();

    Network(StackConfig config) {
        super("Network", config);
        Machines machines = config.machines();
        this.vpc = Ec2Functions.getVpc(machines.vpc().map(id -> GetVpcArgs.builder().id(id).build())
                .orElseGet(() -> GetVpcArgs.builder().default_(true).build()));
        this.subnets = machines.subnets().isEmpty() ? found() : Output.of(machines.subnets());
        if (machines.endpoints()) {
            endpoint("s3");
            endpoint("dynamodb");
        }
    }

    Output<String> vpcId() {
        return vpc.applyValue(GetVpcResult::id);
    }

    /** The addresses of the network, which a balancer's are among. */
    Output<String> addresses() {
        return vpc.applyValue(GetVpcResult::cidrBlock);
    }

    Output<List<String>> subnets() {
        return subnets;
    }

    /** What has to be there before machines fetch something. */
    List<Resource> ready() {
        return List.copyOf(endpoints);
    }

    /** A door that is closed until a rule opens it. */
    SecurityGroup door(String name, String what) {
        return new SecurityGroup(config().name(name),
                SecurityGroupArgs.builder().vpcId(vpcId()).description(what).tags(config().tags()).build(), own());
    }

    void openToAll(SecurityGroup door, String name, int port) {
        rule(name, SecurityGroupIngressRuleArgs.builder().securityGroupId(door.id()).cidrIpv4(ANYWHERE).fromPort(port)
                .toPort(port).ipProtocol("tcp").description("Callers").build());
    }

    /** Lets one side call the other, and nobody else. */
    void connect(SecurityGroup from, SecurityGroup to, int port) {
        rule("balancer", SecurityGroupIngressRuleArgs.builder().securityGroupId(to.id())
                .referencedSecurityGroupId(from.id()).fromPort(port).toPort(port).ipProtocol("tcp")
                .description("From the balancer").build());
        var unused = new SecurityGroupEgressRule(config().name("servers"),
                SecurityGroupEgressRuleArgs.builder().securityGroupId(from.id()).referencedSecurityGroupId(to.id())
                        .fromPort(port).toPort(port).ipProtocol("tcp").description("To the servers").build(),
                own());
    }

    /** Machines call AWS and its package repository, by HTTPS, and nothing else. */
    void letCallAws(SecurityGroup door) {
        var unused = new SecurityGroupEgressRule(config().name("aws"),
                SecurityGroupEgressRuleArgs.builder().securityGroupId(door.id()).cidrIpv4(ANYWHERE).fromPort(HTTPS)
                        .toPort(HTTPS).ipProtocol("tcp").description("AWS and its packages").build(),
                own());
    }

    private void rule(String name, SecurityGroupIngressRuleArgs rule) {
        var unused = new SecurityGroupIngressRule(config().name(name), rule, own());
    }

    /** Those of the default network, in zones that have the type of machine. Not all: each costs a public address. */
    private Output<List<String>> found() {
        Machines machines = config().machines();
        Output<List<String>> zones = Ec2Functions.getInstanceTypeOfferings(GetInstanceTypeOfferingsArgs.builder()
                .locationType("availability-zone").filters(GetInstanceTypeOfferingsFilterArgs.builder()
                        .name("instance-type").values(machines.type()).build())
                .build()).applyValue(offered -> offered.locations().stream().sorted().toList());
        return Ec2Functions.getSubnets(GetSubnetsArgs.builder()
                .filters(Output.tuple(vpcId(), zones).applyValue(where -> List.of(filter("vpc-id", List.of(where.t1)),
                        filter("default-for-az", List.of("true")), filter("availability-zone", where.t2))))
                .build()).applyValue(all -> all.ids().stream().sorted().limit(machines.zones()).toList());
    }

    private static GetSubnetsFilterArgs filter(String name, List<String> values) {
        return GetSubnetsFilterArgs.builder().name(name).values(values).build();
    }

    private void endpoint(String service) {
        endpoints.add(new VpcEndpoint(config().name(service),
                VpcEndpointArgs.builder().vpcId(vpcId()).vpcEndpointType("Gateway")
                        .serviceName("com.amazonaws." + config().region() + "." + service)
                        .routeTableIds(Ec2Functions.getRouteTables(GetRouteTablesArgs.builder().vpcId(vpcId()).build())
                                .applyValue(tables -> tables.ids().stream().sorted().toList()))
                        .tags(config().tags()).build(),
                own()));
    }
}
