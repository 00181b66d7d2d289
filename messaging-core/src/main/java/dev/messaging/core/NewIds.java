package dev.messaging.core;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.UserId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes ids of 128 random bits, so that nobody has to ask whether one is in use. */
final class NewIds {
    private final RandomGenerator random;

    NewIds(RandomGenerator random) {
        this.random = random;
    }

    UserId user() {
        return new UserId(UserId.PREFIX + hex());
    }

    GroupId group() {
        return new GroupId(GroupId.PREFIX + hex());
    }

    MessageId message() {
        return new MessageId(MessageId.PREFIX + hex());
    }

    private String hex() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
