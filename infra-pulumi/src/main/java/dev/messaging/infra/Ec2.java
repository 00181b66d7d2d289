package dev.messaging.infra;

import com.pulumi.aws.ssm.SsmFunctions;
import com.pulumi.aws.ssm.inputs.GetParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.stream.Stream;

/** What a group of machines and a single one have in common: the image, what is installed, where, and as whom. */
final class Ec2 {
    /** AWS keeps the newest image under this name. Resolved here, for machines can be rolled back only to a fixed one. */
    private static final String IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

    /** The least that the image takes. */
    static final int DISK_GIGABYTES = 8;
    static final String DISK = "/dev/xvda";

    private final StackConfig config;
    private final Parts parts;
    private final Network network;
    private final ServerRole role;

    private Ec2(StackConfig config, Parts parts) {
        this.config = config;
        this.parts = parts;
        this.network = new Network(config);
        this.role = new ServerRole(config, parts.data(), parts.artifact(), parts.logs());
    }

    static Compute declare(StackConfig config, Parts parts) {
        Ec2 machines = new Ec2(config, parts);
        return config.machines().several(config.entry())
                ? new Group(config, machines, new Balancer(config, machines.network))
                : new Single(config, machines);
    }

    Parts parts() {
        return parts;
    }

    Network network() {
        return network;
    }

    ServerRole role() {
        return role;
    }

    Output<String> image() {
        return config.machines().image().map(Output::of).orElseGet(() -> SsmFunctions
                .getParameter(GetParameterArgs.builder().name(IMAGE).build())
                .applyValue(parameter -> parameter.value()));
    }

    Output<String> userData() {
        return UserData.of(config, parts.artifact(), parts.logs(), network);
    }

    /** What has to be there before a machine starts, or it would start in vain. */
    List<Resource> ready() {
        return Stream.concat(Stream.of(parts.data().ready(), parts.artifact().uploaded(), role.ready()),
                network.ready().stream()).toList();
    }
}
