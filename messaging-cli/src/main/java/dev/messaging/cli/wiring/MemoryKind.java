package dev.messaging.cli.wiring;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;

/** {@code memory}: for trying things out; gone when the process ends. */
final class MemoryKind implements StoreKind {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String form() {
        return "memory";
    }

    @Override
    public Store open(StoreRequest request) {
        if (request.place().isPresent()) {
            throw new WrongUsage("A store in memory has no place: --store memory.");
        }
        return MemoryStore.create();
    }
}
