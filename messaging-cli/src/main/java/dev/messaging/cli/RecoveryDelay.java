package dev.messaging.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How soon a server finishes what another one left behind. */
final class RecoveryDelay {
    private static final int SECONDS_MIN = 2;
    private static final int SECONDS_MAX = 3_600;

    @Option(names = "--recovery-after", paramLabel = "SECONDS", defaultValue = "60", converter = Seconds.class,
            description = "DynamoDB only: how long a group message may be on its way before other servers deliver it, since"
                    + " its own may have died. All is delivered within one and a half times that; from " + SECONDS_MIN
                    + " to " + SECONDS_MAX + ". Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--recovery-by-call",
            description = "Leaves it to POST /internal/recovery, which only this machine may call, when to look for such: for where"
                    + " nothing runs between calls.")
    private boolean byCall;

    boolean byCall() {
        return byCall;
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    private static final class Seconds extends InRange {
        Seconds() {
            super(SECONDS_MIN, SECONDS_MAX);
        }
    }
}
