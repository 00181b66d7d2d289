package dev.messaging.cli.smoke;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes up users. The first one shows whether the server demands that they have passwords. */
final class Cast {
    private final Wire wire;
    private Optional<Boolean> passwordsRequired = Optional.empty();

    Cast(Wire wire) {
        this.wire = wire;
    }

    /**
     * Somebody who acts.
     *
     * @param id the user's id
     * @param password empty for an open account
     */
    record User(String id, Optional<String> password) {
        /** The {@code Authorization} header. */
        Optional<String> credentials() {
            return password.map(secret -> "Basic "
                    + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    boolean passwordsRequired() throws InterruptedException {
        if (passwordsRequired.isEmpty()) {
            Answer answer = wire.post("/v1/users/create", Optional.empty(), Map.of("username", "Smoke"));
            boolean refused = answer.status() == 400 && answer.body().at("/field").asText().equals("password");
            passwordsRequired = Optional.of(refused || answer.is(200).textAt("/userId").isEmpty());
        }
        return passwordsRequired.get();
    }

    /** A user as open as the server lets it be. */
    User somebody(String name) throws InterruptedException {
        if (passwordsRequired()) {
            return protectedUser(name);
        }
        String id = wire.post("/v1/users/create", Optional.empty(), Map.of("username", name)).is(200)
                .has("/username", name).textAt("/userId");
        return new User(id, Optional.empty());
    }

    User protectedUser(String name) throws InterruptedException {
        String password = password();
        String id = wire.post("/v1/users/create", Optional.empty(), Map.of("username", name, "password", password))
                .is(200).has("/username", name).textAt("/userId");
        return new User(id, Optional.of(password));
    }

    User ofTheSecondDialect() throws InterruptedException {
        String password = password();
        return new User(wire.post("/register_user", Optional.empty(), Map.of("password", password)).is(200)
                .textAt("/user_id"), Optional.of(password));
    }

    private static String password() {
        return "Secret-" + UUID.randomUUID();
    }
}
