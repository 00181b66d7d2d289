package dev.messaging.cli.crash;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Kills, stops and restarts the servers of one node until the end; then there is one that runs. Of several nodes one is always
 * spared, or a slow machine would be busy with starting servers that nobody gets to talk to.
 */
final class Faults implements Task {
    private static final int CALM_MILLIS_MIN = 1_000;
    private static final int CALM_MILLIS_MAX = 6_000;
    private static final int DOWN_MILLIS_MAX = 2_000;
    private static final Duration STILL_MAX = Duration.ofSeconds(20);

    private final Node node;
    private final Semaphore turns;
    private final List<Version> versions;
    private final RandomGenerator random;
    private final Journal journal;
    private final int stillMillisMax;

    /**
     * The faults of a node.
     *
     * @param turns as many as may be disturbed at once
     * @param recoveryAfter a server stands still for up to twice that, so that others deliver what it is about to deliver
     */
    Faults(Node node, Semaphore turns, List<Version> versions, Duration recoveryAfter, RandomGenerator random,
            Journal journal) {
        this.turns = turns;
        this.node = node;
        this.versions = versions;
        this.random = random;
        this.journal = journal;
        Duration twice = recoveryAfter.multipliedBy(2);
        this.stillMillisMax = (int) (twice.compareTo(STILL_MAX) < 0 ? twice : STILL_MAX).toMillis();
    }

    @Override
    public void turn() throws InterruptedException {
        Thread.sleep(random.nextInt(CALM_MILLIS_MIN, CALM_MILLIS_MAX));
        turns.acquire();
        try {
            journal.watch(node);
            disturb();
        } finally {
            turns.release();
        }
    }

    private void disturb() throws InterruptedException {
        boolean stands = random.nextInt(5) < 2;
        boolean falls = !stands || random.nextInt(4) == 0;
        if (stands) {
            journal.pauses.incrementAndGet();
            node.pause();
            Thread.sleep(random.nextInt(stillMillisMax));
        }
        if (falls) {
            journal.kills.incrementAndGet();
            node.kill();
            Thread.sleep(random.nextInt(DOWN_MILLIS_MAX));
            node.start(versions.get(random.nextInt(versions.size())));
        } else {
            node.resume();
        }
    }
}
