package dev.messaging.infra;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;

/**
 * What stands before the machines: it knows which of them want requests. Either it reads HTTP and speaks TLS for them (alb), or it
 * passes connections on as they are (nlb), which costs less at scale.
 */
final class Balancer extends Part {
    /** TLS 1.3, and 1.2 with forward secrecy for older clients. */
    private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    /** Users check once a minute: with the usual 60 s each connection would be closed just before it is used again. */
    private static final int IDLE_SECONDS = 120;
    /** As long as a stopping server takes for its last requests, and a little more. */
    private static final int LEAVING_SECONDS = 30;

    private final SecurityGroup door;
    private final SecurityGroup machinesDoor;
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Listener listener;

    Balancer(StackConfig config, Network network) {
        super("Balancer", config);
        Entry entry = config.entry();
        this.door = network.door("balancer", "Messaging: the balancer");
        this.machinesDoor = network.door("servers", "Messaging: the servers");
        network.openToAll(door, "callers", entry.publicPort());
        network.connect(door, machinesDoor, entry.serverPort());
        network.letCallAws(machinesDoor);
        this.balancer = balancer(network);
        this.targets = targets(network);
        this.listener = reads() ? listenToHttp(network) : listen(entry.publicPort(), "TCP");
    }

    SecurityGroup machinesDoor() {
        return machinesDoor;
    }

    TargetGroup targets() {
        return targets;
    }

    LoadBalancer balancer() {
        return balancer;
    }

    /** Machines are asked for their health only once something listens. */
    Listener listener() {
        return listener;
    }

    /** Whether it understands what it passes on, and so can count it. */
    boolean reads() {
        return config().entry().balancer() == Entry.Balancer.alb;
    }

    private LoadBalancer balancer(Network network) {
        LoadBalancerArgs.Builder args = LoadBalancerArgs.builder().loadBalancerType(reads() ? "application" : "network")
                .internal(false).securityGroups(Output.all(door.id())).subnets(network.subnets())
                .tags(config().tags());
        return new LoadBalancer(config().name(), (reads()
                ? args.idleTimeout(IDLE_SECONDS).dropInvalidHeaderFields(true)
                // A zone may be without a healthy machine for a while.
                : args.enableCrossZoneLoadBalancing(true)).build(), own());
    }

    private TargetGroup targets(Network network) {
        boolean tls = config().entry().tlsOnServers();
        TargetGroupArgs.Builder args = TargetGroupArgs.builder().vpcId(network.vpcId())
                .port(config().entry().serverPort()).protocol(reads() ? "HTTP" : "TCP").targetType("instance")
                .deregistrationDelay(LEAVING_SECONDS).healthCheck(
                        TargetGroupHealthCheckArgs.builder().path("/health/ready").protocol(tls ? "HTTPS" : "HTTP")
                                .matcher("200").interval(10).timeout(5).healthyThreshold(2).unhealthyThreshold(3)
                                .build())
                .tags(config().tags());
        return new TargetGroup(config().name(),
                (reads() ? args.loadBalancingAlgorithmType("least_outstanding_requests") : args).build(), own());
    }

    private Listener listenToHttp(Network network) {
        if (!config().entry().tls()) {
            return listen(config().entry().publicPort(), "HTTP");
        }
        network.openToAll(door, "redirect", 80);
        var unused = new Listener(config().name("redirect"),
                ListenerArgs.builder().loadBalancerArn(balancer.arn()).port(80).protocol("HTTP")
                        .defaultActions(ListenerDefaultActionArgs.builder().type("redirect")
                                .redirect(ListenerDefaultActionRedirectArgs.builder().protocol("HTTPS").port("443")
                                        .statusCode("HTTP_301").build())
                                .build())
                        .build(),
                own());
        return new Listener(config().name(), forwarding(config().entry().publicPort(), "HTTPS").sslPolicy(TLS_POLICY)
                .certificateArn(config().entry().certificate().orElseThrow()).build(), own());
    }

    private Listener listen(int port, String protocol) {
        return new Listener(config().name(), forwarding(port, protocol).build(), own());
    }

    private ListenerArgs.Builder forwarding(int port, String protocol) {
        return ListenerArgs.builder().loadBalancerArn(balancer.arn()).port(port).protocol(protocol).defaultActions(
                ListenerDefaultActionArgs.builder().type("forward").targetGroupArn(targets.arn()).build());
    }

    /** Where callers find it. */
    Output<String> url() {
        Entry entry = config().entry();
        String scheme = entry.tls() ? "https://" : "http://";
        return entry.domain().map(name -> Output.of(scheme + name))
                .orElseGet(() -> balancer.dnsName().applyValue(name -> scheme + name));
    }
}
