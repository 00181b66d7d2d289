package dev.messaging.http;

import dev.messaging.core.Listener;
import dev.messaging.core.model.Refusal;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The listeners that requests wait in, so that whoever stops the server can let them go. */
final class Listeners {
    private final Semaphore places;
    private final Set<Listener> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param connectionsMax of which a quarter is left to those who do not listen; the core has a bound of its own */
    Listeners(int connectionsMax) {
        this.places = new Semaphore(connectionsMax - connectionsMax / 4);
    }

    /** Does something with a listener. */
    @FunctionalInterface
    interface Use<T> {
        T of(Listener listener) throws IOException;
    }

    /** Opens a listener, and closes it when it was used, or when the server stops. */
    <T> T use(Supplier<Listener> opening, Use<T> use) throws IOException {
        if (!places.tryAcquire()) {
            throw new Refusal.TooManyListeners(false);
        }
        try {
            return use(opening.get(), use);
        } finally {
            places.release();
        }
    }

    private <T> T use(Listener listener, Use<T> use) throws IOException {
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
