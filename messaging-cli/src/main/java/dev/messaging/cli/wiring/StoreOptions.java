package dev.messaging.cli.wiring;

import dev.messaging.cli.wiring.StoreRequest.Use;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on. */
public final class StoreOptions {
    /** What everybody gets who does not choose; an installation may lack it. */
    private static final String DEFAULT = "sqlite";

    /** Leaves room for a table's own name within the 255 characters that DynamoDB allows. */
    private static final int PREFIX_MAX = 240;

    private final Surroundings surroundings;

    @Option(names = "--store", paramLabel = "STORE", description = {
            "sqlite[:FILE], dynamodb[:ENDPOINT], dynamodb-local[:DIR] or memory.", "Default: " + DEFAULT})
    private @Nullable String store;

    @Option(names = "--prefix", paramLabel = "PREFIX", defaultValue = "messaging-",
            description = "What the names of DynamoDB's tables begin with. Default: ${DEFAULT-VALUE}")
    private String prefix = "";

    @Option(names = "--region", paramLabel = "REGION", description = "The AWS region. Default: AWS's own settings")
    private @Nullable String region;

    /**
     * Options yet to be parsed.
     *
     * @param surroundings where they come from
     */
    public StoreOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Opens the chosen store for one command.
     *
     * @param use what the command does with it
     * @return a backend over it, to be set up further
     */
    public Messaging.Builder open(Use use) {
        return over(kind().open(request(use)));
    }

    /**
     * Opens the chosen store for a server.
     *
     * @param use whether it may be the first time
     * @param recoveryAfter how long a delivery may be under way before others finish it, where a store has such
     * @param recoveryByCall whether that happens only when somebody asks for it
     * @param metrics where it counts
     * @return a backend over it, to be set up further
     */
    public Messaging.Builder openForServing(Use use, Duration recoveryAfter, boolean recoveryByCall,
            ServerMetrics metrics) {
        return over(kind().open(request(use, Optional.of(recoveryAfter), !recoveryByCall, metrics.registry())));
    }

    /**
     * What stands for a password where an account is to be protected and its password is not known: nobody can log in until an
     * operator sets another.
     *
     * @return what is kept of a password that was made at random and forgotten
     */
    public static PasswordHash forgottenPassword() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return new Argon2id().hash(new Password(HexFormat.of().formatHex(bits)));
    }

    private static Messaging.Builder over(Store store) {
        return Messaging.over(store).hashing(new Argon2id());
    }

    /**
     * Creates the tables that the chosen store lacks.
     *
     * @return where they are
     */
    public String createTables() {
        return kind().createTables(request(Use.BEGIN));
    }

    /**
     * Tells how the chosen store's tables are.
     *
     * @return what was looked at
     */
    public TablesFound tables() {
        return kind().tables(request(Use.READ));
    }

    /**
     * Tells how the chosen store's tables are, whatever kind of store it is.
     *
     * @return what was looked at; nothing if it has no tables
     */
    public List<TablesFound.Setting> settings() {
        return kind().hasTables() ? tables().settings() : List.of();
    }

    /**
     * Copies the chosen store into a file.
     *
     * @param to the file
     * @return what was made
     */
    public StoreKind.Backup backup(Path to) {
        return kind().backup(request(Use.READ), to);
    }

    /**
     * Puts a copy in the place of the chosen store.
     *
     * @param copy the file
     * @param replacing whether a store that is there may be replaced
     * @return what was done
     */
    public StoreKind.Restored restore(Path copy, boolean replacing) {
        return kind().restore(request(Use.BEGIN), copy, replacing);
    }

    private StoreKind kind() {
        String name = chosen().split(":", 2)[0];
        return surroundings.stores().stream().filter(kind -> kind.name().equals(name)).findFirst()
                .orElseThrow(() -> new WrongUsage(complaint(name)));
    }

    private StoreRequest request(Use use) {
        return request(use, Optional.empty(), false, new CompositeMeterRegistry());
    }

    private StoreRequest request(Use use, Optional<Duration> recoveryAfter, boolean recovering, MeterRegistry meters) {
        String[] parts = chosen().split(":", 2);
        Optional<String> place = parts.length == 1 ? Optional.empty() : Optional.of(parts[1]);
        if (place.filter(String::isEmpty).isPresent()) {
            throw new WrongUsage("--store " + chosen() + " names nothing behind the colon.");
        }
        return new StoreRequest(use, place, checkedPrefix(), checkedRegion(), recoveryAfter, recovering, meters,
                surroundings);
    }

    private String checkedPrefix() {
        if (!prefix.matches("[A-Za-z0-9_.-]{0," + PREFIX_MAX + "}")) {
            throw new WrongUsage(
                    "--prefix takes up to " + PREFIX_MAX + " letters, digits, \"_\", \".\" and \"-\", not \""
                            + prefix + "\".");
        }
        return prefix;
    }

    private Optional<String> checkedRegion() {
        if (region != null && !region.matches("[a-z0-9-]+")) {
            throw new WrongUsage("--region takes a name like eu-central-1, not \"" + region + "\".");
        }
        return Optional.ofNullable(region);
    }

    private String chosen() {
        return store == null ? DEFAULT : store;
    }

    private String complaint(String name) {
        String choices = surroundings.stores().stream().map(StoreKind::form).collect(Collectors.joining(", "));
        String wrong = name.equals(DEFAULT)
                ? "This distribution was built without " + DEFAULT + ": name another --store."
                : "There is no store of the kind \"" + name + "\".";
        return wrong + " Choices: " + choices + ".";
    }
}
