package dev.messaging.cli.wiring;

import dev.messaging.core.port.Store;
import java.nio.file.Path;
import java.util.Optional;

/** A kind of store that {@code --store} can name. Found by {@link java.util.ServiceLoader} where it may be left out. */
public interface StoreKind {
    /**
     * What {@code --store} calls it.
     *
     * @return the part before the colon
     */
    String name();

    /**
     * How it is written, for help and complaints.
     *
     * @return the name, with what may follow it in brackets
     */
    String form();

    /**
     * Opens the store.
     *
     * @param request which one, and what for
     * @return the store
     * @throws WrongUsage if the request cannot be meant so
     * @throws dev.messaging.core.port.StoreException if the store cannot be reached
     */
    Store open(StoreRequest request);

    /**
     * Creates the tables that are missing.
     *
     * @param request where
     * @return where the tables are, as {@link Store#location} says it
     * @throws WrongUsage if this kind of store has no tables to be created beforehand
     */
    default String createTables(StoreRequest request) {
        throw new WrongUsage("A store of the kind " + name() + " needs no tables to be created beforehand.");
    }

    /**
     * Whether there are tables that somebody else can have set up otherwise.
     *
     * @return whether {@link #tables} tells of them
     */
    default boolean hasTables() {
        return false;
    }

    /**
     * Tells how the tables are, compared with what this program wants of them. Nothing is changed.
     *
     * @param request where
     * @return what was looked at
     * @throws WrongUsage if this kind of store has no tables
     */
    default TablesFound tables(StoreRequest request) {
        throw new WrongUsage("A store of the kind " + name() + " has no tables to look at: only DynamoDB has.");
    }

    /**
     * Makes a copy of the store while others use it.
     *
     * @param request which store
     * @param to the file that the copy will be; there must be none
     * @return what was made
     * @throws WrongUsage if this kind of store cannot be copied so
     */
    default Backup backup(StoreRequest request, Path to) {
        throw new WrongUsage("A store of the kind " + name() + " has no file to copy: backup is for sqlite.");
    }

    /**
     * Puts a copy in the place of the store.
     *
     * @param request which store
     * @param copy what {@link #backup} made
     * @param replacing whether a store that is there may be replaced; it is kept under another name
     * @return what was done
     * @throws WrongUsage if this kind of store cannot be restored so
     */
    default Restored restore(StoreRequest request, Path copy, boolean replacing) {
        throw new WrongUsage("A store of the kind " + name() + " has no file to put a copy in the place of: restore is"
                + " for sqlite.");
    }

    /**
     * A copy of a store.
     *
     * @param store what it is a copy of, as {@link Store#location} says it
     * @param file the copy
     * @param bytes how large it is
     */
    record Backup(String store, Path file, long bytes) {}

    /**
     * A store that was restored.
     *
     * @param store which, as {@link Store#location} says it
     * @param bytes how large it is
     * @param keptAside where the store is kept that was there before
     */
    record Restored(String store, long bytes, Optional<Path> keptAside) {}
}
