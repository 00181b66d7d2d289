package dev.messaging.infra;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the server runs on.
 *
 * @param type what machines they are: Graviton, for the operating system's image is for these
 * @param count how many there are at least
 * @param most how many there may be under load
 * @param zones over how many zones they are spread, unless subnets are named
 * @param vpc the network, if it is not the default one
 * @param subnets the subnets, if they are chosen
 * @param endpoints whether traffic to S3 and DynamoDB is to stay within AWS by gateway endpoints of this stack
 * @param image the operating system's image, if it is not to be the newest
 */
record Machines(String type, int count, int most, int zones, Optional<String> vpc, List<String> subnets,
        boolean endpoints, Optional<String> image) {
    private static final int COUNT_MAX = 200;

    static Machines read(Settings settings) {
        boolean single = settings.text("messaging:balancer").filter("none"::equals).isPresent();
        int count = settings.number("messaging:instances", 1, COUNT_MAX).orElse(single ? 1 : 2);
        return new Machines(
                settings.text("messaging:instanceType", Pattern.compile("[a-z]+[0-9]+g[a-z]*\\.[a-z0-9]+"),
                        "a type with a Graviton processor, such as t4g.small or m7g.large")
                        .orElse(single ? "t4g.micro" : "t4g.small"),
                count, settings.number("messaging:instancesMax", 1, COUNT_MAX).orElse(Math.min(COUNT_MAX, 2 * count)),
                settings.number("messaging:zones", 2, 3).orElse(2),
                settings.text("messaging:vpcId", Pattern.compile("vpc-[0-9a-f]+"), "an id such as vpc-0123abcd"),
                settings.list("messaging:subnetIds", Pattern.compile("subnet-[0-9a-f]+"),
                        "ids such as subnet-0123abcd"),
                settings.flag("messaging:gatewayEndpoints", true),
                settings.text("messaging:ami", Pattern.compile("ami-[0-9a-f]+"), "an id such as ami-0123abcd"));
    }

    /** Whether there is a group of them, behind a balancer. */
    boolean several(Entry entry) {
        return entry.balancer() != Entry.Balancer.none;
    }

    void check(Settings settings, Entry entry) {
        if (vpc.isPresent() && subnets.isEmpty()) {
            settings.mistake("messaging:vpcId needs messaging:subnetIds: two or three public subnets of it.");
        }
        if (vpc.isEmpty() && !subnets.isEmpty()) {
            settings.mistake("messaging:subnetIds needs messaging:vpcId: the network that they belong to.");
        }
        if (most < count) {
            settings.mistake(
                    "messaging:instancesMax is " + most + " and must be at least messaging:instances, which is "
                            + count + ".");
        }
        if (several(entry) && !subnets.isEmpty() && (subnets.size() < 2 || subnets.size() > 3)) {
            settings.mistake("messaging:subnetIds names " + subnets.size()
                    + " and must name two or three, in different zones: fewer are not safe, and each costs a public address.");
        }
        if (!several(entry) && count > 1) {
            settings.mistake("messaging:instances is " + count
                    + ", and without a balancer there can be only one: choose messaging:balancer: alb or nlb.");
        }
    }
}
