package dev.messaging.cli.cost;

import dev.messaging.cli.wiring.WrongUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * A price: one for all, or cheaper for what is beyond some quantity of a month.
 *
 * @param steps from the first on; the last is without end
 */
record Tiers(List<Step> steps) {
    /** Keeps a copy. */
    Tiers {
        steps = List.copyOf(steps);
    }

    /** Up to a quantity, counted from the beginning. */
    record Step(double upTo, double usdEach) {}

    /** Reads {@code 0.25}, or {@code 100:0 10240:0.09 *:0.05}. */
    static Tiers parse(String name, String text) {
        String[] words = text.split("\\s+", -1);
        if (words.length == 1 && !text.contains(":")) {
            return new Tiers(List.of(new Step(Double.POSITIVE_INFINITY, number(name, text, text))));
        }
        List<Step> steps = new ArrayList<>();
        double before = 0;
        for (String word : words) {
            String[] halves = word.split(":", -1);
            if (halves.length != 2) {
                throw wrong(name, text);
            }
            double upTo = halves[0].equals("*") ? Double.POSITIVE_INFINITY : number(name, text, halves[0]);
            if (upTo <= before) {
                throw wrong(name, text);
            }
            steps.add(new Step(upTo, number(name, text, halves[1])));
            before = upTo;
        }
        if (!Double.isInfinite(before)) {
            throw wrong(name, text);
        }
        return new Tiers(steps);
    }

    private static double number(String name, String text, String part) {
        try {
            double number = Double.parseDouble(part);
            if (number >= 0 && number < 1e9) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(name, text);
        }
        throw wrong(name, text);
    }

    private static WrongUsage wrong(String name, String text) {
        return new WrongUsage("The price " + name + " is \"" + text
                + "\": it must be a number from 0 on, like 0.25, or steps that rise and end with *, like 100:0 *:0.09.");
    }

    double of(double quantity) {
        double usd = 0;
        double before = 0;
        for (Step step : steps) {
            usd += Math.max(0, Math.min(quantity, step.upTo) - before) * step.usdEach;
            before = step.upTo;
        }
        return usd;
    }
}
