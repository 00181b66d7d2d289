package dev.messaging.cli.crash;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who sends and receives.
 *
 * @param id the user's id
 * @param password of who has one
 */
record Person(String id, Optional<String> password) {
    /** How the first dialect learns who it is. */
    Map<String, String> credentials() {
        return password.map(secret -> Map.of("Authorization", "Basic " + Base64.getEncoder()
                .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)))).orElse(Map.of());
    }

    /** How the second dialect learns it; on an open account any password will do. */
    String passwordInBody() {
        return password.orElse("any");
    }

    @Override
    public String toString() {
        return id;
    }
}
