package dev.messaging.cli.wiring;

import dev.messaging.http.Rate;
import dev.messaging.http.RateLimits;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How often clients may call, and who tells where they are. */
final class RateLimitOptions {
    private static final int COUNT_MAX = 1_000_000;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** Written as typed. */
    private enum Switch {
        off, on
    }

    @Option(names = "--trusted-proxy", paramLabel = "ADDRESSES", split = ",",
            description = "An address, or a range such as 10.0.0.0/8, of proxies whose X-Forwarded-For is believed; can be repeated.")
    private List<String> trustedProxies = List.of();

    @Option(names = "--rate-limits", paramLabel = "off|on", defaultValue = "off",
            description = "Whether calls are limited; failed logins are always. Default: ${DEFAULT-VALUE}")
    private Switch rateLimits = Switch.off;

    @Option(names = "--sends-per-second", paramLabel = "SENDS", defaultValue = "20",
            description = "How often a user may send, in the long run. Default: ${DEFAULT-VALUE}")
    private int sendsPerSecond;

    @Option(names = "--sends-burst", paramLabel = "SENDS", defaultValue = "100",
            description = "How often a user may send at once. Default: ${DEFAULT-VALUE}")
    private int sendsBurst;

    @Option(names = "--calls-per-second", paramLabel = "CALLS", defaultValue = "20",
            description = "How often a user may call for anything else, in the long run. Default: ${DEFAULT-VALUE}")
    private int callsPerSecond;

    @Option(names = "--calls-burst", paramLabel = "CALLS", defaultValue = "100",
            description = "How often a user may call for anything else at once. Default: ${DEFAULT-VALUE}")
    private int callsBurst;

    @Option(names = "--creations-per-hour", paramLabel = "CREATIONS", defaultValue = "100",
            description = "How many users and groups an address may create. Default: ${DEFAULT-VALUE}")
    private int creationsPerHour;

    @Option(names = "--failed-logins-of-account", paramLabel = "LOGINS", defaultValue = "10",
            description = "How many wrong passwords an address may try in 10 minutes on one account. Default: ${DEFAULT-VALUE}")
    private int failedLoginsOfAccount;

    @Option(names = "--failed-logins-of-address", paramLabel = "LOGINS", defaultValue = "100",
            description = "How many wrong passwords an address may try in 10 minutes at all. Default: ${DEFAULT-VALUE}")
    private int failedLoginsOfAddress;

    List<String> trustedProxies() {
        return trustedProxies;
    }

    /** @throws WrongUsage if a number is out of range */
    RateLimits limits() {
        return RateLimits.standard().withOn(rateLimits == Switch.on)
                .withSends(Rate.perSecond(count("--sends-per-second", sendsPerSecond),
                        count("--sends-burst", sendsBurst)))
                .withCalls(Rate.perSecond(count("--calls-per-second", callsPerSecond),
                        count("--calls-burst", callsBurst)))
                .withCreations(Rate.of(count("--creations-per-hour", creationsPerHour), Duration.ofHours(1)))
                .withFailedLogins(Rate.of(count("--failed-logins-of-account", failedLoginsOfAccount), TEN_MINUTES),
                        Rate.of(count("--failed-logins-of-address", failedLoginsOfAddress), TEN_MINUTES));
    }

    private static int count(String option, int value) {
        if (value < 1 || value > COUNT_MAX) {
            throw new WrongUsage(option + " is a number from 1 to " + COUNT_MAX + ", not " + value + ".");
        }
        return value;
    }
}
