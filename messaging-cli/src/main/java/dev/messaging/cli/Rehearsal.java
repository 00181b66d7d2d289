package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreKind;
import dev.messaging.cli.wiring.StoreKinds;
import dev.messaging.cli.wiring.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Makes the commonest commands one after the other, so that a launcher can let Java record what they load. What is recorded
 * loads sooner from then on; what is not, as ever.
 */
public final class Rehearsal {
    private static final List<String> COMMANDS = List.of("--help", "--version", "user create --help",
            "user create --id user-a --name A", "user create --id user-b", "user block user-a user-b",
            "group create --id group-g --member user-a --member user-b",
            "message send --from user-a --to group-g --text Hello", "message check user-b", "user show user-a",
            "group show group-g", "user show user-a --output json", "user show");

    private Rehearsal() {}

    /**
     * Makes the commands on a store in an empty folder, and ends the process: with 0 unless one met trouble.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) {
        PrintWriter answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(make(Path.of(arguments[0]), StoreKinds.ofThisDistribution(), answers)
                ? ExitCodes.DONE
                : ExitCodes.DEFECT);
    }

    /** Tells whether none met trouble. In memory, which forgets between commands, some are refused: that is none. */
    static boolean make(Path folder, List<StoreKind> stores, PrintWriter answers) {
        boolean hasFile = stores.stream().anyMatch(kind -> kind.name().equals("sqlite"));
        Surroundings surroundings = new Surroundings(
                Map.of("MESSAGING_STORE", hasFile ? "sqlite:" + folder.resolve("rehearsal.db") : "memory"),
                InputStream.nullInputStream(), answers, answers, false, Optional.empty(), stores,
                question -> Optional.empty(), () -> new CountDownLatch(0));
        int worst = 0;
        for (String command : COMMANDS) {
            worst = Math.max(worst, CommandLines.execute(surroundings, command.split(" ", -1)));
        }
        return worst < ExitCodes.STORE_TROUBLE;
    }
}
