package dev.messaging.http;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;

/** Texts that name somebody. One that has not the form of an id names nobody: that is not a bad value. */
final class Ids {
    private Ids() {}

    static UserId user(String text) {
        return UserId.parse(text).orElseThrow(() -> new Refusal.NoSuchUser(text));
    }

    static GroupId group(String text) {
        return GroupId.parse(text).orElseThrow(() -> new Refusal.NoSuchGroup(text));
    }
}
