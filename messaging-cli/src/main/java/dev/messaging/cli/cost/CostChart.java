package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Dollars a month for each number of users, as an SVG of its own. The axis counts by a thousand users, so that a thousand and a million
 * can be compared; above each bar stands the whole amount.
 */
final class CostChart {
    private static final int LEFT = 80;
    private static final int TOP = 70;
    private static final int HEIGHT = 340;
    private static final int LEGEND = 190;
    private static final int WIDTH_MIN = 720;
    private static final int STEPS_MAX = 6;
    private static final int BAR_ROOM = 110;
    private static final int BAR = 70;

    private final CostAnswer answer;
    private final double most;
    private final double step;
    private final int width;
    private final List<String> svg = new ArrayList<>();

    private CostChart(CostAnswer answer) {
        this.answer = answer;
        double highest = answer.estimates().stream().mapToDouble(Estimate::usdPerThousand).max().orElse(1);
        this.step = step(highest);
        this.most = Math.max(step, Math.ceil(highest / step) * step);
        this.width = LEFT + answer.estimates().size() * BAR_ROOM;
    }

    static String of(CostAnswer answer) {
        CostChart chart = new CostChart(answer);
        chart.addHead();
        chart.addAxes();
        for (int i = 0; i < answer.estimates().size(); i++) {
            chart.addBar(answer.estimates().get(i), LEFT + i * BAR_ROOM + (BAR_ROOM - BAR) / 2);
        }
        chart.addLegend();
        chart.svg.add("</svg>");
        return String.join("\n", chart.svg) + "\n";
    }

    /** 1, 2 or 5 with zeros, so that few steps reach the highest. */
    private static double step(double highest) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-6, highest / STEPS_MAX))));
        return Arrays.stream(new double[]{1, 2, 5, 10}).map(factor -> factor * power)
                .filter(candidate -> highest / candidate <= STEPS_MAX).findFirst().orElse(10 * power);
    }

    private double y(double dollars) {
        return TOP + HEIGHT * (1 - dollars / most);
    }

    private void text(double x, double y, String attributes, String words) {
        svg.add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>", x, y, attributes,
                escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private void addHead() {
        int whole = Math.max(width + LEGEND, WIDTH_MIN);
        svg.add(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" "
                        + "role=\"img\">",
                whole, TOP + HEIGHT + 70));
        svg.add("<title>What users cost a month on AWS, by number of users</title>");
        svg.add(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", whole,
                TOP + HEIGHT + 70));
        text(LEFT, 24, "font-size=\"16\" font-weight=\"bold\"", "US dollars a month per 1,000 users");
        Workload workload = answer.workload();
        text(LEFT, 44, "fill=\"#555\"",
                "way " + workload.way() + ", " + Shown.plain(workload.messagesADay()) + " messages a day, groups of "
                        + workload.groupSize() + ", balancer " + answer.stack().balancer() + "; prices as known on "
                        + answer.pricesKnownOn());
    }

    private void addAxes() {
        for (int i = 0; i * step <= most * 1.000001; i++) {
            double y = y(i * step);
            svg.add(String.format(Locale.ROOT, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT, y, width, y));
            text(LEFT - 8, y + 4, "text-anchor=\"end\"", Shown.plain(Math.round(i * step * 1e6) / 1e6));
        }
        svg.add(String.format(Locale.ROOT, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#333\"/>", LEFT,
                TOP + HEIGHT, width, TOP + HEIGHT));
        svg.add(String.format(Locale.ROOT,
                "<text x=\"20\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 20 %d)\">"
                        + "dollars per 1,000 users</text>",
                TOP + HEIGHT / 2, TOP + HEIGHT / 2));
        text((LEFT + width) / 2.0, TOP + HEIGHT + 50, "text-anchor=\"middle\"",
                "users (above each bar: dollars a month for all)");
    }

    private void addBar(Estimate estimate, int x) {
        double reached = 0;
        for (Part part : Part.values()) {
            double dollars = estimate.bill().usd(part) / (double) estimate.users() * 1_000;
            if (dollars > 0) {
                svg.add(String.format(Locale.ROOT,
                        "<rect x=\"%d\" y=\"%.2f\" width=\"%d\" height=\"%.2f\" fill=\"%s\"><title>%s: %s</title></rect>",
                        x,
                        y(reached + dollars), BAR, y(reached) - y(reached + dollars), part.color(),
                        escaped(part.title()), Shown.usd(estimate.bill().usd(part))));
            }
            reached += dollars;
        }
        text(x + BAR / 2.0, y(reached) - 6, "text-anchor=\"middle\" font-weight=\"bold\"",
                Shown.rounded(estimate.usd()));
        text(x + BAR / 2.0, TOP + HEIGHT + 20, "text-anchor=\"middle\"", Shown.whole(estimate.users()));
    }

    private void addLegend() {
        List<Part> parts = Arrays.stream(Part.values())
                .filter(part -> answer.estimates().stream().anyMatch(estimate -> estimate.bill().usd(part) > 0))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(parts.size() - 1 - i);
            int y = TOP + i * 22;
            svg.add(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>",
                    width + 20, y, part.color()));
            text(width + 42, y + 12, "", part.title());
        }
    }
}
