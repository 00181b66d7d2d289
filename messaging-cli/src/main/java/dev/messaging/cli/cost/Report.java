package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Estimates as text: side by side for some numbers of users, and below what they are made of. */
final class Report {
    /** That many fit beside each other. */
    private static final int BESIDE = 4;
    private static final int TITLES = 26;
    private static final int FIGURES = 13;

    private final CostAnswer answer;
    private final List<String> lines = new ArrayList<>();

    private Report(CostAnswer answer) {
        this.answer = answer;
    }

    static List<String> of(CostAnswer answer) {
        Report report = new Report(answer);
        report.addHead();
        List<Estimate> all = answer.estimates();
        for (int i = 0; i < all.size(); i += BESIDE) {
            report.addTogether(all.subList(i, Math.min(all.size(), i + BESIDE)));
        }
        all.forEach(report::addOperations);
        all.forEach(report::addOlder);
        report.addNotes();
        return List.copyOf(report.lines);
    }

    private void addHead() {
        add("US dollars a month in " + answer.region() + ", list prices as known on " + answer.pricesKnownOn()
                + " (not fetched; messaging cost --show-prices)");
        Workload workload = answer.workload();
        add("Each user: " + (workload.way().polls()
                ? Shown.plain(workload.checksAMinute()) + " checks a minute (" + workload.way() + ")"
                : "listens (events)") + ", " + Shown.plain(workload.messagesADay()) + " messages a day of "
                + workload.textBytes() + " bytes, " + Shown.percent(workload.groupShare()) + " of them to its "
                + Shown.plain(workload.groupsAUser()) + " groups of " + workload.groupSize() + "; "
                + Shown.percent(workload.protectedShare()) + " of the accounts are protected (" + workload.credentials()
                + "); messages are kept " + Shown.plain(workload.retainedDays()) + " days; it is month "
                + workload.months() + ".");
        Stack stack = answer.stack();
        add("On: " + (stack.isLambda()
                ? "Lambda of " + stack.lambda().megabytes() + " MB, " + Shown.plain(stack.lambda().millis()) + " ms"
                : stack.instance() + ", " + stack.nodesMin() + " at least") + ", balancer " + stack.balancer()
                + ", DynamoDB " + stack.billing() + ", peak " + Shown.plain(stack.peakFactor())
                + " times the average, which takes " + Shown.percent(stack.utilisation())
                + " of what there is.");
    }

    private void add(String text) {
        lines.addAll(Columns.wrapped(text, "  "));
    }

    private void addTogether(List<Estimate> some) {
        Columns table = new Columns(TITLES, FIGURES);
        row(table, "users", some, estimate -> Shown.whole(estimate.users()));
        row(table, "requests a second", some, estimate -> Shown.count(estimate.traffic().requestsASecond()));
        row(table, "  at the peak", some,
                estimate -> Shown.count(estimate.traffic().requestsASecond() * answer.stack().peakFactor()));
        row(table, "instances", some, estimate -> Shown.whole(estimate.nodes().count()));
        row(table, "GB to the internet", some, estimate -> Shown.count(estimate.traffic().bytesOut() / MonthlyBill.GB));
        Arrays.stream(Part.values())
                .filter(part -> some.stream().anyMatch(estimate -> estimate.bill().usd(part) > 0))
                .forEach(part -> row(table, part.title(), some, estimate -> Shown.usd(estimate.bill().usd(part))));
        row(table, "dollars a month", some, estimate -> Shown.usd(estimate.usd()));
        row(table, "  per 1,000 users", some, estimate -> Shown.usd(estimate.usdPerThousand()));
        lines.add("");
        lines.addAll(table.lines());
    }

    private static void row(Columns table, String title, List<Estimate> some, Function<Estimate, String> figure) {
        table.add(title, some.stream().map(figure).toList());
    }

    private void addOperations(Estimate estimate) {
        Columns table = new Columns(27, 8);
        table.add("", List.of("", "", "read", "", "written", ""));
        table.add("a month, " + Shown.count((double) estimate.users()) + " users",
                List.of("count", "trips", "direct.", "messag.", "direct.", "messag."));
        estimate.operations().forEach(line -> table.add(line.operation(),
                List.of(Shown.count(line.count()), Shown.count(line.trips()), Shown.count(line.directory().read()),
                        Shown.count(line.messages().read()), Shown.count(line.directory().write()),
                        Shown.count(line.messages().write()))));
        table.add("together", List.of("", "", Shown.count(estimate.read()), "", Shown.count(estimate.written()), ""));
        lines.add("");
        lines.addAll(table.lines());
        Bill bill = estimate.bill();
        add("paid for: " + String.join(", ", bill.lines().stream()
                .map(line -> Shown.count(line.quantity()) + " " + line.what()).toList())
                + (estimate.nodes().count() == 0 ? "" : "; instances by " + estimate.nodes().because()));
    }

    private void addOlder(Estimate estimate) {
        Columns table = new Columns(27, 10);
        table.add("DynamoDB, " + Shown.count((double) estimate.users()) + " users",
                List.of("calls", "units", "read", "written", "dollars"));
        double usd = estimate.bill().usd(Part.REQUESTS);
        table.add("", List.of("a check", "a check", "a month", "", ""));
        table.add("this one", List.of(Shown.count(answer.callsACheck(estimate)),
                Shown.count(answer.unitsACheck(estimate)), Shown.count(estimate.read()),
                Shown.count(estimate.written()), Shown.usd(usd)));
        estimate.older().forEach(older -> table.add("older design " + older.name(),
                List.of(Shown.count(older.callsACheck()), Shown.count(older.unitsACheck()),
                        Shown.count(older.readAMonth()), Shown.count(older.writtenAMonth()), Shown.usd(older.usd()))));
        lines.add("");
        lines.addAll(table.lines());
        estimate.older().forEach(older -> add("  " + older.name() + ": " + String.join("; ", older.breaksDown())));
    }

    private void addNotes() {
        lines.add("");
        answer.notes().forEach(note -> add("- " + note));
    }
}
