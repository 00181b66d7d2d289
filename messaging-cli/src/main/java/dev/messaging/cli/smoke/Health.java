package dev.messaging.cli.smoke;

import java.util.Optional;

/** Is there a server of ours, and is it well? */
final class Health {
    private Health() {}

    static void look(Wire wire, Steps steps) throws InterruptedException {
        steps.check("it lives", () -> wire.get("/health/live", Optional.empty()).is(200));
        steps.check("it is ready", () -> wire.get("/health/ready", Optional.empty()).is(200).has("/store", "ok"));
        steps.check("it says what it is", () -> {
            Answer answer = wire.get("/", Optional.empty()).is(200).has("/name", "messaging");
            return answer.textAt("/version");
        });
        steps.check("it documents itself", () -> wire.get("/openapi.json", Optional.empty()).is(200)
                .textAt("/openapi"));
    }
}
