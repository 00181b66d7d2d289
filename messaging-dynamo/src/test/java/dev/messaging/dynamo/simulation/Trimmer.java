package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** An operator who removes from inboxes what is as old as it must be. */
final class Trimmer {
    private final World world;

    Trimmer(World world) {
        this.world = world;
    }

    void trimNowAndThen() {
        trimWhile(() -> !world.weather().isCalm());
    }

    void trimWhile(BooleanSupplier goesOn) {
        Chance chance = world.chance();
        while (goesOn.getAsBoolean()) {
            world.scheduler().sleep(chance.magnitude(Duration.ofHours(1).toNanos(), Duration.ofHours(16).toNanos()));
            List.copyOf(world.ledger().users()).forEach(this::trim);
        }
    }

    private void trim(UserId owner) {
        Instant before = Instant.ofEpochMilli(world.nowMillis()).minus(Inboxes.TRIM_AGE_MIN)
                .minusMillis(world.chance().magnitude(1, Duration.ofHours(2).toMillis()));
        int atMost = world.chance().from(1, 30);
        Outcome<Integer> outcome = world.anyNode().ask("trim", Duration.ofSeconds(30).toNanos(),
                access -> access.messages().trim(owner, before, atMost));
        world.trace().say(world.scheduler().now(), () -> "trim of " + owner + ": " + outcome);
        boolean ofNobody = outcome instanceof Outcome.Refused<Integer>(Refusal.NoSuchUser nobody)
                && world.ledger().erased().contains(owner);
        if (outcome instanceof Outcome.Refused<Integer>(Refusal refusal) && !(refusal instanceof Refusal.BadValue)
                && !ofNobody) {
            world.ledger().violation("refused without reason: to trim " + owner + ": " + refusal);
        }
    }
}
