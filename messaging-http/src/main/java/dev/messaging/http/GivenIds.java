package dev.messaging.http;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The ids of one request. A text that has not the form of an id names nobody, which is not a bad value: an id that nobody has,
 * a hash of the text, stands in for it, so that the core decides about it as about any other id that does not exist, and a
 * repeated request is the same request on every node. Refusals are told in the client's own words again.
 */
final class GivenIds {
    /** So that a stand-in is nobody's id by any other reckoning. */
    private static final String PURPOSE = "stands in for what has not the form of an id: ";

    private final Map<String, String> textByStandIn = new HashMap<>();

    UserId user(String text) {
        return UserId.parse(text).orElseGet(() -> new UserId(standIn(UserId.PREFIX, text)));
    }

    GroupId group(String text) {
        return GroupId.parse(text).orElseGet(() -> new GroupId(standIn(GroupId.PREFIX, text)));
    }

    /** The same failure, with what the client called those who do not exist. */
    Exception inWordsOfClient(Exception failure) {
        return switch (failure) {
            case Refusal.NoSuchUser no -> new Refusal.NoSuchUser(text(no.id()));
            case Refusal.NoSuchGroup no -> new Refusal.NoSuchGroup(text(no.id()));
            case Refusal.NotPermitted no when namesStandIn(no) -> new Refusal.NotPermitted("do this: it is not theirs");
            default -> failure;
        };
    }

    private String text(String id) {
        return textByStandIn.getOrDefault(id, id);
    }

    private boolean namesStandIn(Refusal refusal) {
        return textByStandIn.keySet().stream().anyMatch(String.valueOf(refusal.getMessage())::contains);
    }

    private String standIn(String prefix, String text) {
        String id = prefix + HexFormat.of().formatHex(Hashes.sha256((PURPOSE + text).getBytes(StandardCharsets.UTF_8)));
        var unused = textByStandIn.put(id, text);
        return id;
    }
}
