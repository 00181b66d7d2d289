package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.List;

/** What must be known to read an estimate. */
final class Notes {
    private Notes() {}

    static List<String> on(Workload workload, Stack stack, Prices prices) {
        List<String> notes = new ArrayList<>();
        notes.add("A node is taken to carry " + stack.checksASecond().stream().mapToObj(Shown::plain).findFirst()
                .orElse(Shown.whole(Assumed.CHECKS_A_SECOND_A_PROCESSOR) + " checks a second for each processor")
                + (stack.checksASecond().isPresent() ? " checks a second" : "")
                + "; of burstable instances only the baseline all day.");
        if (!stack.isLambda() && prices.instance("--instance", stack.instance()).baseline() < 1) {
            notes.add(
                    "A group that scales by how busy its processors are runs fewer of these, beyond their baseline, and pays"
                            + " surplus credits for that (" + prices.text("surplus.processor.hour")
                            + " a processor and hour on t4g); not reckoned.");
        }
        notes.add(Shown.percent(stack.newConnections()) + " of the requests open a connection of their own, which is "
                + Assumed.HANDSHAKE_BYTES + " bytes of TLS each; --new-connections 0 keeps all connections open.");
        if (stack.endsTlsOnNodes() && stack.newConnections() > 0) {
            notes.add("TLS ends on the instances: each new connection keeps a processor busy for "
                    + Shown.plain(Assumed.HANDSHAKE_PROCESSOR_SECONDS * 1_000) + " ms.");
        }
        if (workload.passwordsAMonth() > 0) {
            notes.add(hashing(stack));
        }
        if (workload.way() == Way.SECOND_DIALECT) {
            notes.add("Without a cursor each check brings " + Shown.rounded(workload.stored())
                    + " messages again; the second dialect takes \"after\" too.");
        }
        if (workload.way() == Way.EVENTS) {
            notes.add("For a listener a check is taken to be a minute of listening.");
        }
        if (workload.trims()) {
            notes.add("Old messages are trimmed by a program of yours (Messages.trim); no server does it by itself.");
        }
        notes.add("Not in it: tax, support, mail, DNS, traffic between zones, backups beyond point-in-time recovery,"
                + " free tiers but 100 GB of egress, and what retries, conflicts and attacks cost.");
        return notes;
    }

    private static String hashing(Stack stack) {
        return "Passwords are hashed, " + Assumed.HASHES_A_SECOND_A_PROCESSOR + " a second on a processor: "
                + (stack.isLambda()
                        ? "a function does so with each request"
                        : "each node takes one on trust for " + Shown.plain(Assumed.TRUSTED_MINUTES)
                                + " minutes after, so that more nodes hash more")
                + ". --credentials session hashes once for each session, which is not reckoned.";
    }
}
