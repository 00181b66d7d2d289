package dev.messaging.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client would like a check to wait for news: {@code Prefer: wait=N}, see RFC 7240. It is a wish, so one that is not
 * understood is none.
 */
final class WaitPreference {
    private static final String ASKED = "Prefer";
    private static final String GRANTED = "Preference-Applied";
    private static final Pattern WAIT = Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=[;,]|$)",
            Pattern.CASE_INSENSITIVE);

    private WaitPreference() {}

    /** At most so long; empty if the client would not like to wait. */
    static Optional<Duration> of(Context context, Duration most) {
        Matcher wait = WAIT.matcher(String.join(",", Collections.list(context.req().getHeaders(ASKED))));
        if (!wait.find()) {
            return Optional.empty();
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(wanted.compareTo(most) < 0 ? wanted : most).filter(Duration::isPositive);
    }

    /** Tells the client that the wish is granted. */
    static void grant(Context context, Duration wait) {
        context.header(GRANTED, "wait=" + wait.toSeconds());
    }
}
