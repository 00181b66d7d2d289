package dev.messaging.cli.cost;

import java.util.Locale;

/** Numbers as people read them. */
final class Shown {
    private static final String[] STEPS = {"", "k", "M", "G", "T", "P"};

    private Shown() {}

    /** Three digits, and a letter for each thousand: 43.8M. */
    static String count(double number) {
        double left = number;
        int step = 0;
        while (left >= 999.5 && step < STEPS.length - 1) {
            left /= 1_000;
            step++;
        }
        String form = left >= 99.95 || (step == 0 && left == Math.rint(left))
                ? "%.0f%s"
                : left >= 9.995 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, form, left, STEPS[step]);
    }

    /** With cents; without them from ten million on, where nobody reads them. */
    static String usd(double amount) {
        return amount < 1e7 ? String.format(Locale.ROOT, "%,.2f", amount) : count(amount);
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String rounded(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Of a share from 0 to 1. */
    static String percent(double share) {
        return plain(Math.round(share * 10_000) / 100.0) + " %";
    }

    /** As somebody would type it. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
