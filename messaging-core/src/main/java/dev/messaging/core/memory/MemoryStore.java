package dev.messaging.core.memory;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A store in the memory of this process. It keeps every promise of the ports but one: when the process ends, everything
 * is gone. It has no bound but the heap.
 */
public final class MemoryStore implements Store {
    private static final UserId ANYBODY = new UserId("user-anybody");

    private final MemoryDirectory directory = new MemoryDirectory();
    private final MemoryCredentials credentials = new MemoryCredentials(directory);
    private final MemoryInboxes inboxes;
    private final MemoryErasure erasure;
    private final MemoryArchive archive;
    private final InstantSource clock;

    private MemoryStore(InstantSource clock) {
        this.clock = clock;
        this.inboxes = new MemoryInboxes(directory, clock);
        this.erasure = new MemoryErasure(directory, credentials, inboxes);
        this.archive = new MemoryArchive(directory, credentials, inboxes, erasure);
    }

    /**
     * Creates an empty store on the system's clock.
     *
     * @return the store
     */
    public static MemoryStore create() {
        return new MemoryStore(Clock.systemUTC());
    }

    /**
     * Creates an empty store.
     *
     * @param clock where the times of inbox entries come from
     * @return the store
     */
    public static MemoryStore create(InstantSource clock) {
        return new MemoryStore(clock);
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
        return erasure.erase(user, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public int recover() {
        return 0; // Nothing is ever left half done.
    }

    @Override
    public void ping() {
        boolean unused = directory.exists(ANYBODY); // Memory always answers, unless it is closed.
    }

    @Override
    public void close() {
        directory.close();
    }
}
