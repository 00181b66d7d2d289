package dev.messaging.cli.smoke;

import dev.messaging.cli.smoke.Cast.User;
import java.util.Map;
import java.util.Optional;

/** An account with a password is its owner's alone. */
final class ProtectedAccount {
    private final Wire wire;
    private final Cast cast;

    ProtectedAccount(Wire wire, Cast cast) {
        this.wire = wire;
        this.cast = cast;
    }

    void play(Steps steps) throws InterruptedException {
        User eve = steps.get("creates Eve with a password", () -> cast.protectedUser("Smoke Eve"));
        steps.check("her inbox is closed to others",
                () -> inbox(eve, Optional.empty()).is(401).has("/type", "/problems/unauthenticated"));
        steps.check("and to a wrong password", () -> inbox(eve, new User(eve.id(), Optional.of("Secret-wrong"))
                .credentials()).is(401).has("/type", "/problems/wrong-credentials"));
        steps.check("her password opens it", () -> inbox(eve, eve.credentials()).is(200).has("/messages", "null"));
        String token = steps.get("opens a session", () -> wire.post("/v1/sessions", Optional.empty(),
                Map.of("userId", eve.id(), "password", eve.password().orElseThrow())).is(200).textAt("/token"));
        steps.check("the session's token opens it",
                () -> inbox(eve, Optional.of("Bearer " + token)).is(200).has("/messages", "null"));
    }

    private Answer inbox(User user, Optional<String> credentials) throws InterruptedException {
        return wire.get("/v1/messages/" + user, credentials);
    }
}
