package dev.messaging.dynamo.simulation;

import java.time.Duration;
import java.util.List;

/** Turns clocks, and now and then stops or kills a process that nobody is looking at. */
final class Troublemaker {
    private final World world;
    private final Chance chance;
    private final long clockOffMaxMillis;

    Troublemaker(World world) {
        this.world = world;
        this.chance = world.chance();
        this.clockOffMaxMillis = chance
                .any(List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(25), Duration.ofMinutes(4)))
                .toMillis();
    }

    void makeTrouble() {
        world.nodes().forEach(this::turnClock);
        while (!world.weather().isCalm()) {
            world.scheduler()
                    .sleep(chance.magnitude(Duration.ofMillis(10).toNanos(), Duration.ofSeconds(60).toNanos()));
            if (!world.weather().isCalm()) {
                if (chance.happens(0.5)) {
                    turnClock(world.anyNode());
                } else {
                    world.anyNode().suffer(1_000_000);
                }
            }
        }
    }

    private void turnClock(Node node) {
        if (clockOffMaxMillis > 0) {
            node.setClock(chance.evenly(-clockOffMaxMillis, clockOffMaxMillis));
        }
    }
}
