package dev.messaging.cli.cost;

import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reckons what a number of users costs in a month, from the table of what each operation costs, and from list prices. */
@Command(name = "cost", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Reckons what N users cost on AWS in a month. Needs no account, and asks nobody.",
        footer = {"", "Example:", "  messaging cost --users 100000"})
public final class CostCommand implements Callable<Integer> {
    private static final int DONE = 0;

    private final Surroundings surroundings;

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhat users do:%n", order = 1)
    private WorkloadOptions workload = new WorkloadOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhat serves them:%n", order = 2)
    private StackOptions stack = new StackOptions();

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices that differ from those known, as lines like"
            + " dynamodb.storage.gb = 0.25.")
    private @Nullable Path pricesFile;

    @Option(names = "--show-prices",
            description = "Shows all prices that are known, with where they are from, and ends.")
    private boolean showPrices;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Form form = Form.table;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draws a chart into a file, too.")
    private @Nullable Path svg;

    /** As it is written on the command line. */
    enum Form {
        table, json
    }

    /**
     * The command with what it needs of its process.
     *
     * @param surroundings where to answer
     */
    public CostCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter answers = surroundings.answers();
        if (showPrices) {
            show(prices(), answers);
            return DONE;
        }
        CostAnswer answer = answer();
        if (svg != null) {
            draw(answer, svg);
        }
        switch (form) {
            case table -> Report.of(answer).forEach(answers::println);
            case json -> answers.println(CostJson.of(answer));
        }
        answers.flush();
        return DONE;
    }

    private static void show(Prices prices, PrintWriter answers) {
        answers.print(Prices.source());
        List<String> changed = prices.otherThan(Prices.known());
        if (!changed.isEmpty()) {
            answers.println();
            answers.println("# Changed by --prices:");
            changed.forEach(answers::println);
        }
        answers.flush();
    }

    private Prices prices() {
        return pricesFile == null ? Prices.known() : Prices.known().changedBy(pricesFile);
    }

    private CostAnswer answer() {
        Prices prices = prices();
        Workload users = workload.workload();
        Fixed fixed = stack.graph().map(StackGraph::read).orElseGet(Fixed::nothing);
        Stack serving = stack.stack(fixed);
        if (serving.isLambda() && !users.way().polls()) {
            throw new WrongUsage("--way events: a function cannot keep connections open; with --compute lambda clients"
                    + " poll, say --way cursor.");
        }
        return CostAnswer.of(users, serving, prices, workload.users(), fixed.notes());
    }

    private static void draw(CostAnswer answer, Path file) {
        try {
            var unused = Files.writeString(file, CostChart.of(answer));
        } catch (IOException unwritable) {
            throw new WrongUsage("--svg: " + file + " cannot be written: " + unwritable.getMessage());
        }
    }
}
