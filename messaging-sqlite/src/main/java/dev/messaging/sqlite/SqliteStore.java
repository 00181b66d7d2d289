package dev.messaging.sqlite;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A store in one file on one machine. What was answered is on the disk: it survives a crash of the process and of the
 * machine. Other processes may open the same file at the same time, through this class; more than one machine is what
 * DynamoDB is for.
 *
 * <p>Everything has a bound, and beyond it fails with a {@link StoreException}: 1,024 changes and 1,024 reads wait; a
 * change waits a second for a place in the queue and 15 seconds for its outcome, which is unknown if it was begun by
 * then; a read waits 10 seconds for its answer; a lock of another process is waited for 5 seconds, or a little more.
 */
public final class SqliteStore implements Store {
    private final DatabaseFile file;
    private final Optional<ServerLock> serverLock;
    private final Writer writer;
    private final Readers readers;
    private final Tails tails;
    private final Directory directory;
    private final Credentials credentials;
    private final Inboxes inboxes;
    private final Archive archive;
    private final SqliteErasure erasure;
    private final InstantSource clock;

    private SqliteStore(DatabaseFile file, Optional<ServerLock> serverLock, Session session, InstantSource clock,
            MeterRegistry meters) {
        this.file = file;
        this.serverLock = serverLock;
        StoreMetrics metrics = new StoreMetrics(meters);
        this.writer = new Writer(file, session, Writer.Bounds.USUAL, metrics);
        this.readers = new Readers(file, Readers.THREADS, metrics);
        this.tails = new Tails(file);
        metrics.watch(writer, readers);
        this.directory = new SqliteDirectory(readers, writer);
        this.credentials = new SqliteCredentials(readers, writer);
        this.inboxes = new SqliteInboxes(readers, writer, tails, clock);
        this.erasure = new SqliteErasure(writer);
        this.archive = new SqliteArchive(readers, writer, erasure, file);
        this.clock = clock;
    }

    /**
     * Opens a file, and creates it if it does not exist.
     *
     * @param file where; the folder must exist
     * @return the store, on the system's clock
     * @throws StoreException if the file cannot be used, with a sentence that says why
     */
    public static SqliteStore open(Path file) {
        return at(file).open();
    }

    /**
     * Begins to set up a store.
     *
     * @param file where; the folder must exist
     * @return a builder with the usual settings
     */
    public static Builder at(Path file) {
        return at(new DatabaseFile(file));
    }

    static Builder at(DatabaseFile file) {
        return new Builder(file);
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
        return erasure.erase(user, atMost, clock.millis());
    }

    @Override
    public String location() {
        return file.location();
    }

    @Override
    public void ping() {
        int unused = readers.read(Schema::version);
    }

    @Override
    public int recover() {
        return 0; // A transaction leaves nothing half done.
    }

    /** Finishes what waits, for 40 seconds at most; what comes later is refused. */
    @Override
    public void close() {
        // The connection that is closed last folds the log into the file; the writer's may take its time.
        tails.close();
        readers.close();
        writer.close();
        serverLock.ifPresent(ServerLock::close);
    }

    /** Settings of a store. */
    public static final class Builder {
        private final DatabaseFile file;
        private InstantSource clock = Clock.systemUTC();
        private boolean server;
        private DatabaseFile.Use use = DatabaseFile.Use.BEGIN;
        private MeterRegistry meters = new CompositeMeterRegistry();

        private Builder(DatabaseFile file) {
            this.file = file;
        }

        /**
         * Sets where the times of inbox entries come from; the system's clock unless told otherwise.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Makes this store the file's one server: as long as it is open, nobody else can open the file as a server. All
         * others still can use it.
         *
         * @return this builder
         */
        public Builder asServer() {
            this.server = true;
            return this;
        }

        /**
         * Opens the file only if it is there with a store in it; without this, what is missing is created.
         *
         * @return this builder
         */
        public Builder existing() {
            this.use = DatabaseFile.Use.CHANGE;
            return this;
        }

        /**
         * Opens the file only if it is there with a store in it, and does not bring that to the format of this program: one of an
         * earlier format is refused. For whoever only reads.
         *
         * @return this builder
         */
        public Builder asItIs() {
            this.use = DatabaseFile.Use.READ;
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
         * Opens the store.
         *
         * @return the store
         * @throws StoreException if the file cannot be used, or has a server already, with a sentence that says why
         */
        public SqliteStore open() {
            Optional<ServerLock> lock = server ? Optional.of(ServerLock.on(file)) : Optional.empty();
            try {
                return new SqliteStore(file, lock, file.open(use), clock, meters);
            } catch (RuntimeException trouble) {
                lock.ifPresent(ServerLock::close);
                throw trouble;
            }
        }
    }
}
