package dev.messaging.cli.load;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A made-up user as its client sees it. What it knows of its inbox is what the last answer said. */
final class Account {
    private final String id;
    private final Optional<String> password;
    private final Optional<String> token;
    private volatile @Nullable String next;
    private volatile String timestamp = "0";

    Account(String id, Optional<String> password, Optional<String> token) {
        this.id = id;
        this.password = password;
        this.token = token;
    }

    String id() {
        return id;
    }

    Optional<String> password() {
        return password;
    }

    Optional<String> token() {
        return token;
    }

    /** Where the next check goes on; empty before the first. */
    Optional<String> next() {
        return Optional.ofNullable(next);
    }

    /** The time of the last message that came; 0 before the first. */
    String timestamp() {
        return timestamp;
    }

    void isAt(String cursor) {
        next = cursor;
    }

    void hasSeen(String lastTimestamp) {
        timestamp = lastTimestamp;
    }
}
