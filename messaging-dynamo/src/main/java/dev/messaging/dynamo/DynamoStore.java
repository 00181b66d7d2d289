package dev.messaging.dynamo;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.schema.TableDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/**
 * The store on DynamoDB: for any number of users, and any number of nodes that share the tables.
 *
 * {@snippet :
 * DynamoDbClient client = DynamoClients.inAws(Optional.empty());
 * DynamoTables.of(client, TableDefinition.DEFAULT_PREFIX).create(); // once
 * Store store = DynamoStore.over(client).open();
 * }
 */
public final class DynamoStore implements Store {
    private static final Duration PING = Duration.ofSeconds(3);
    /** Whoever calls for a recovery waits for it, on a function for less than 30 s: so long, and then what is in work. */
    private static final Duration CALLED_FOR = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final DynamoDbClient client;
    private final boolean closesClient;
    private final String prefix;
    private final Surroundings surroundings;
    private final Database database;
    private final Counters counters = new Counters();
    private final Recovery recovery;
    private final Optional<RecoveryLoop> recoveryLoop;
    private final Directory directory;
    private final Credentials credentials;
    private final Inboxes inboxes;
    private final Archive archive;
    private final UserErasure erasure;
    private final Duration patience;

    private DynamoStore(Builder settings, Database database, Surroundings surroundings) {
        this.client = settings.client;
        this.closesClient = settings.closesClient;
        this.prefix = settings.prefix;
        this.surroundings = surroundings;
        this.database = database;
        DirectoryTable directoryTable = new DirectoryTable(database, surroundings);
        InboxTable inboxTable = new InboxTable(database, surroundings);
        OutboxTable outbox = new OutboxTable(database, surroundings);
        Tails tails = new Tails(inboxTable, surroundings);
        Append append = new Append(inboxTable, tails, surroundings);
        FanOut fanOut = new FanOut(append, outbox, surroundings);
        Accounts accounts = new Accounts(directoryTable, surroundings);
        Requests requests = new Requests(directoryTable);
        SendFacts facts = new SendFacts(directoryTable, requests, accounts, surroundings, tails);
        Starts starts = new Starts(tails, surroundings);
        Delivery delivery = new Delivery(facts, starts, append, fanOut, outbox, surroundings);
        KeyedDelivery keyedDelivery = new KeyedDelivery(facts, starts, requests, append, fanOut, outbox, surroundings);
        Floors floors = new Floors(directoryTable, surroundings);
        Reading reading = new Reading(inboxTable, tails, accounts, floors, surroundings, counters);
        Supplier<Patience> waiting = () -> new Patience(surroundings, settings.patience);
        LargeGroup largeGroup = new LargeGroup(directoryTable, surroundings);
        this.directory = new DynamoDirectory(directoryTable, requests,
                new GroupCreation(directoryTable, requests, largeGroup),
                surroundings,
                waiting);
        this.credentials = new DynamoCredentials(directoryTable, accounts, waiting,
                () -> Instant.ofEpochMilli(surroundings.nowMillis()));
        Trim trim = new Trim(directoryTable, inboxTable, outbox, floors, surroundings);
        this.inboxes = new DynamoInboxes(delivery, keyedDelivery, reading,
                new Growth(inboxTable, tails, surroundings), trim, inboxTable, tails, waiting);
        this.erasure = new UserErasure(directoryTable, inboxTable, append, trim, accounts, surroundings);
        this.archive = new DynamoArchive(new StoredItems(database), inboxTable, new Decided(requests, inboxTable),
                new Pieces(directoryTable, inboxTable, surroundings),
                new Examined(directoryTable, inboxTable, surroundings), new Mending(directoryTable), erasure,
                surroundings, waiting);
        this.patience = settings.patience;
        RecoveryPace pace = new RecoveryPace(settings.overdueAfter);
        this.recovery = new Recovery(outbox, fanOut, largeGroup, database, surroundings, pace, counters);
        database.metrics().watch(counters, recovery, database);
        this.recoveryLoop = settings.recovery
                ? Optional.of(RecoveryLoop.start(recovery, pace, surroundings))
                : Optional.empty();
    }

