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

    /** Ever more rarely, for what takes long does not need more of it. */
    void makeTrouble() {
        world.nodes().forEach(this::turnClock);
        for (long times = 0; !world.weather().isCalm(); times++) {
            long most = Duration.ofSeconds(60).toNanos() * (1 + times * times / 4);
            world.scheduler().sleep(chance.magnitude(Duration.ofMillis(10).toNanos(), most));
            if (world.weather().isCalm()) {
                return;
            }
            if (chance.happens(0.5)) {
                turnClock(world.anyNode());
            } else {
                world.anyNode().suffer(1_000_000);
            }
        }
    }

    private void turnClock(Node node) {
        if (clockOffMaxMillis > 0) {
            node.setClock(chance.evenly(-clockOffMaxMillis, clockOffMaxMillis));
        }
    }
}
