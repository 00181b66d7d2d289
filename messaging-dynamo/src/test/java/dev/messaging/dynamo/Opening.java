package dev.messaging.dynamo;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Sessions for tests to open. */
final class Opening {
    private Opening() {}

    static UserSession session(UserId user, TestClock clock, Duration lasting) {
        byte[] bits = new byte[32];
        ThreadLocalRandom.current().nextBytes(bits);
        return new UserSession(new SessionKey(HexFormat.of().formatHex(bits)), user, clock.instant(),
                clock.instant().plus(lasting).truncatedTo(ChronoUnit.SECONDS));
    }
}
