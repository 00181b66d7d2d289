package dev.messaging.cli;

import dev.messaging.cli.wiring.HashingMemory;
import dev.messaging.core.Messaging;
import dev.messaging.core.port.Credentials;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How callers show who they are. */
final class AccountSettings {
    private static final int HASHED_AT_ONCE_CEILING = 1_000;
    private static final int WAITING_FOR_EACH = 25;
    private static final int SESSION_DAYS_CEILING = 365;

    private enum Auth {
        open, required
    }

    @Option(names = "--auth", paramLabel = "AUTH", defaultValue = "open",
            description = "${COMPLETION-CANDIDATES}: open lets anybody act as a user without a password; required refuses whoever does not show who they are. Default: ${DEFAULT-VALUE}")
    private Auth auth = Auth.open;

    @Option(names = "--sessions-max", paramLabel = "SESSIONS", defaultValue = "20", converter = Sessions.class,
            description = "The most sessions of a user, up to "
                    + Credentials.SESSIONS_CEILING + ". Default: ${DEFAULT-VALUE}")
    private int sessionsMax;

    @Option(names = "--session-days", paramLabel = "DAYS", defaultValue = "30", converter = Days.class,
            description = "How long a session lasts, up to "
                    + SESSION_DAYS_CEILING + " days. Default: ${DEFAULT-VALUE}")
    private int sessionDays;

    @Option(names = "--hashing-max", paramLabel = "PASSWORDS", converter = Hashes.class,
            description = "The most passwords hashed at once, each in 19 MiB of memory, up to "
                    + HASHED_AT_ONCE_CEILING
                    + "; 25 times as many may wait, and one more is answered with 503. They may take half of the heap. Default: the number of processors, or as many as half of the heap is enough for")
    private int hashedAtOnce = hashedAtOnce(Runtime.getRuntime().availableProcessors(),
            HashingMemory.ofThisProcess());

    Messaging.Builder applyTo(Messaging.Builder builder) {
        return builder.authRequired(auth == Auth.required).sessionsMax(sessionsMax)
                .sessionLifetime(Duration.ofDays(sessionDays))
                .hashingLimits(hashedAtOnce, WAITING_FOR_EACH * hashedAtOnce);
    }

    /** How many passwords are hashed at once unless it is said. */
    static int hashedAtOnce(int processors, HashingMemory memory) {
        return Math.min(Math.min(processors, HASHED_AT_ONCE_CEILING), memory.atOnceMax());
    }

    private static final class Sessions extends InRange {
        Sessions() {
            super(Credentials.SESSIONS_CEILING);
        }
    }

    private static final class Days extends InRange {
        Days() {
            super(SESSION_DAYS_CEILING);
        }
    }

    private static final class Hashes extends InRange {
        Hashes() {
            super(HASHED_AT_ONCE_CEILING);
        }

        @Override
        public Integer convert(String text) {
            int hashes = super.convert(text);
            HashingMemory.ofThisProcess().complaint(hashes).ifPresent(complaint -> {
                throw new TypeConversionException(complaint);
            });
            return hashes;
        }
    }
}
