package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be paid for a month.
 *
 * @param lines each thing that has a price
 */
record Bill(List<Line> lines) {
    /** Keeps a copy. */
    Bill {
        lines = List.copyOf(lines);
    }

    /** So much of something. */
    record Line(Part part, String what, double quantity, double usd) {}

    double usd() {
        return lines.stream().mapToDouble(Line::usd).sum();
    }

    double usd(Part part) {
        return lines.stream().filter(line -> line.part == part).mapToDouble(Line::usd).sum();
    }

    /** Collects lines. */
    static final class Builder {
        private final Prices prices;
        private final List<Line> lines = new ArrayList<>();

        Builder(Prices prices) {
            this.prices = prices;
        }

        /** So many at a price each; the price may be in steps. */
        void add(Part part, String what, double quantity, String price) {
            if (quantity > 0) {
                lines.add(new Line(part, what, quantity, prices.usd(price, quantity)));
            }
        }

        /** What is paid by the hour, all month. */
        void addHourly(Part part, String what, double count, String price) {
            if (count > 0) {
                lines.add(new Line(part, what, count, count * Month.HOURS * prices.usd(price)));
            }
        }

        Bill bill() {
            return new Bill(lines);
        }
    }
}
