package dev.messaging.dynamo.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance, from one seed. Whole numbers only, so that it is the same on every machine. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    double share() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    long evenly(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /** Every order of magnitude between two numbers as often as any other. */
    long magnitude(long least, long most) {
        int doublings = 63 - Long.numberOfLeadingZeros(Math.max(1, most / least));
        long low = least << random.nextInt(doublings + 1);
        return Math.min(most, low + random.nextLong(low));
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    SplittableRandom split() {
        return random.split();
    }
}
