package dev.messaging.dynamo;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Compares this machine's clock with the one that DynamoDB puts into each answer. A clock far ahead would give an inbox
 * times from the future, which every later message would have to exceed; so whoever is far off does not write.
 */
final class ClockGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ClockGuard.class);
    static final Duration OFF_AT_MOST = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private volatile long aheadMillis;

    ClockGuard(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void observe(SdkHttpResponse response) {
        response.firstMatchingHeader("Date").ifPresent(this::observe);
    }

    private void observe(String date) {
        try {
            long there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).toEpochMilli();
            aheadMillis = surroundings.nowMillis() - there;
        } catch (DateTimeParseException notFromDynamoDb) {
            LOG.debug("Something between here and DynamoDB answered with the date \"{}\".", date, notFromDynamoDb);
        }
    }

    /**
     * Makes sure that the clock is right before something is written.
     *
     * @param look asks DynamoDB anything. Only done if the clock seemed wrong: an answer that lay around for long in a
     *     process that stood still looks the same
     */
    void check(Runnable look) {
        if (isOff()) {
            look.run();
            if (isOff()) {
                throw Trouble.here("This machine's clock is " + Math.abs(aheadMillis) / 1_000 + " s "
                        + (aheadMillis > 0 ? "ahead of" : "behind")
                        + " DynamoDB's, so nothing is written. Set the clock.");
            }
        }
    }

    private boolean isOff() {
        return Math.abs(aheadMillis) > OFF_AT_MOST.toMillis();
    }
}
