package dev.messaging.http;

import dev.messaging.core.Listener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The listeners that requests wait in, so that whoever stops the server can let them go. The core bounds how many there are. */
final class Listeners {
    private final Set<Listener> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Does something with a listener. */
    @FunctionalInterface
    interface Use<T> {
        T of(Listener listener) throws IOException;
    }

    /** Opens a listener, and closes it when it was used, or when the server stops. */
    <T> T use(Supplier<Listener> opening, Use<T> use) throws IOException {
        Listener listener = opening.get();
        open.add(listener);
        try {
            if (stopping) {
                listener.close();
            }
            return use.of(listener);
        } finally {
            listener.close();
            open.remove(listener);
        }
    }

    /** Lets everybody go who waits, and everybody who comes yet. */
    void stop() {
        stopping = true;
        open.forEach(Listener::close);
    }
}
