package dev.messaging.cli.wiring;

import dev.messaging.core.port.Store;

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
}
