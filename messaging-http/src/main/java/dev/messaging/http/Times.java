package dev.messaging.http;

import java.time.Instant;

/** Times in answers: milliseconds since the epoch, as a string of digits. */
final class Times {
    private Times() {}

    static String text(Instant time) {
        return String.valueOf(time.toEpochMilli());
    }
}
