package dev.messaging.cli.cost;

import dev.messaging.cli.wiring.WrongUsage;

/** Refuses numbers that are out of range, and says by which option, and what would be right. */
final class Numbers {
    private Numbers() {}

    static int whole(String option, long value, int least, int most) {
        return Math.toIntExact(longWhole(option, value, least, most));
    }

    static long longWhole(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new WrongUsage(option + " is a whole number from " + Shown.whole(least) + " to " + Shown.whole(most)
                    + ", not " + value + ".");
        }
        return value;
    }

    static double within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) { // Nor NaN.
            throw new WrongUsage(option + " is a number from " + Shown.plain(least) + " to " + Shown.plain(most)
                    + ", not " + Shown.plain(value) + ".");
        }
        return value;
    }

    static double share(String option, double value) {
        return within(option, value, 0, 1);
    }
}