    /**
     * Begins to set up a store.
     *
     * @param client how to reach DynamoDB, from {@link DynamoClients} or one's own; stays open when the store is closed,
     *     unless told otherwise
     * @return a builder with sensible settings
     */
    public static Builder over(DynamoDbClient client) {
        return new Builder(client);
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Inboxes inboxes() {
        return inboxes;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public Erasure erase(UserId user, int atMost) {
        return erasure.erase(new Patience(surroundings, patience), user, atMost);
    }

    @Override
    public String location() {
        DynamoDbServiceClientConfiguration configuration = client.serviceClientConfiguration();
        return "dynamodb:" + configuration.endpointOverride().map(URI::toString).orElse(configuration.region().id())
                + "/" + prefix;
    }

    @Override
    public void ping() {
        database.ping(new Patience(surroundings, PING));
    }

    /**
     * What an operator should know about and no caller is told.
     *
     * @return the counters, which go on counting
     */
    public Counters counters() {
        return counters;
    }

    @Override
    public int recover() {
        return recovery.round(CALLED_FOR);
    }

    /** What the store does by itself, unless told otherwise. */
    Recovery recovery() {
        return recovery;
    }

    /**
     * Stops the recovery and waits, 10 s at most, for what was put off until after an answer. Calls that are still under
     * way on other threads fail; what they had accepted is finished by the recovery of some node.
     */
    @Override
    public void close() {
        recoveryLoop.ifPresent(RecoveryLoop::close);
        surroundings.settle(SETTLING);
        database.close();
        if (closesClient) {
            client.close();
        }
    }

    /** Settings of a store. */
    public static final class Builder {
        private final DynamoDbClient client;
        private boolean closesClient;
        private String prefix = TableDefinition.DEFAULT_PREFIX;
        private InstantSource clock = Clock.systemUTC();
        private @Nullable Surroundings surroundings;
        private Duration patience = Duration.ofSeconds(10);
        private Duration overdueAfter = Duration.ofSeconds(60);
        private boolean recovery = true;
        private MeterRegistry meters = new CompositeMeterRegistry();

        private Builder(DynamoDbClient client) {
            this.client = client;
        }

        /**
         * Lets the store close the client when it is closed itself.
         *
         * @return this builder
         */
        public Builder closingClient() {
            this.closesClient = true;
            return this;
        }

        /**
         * Sets what the tables' names begin with; {@value TableDefinition#DEFAULT_PREFIX} unless told otherwise.
         *
         * @param tablePrefix letters, digits, hyphens, dots and underscores
         * @return this builder
         */
        public Builder prefix(String tablePrefix) {
            this.prefix = tablePrefix;
            return this;
        }

        /**
         * Sets where the time comes from; the system's clock unless told otherwise. No more than 30 s off DynamoDB's, or
         * nothing is written.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Sets what the protocol runs on, the clock included; virtual threads unless told otherwise.
         *
         * @param others the surroundings
         * @return this builder
         */
        public Builder surroundings(Surroundings others) {
            this.surroundings = others;
            return this;
        }

        /**
         * Sets how long one call may take before it fails; 10 s unless told otherwise.
         *
         * @param atMost the time; one request under way may exceed it
         * @return this builder
         */
        public Builder patience(Duration atMost) {
            this.patience = atMost;
            return this;
        }

        /**
         * Sets how long a delivery stands before others than its sender work on it; 60 s unless told otherwise. What a dead
         * node left behind is delivered within one and a half times that, if another node runs the recovery and DynamoDB
         * does not throttle. How often is looked for it (8 small queries each time) follows from it: after an eighth to
         * three eighths. A group under creation says itself how long it is to be left alone.
         *
         * @param age the time
         * @return this builder
         */
        public Builder overdueAfter(Duration age) {
            this.overdueAfter = age;
            return this;
        }

        /**
         * Sets whether this process finishes deliveries that others left behind, as it does unless told otherwise. Some
         * process has to: leave it on in servers, switch it off in short-lived commands.
         *
         * @param runs whether it does
         * @return this builder
         */
        public Builder recovery(boolean runs) {
            this.recovery = runs;
            return this;
        }

        /**
         * Sets where the store counts what it does; nowhere unless told otherwise. The names of what it counts begin with
         * {@code messaging.}.
         *
         * @param registry for this store alone, as far as stores go
         * @return this builder
         */
        public Builder meters(MeterRegistry registry) {
            this.meters = registry;
            return this;
        }

        /**
         * Checks the tables and opens the store.
         *
         * @return the store
         * @throws StoreException (not done) if DynamoDB cannot be reached, or a table is missing, is something else, or
         *     was written by a newer program
         */
        public DynamoStore open() {
            Surroundings chosen = surroundings();
            Database database = new Database(client, prefix, chosen, new StoreMetrics(meters));
            new DynamoTables(database, prefix, chosen).check();
            return new DynamoStore(this, database, chosen);
        }

        private Surroundings surroundings() {
            Surroundings given = surroundings;
            return given != null ? given : new ThreadSurroundings(clock);
        }
    }
}
