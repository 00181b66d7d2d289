package dev.messaging.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a client has already, as {@code If-None-Match} says. */
final class EntityTags {
    private EntityTags() {}

    /** Whether the client has what goes by a tag; weakly compared, as RFC 9110 wants it here. */
    static boolean has(Context context, String tag) {
        String known = Optional.ofNullable(context.header(Header.IF_NONE_MATCH)).orElse("");
        List<String> tags = Arrays.stream(known.split(",", -1)).map(String::strip).toList();
        return tags.contains(tag) || tags.contains("W/" + tag) || tags.contains("*");
    }
}
