package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An operator who erases users, one after the other, each in as many calls as it takes. */
final class Eraser {
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
    private static final Duration CLOCKS = Duration.ofMinutes(9);
    private static final int CALLS_MAX = 400;

    private final World world;
    private final Chance chance;

    /** @param chance of its own, so that worlds in which nobody is erased are what they would be without it */
    Eraser(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void eraseNowAndThen() {
        List<UserId> users = List.copyOf(world.ledger().users());
        int howMany = chance.from(1, Math.max(1, users.size() - 1));
        for (int i = 0; i < howMany && !world.weather().isCalm(); i++) {
            world.scheduler().sleep(pauseNanos());
            boolean unused = erase(users.get(i), () -> !world.weather().isCalm());
        }
    }

    private long pauseNanos() {
        return world.settings().trims()
                ? chance.magnitude(Duration.ofSeconds(1).toNanos(), Duration.ofHours(20).toNanos())
                : chance.magnitude(1_000_000, Duration.ofSeconds(3).toNanos());
    }

    /** When everything is calm: whatever was begun. */
    void finish() {
        List.copyOf(world.ledger().erased()).forEach(user -> {
            if (!erase(user, () -> true)) {
                world.ledger().violation("the erasure of " + user + " comes to no end");
            }
        });
    }

    /** Whether nothing is left. */
    private boolean erase(UserId user, BooleanSupplier goesOn) {
        world.ledger().erases(user);
        for (int calls = 0; calls < CALLS_MAX && goesOn.getAsBoolean(); calls++) {
            Outcome<Erasure> outcome = call(user);
            switch (outcome) {
                case Outcome.Done<Erasure>(Erasure erasure) -> {
                    world.ledger().erased(user, world.scheduler().now());
                    if (erasure.left() instanceof Erasure.Nothing) {
                        return true;
                    }
                    untilItIsWorthIt(erasure).ifPresent(pause -> world.scheduler().sleep(pause.toNanos()));
                }
                case Outcome.Refused<Erasure>(Refusal refusal) -> {
                    world.ledger().violation("refused without reason: to erase " + user + ": " + refusal);
                    return false;
                }
                default -> world.scheduler().sleep(chance.magnitude(1_000_000, 40_000_000_000L));
            }
        }
        return false;
    }

    private Outcome<Erasure> call(UserId user) {
        int atMost = chance.from(1, 30);
        Outcome<Erasure> outcome = world.anyNode().ask("erase", PATIENCE,
                access -> access.users().erase(user, atMost));
        world.trace().say(world.scheduler().now(), () -> "erasure of " + user + ": " + outcome);
        return outcome;
    }

    /** The node that said so may have its clock off. */
    private Optional<Duration> untilItIsWorthIt(Erasure erasure) {
        return erasure.left() instanceof Erasure.Later(var notBefore, var why)
                ? Optional.of(Duration.ofMillis(Math.max(0, notBefore.toEpochMilli() - world.nowMillis())).plus(CLOCKS))
                : Optional.empty();
    }
}
