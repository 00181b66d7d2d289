package dev.messaging.dynamo;

import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How sessions stand in items: one by the session's key, and one where its user's are listed. */
final class Sessions {
    /** What sort keys of a user's sessions lie between. */
    static final String FIRST = Key.SESSION + "!";
    static final String LAST = Key.SESSION + "~";

    private Sessions() {}

    /** The same on both sides, but that each has its key. */
    static Map<String, AttributeValue> attributes(UserSession session) {
        return Map.of(Attributes.USER, Item.of(session.user().value()), Attributes.OPENED,
                Item.of(session.openedAt()), Attributes.EXPIRES, Item.of(session.expiresAt().getEpochSecond()));
    }

    static boolean isSession(Item item) {
        return item.text(Attributes.SK).startsWith(Key.SESSION);
    }

    /** Reads either side. */
    static UserSession session(Item item) {
        String key = isSession(item) ? item.text(Attributes.SK) : item.text(Attributes.PK);
        return new UserSession(new SessionKey(key.substring(Key.SESSION.length())),
                new UserId(item.text(Attributes.USER)), item.time(Attributes.OPENED),
                Instant.ofEpochSecond(item.number(Attributes.EXPIRES)));
    }
}
