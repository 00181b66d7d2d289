package dev.messaging.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT as a wish that the program can fulfil in its own order. Left to itself the JVM would run its
 * shutdown hooks all at once, with the server still answering, and exit with 143. Whoever asks twice does not want to
 * wait: then the process ends on the spot.
 *
 * <p>The JDK has this only in {@code sun.misc}; by reflection, for the compiler's warning about that package cannot be
 * switched off.
 */
final class StopSignals {
    private StopSignals() {}

    /** Begins to listen. */
    static CountDownLatch listen() {
        CountDownLatch stop = new CountDownLatch(1);
        try {
            handle("TERM", 143, stop);
            handle("INT", 130, stop);
        } catch (ReflectiveOperationException lacking) {
            throw new IllegalStateException("this Java cannot listen for signals", lacking);
        }
        return stop;
    }

    private static void handle(String name, int exitCode, CountDownLatch stop) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object opens = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[]{handler},
                (proxy, method, arguments) -> {
                    if (stop.getCount() == 0) {
                        Runtime.getRuntime().halt(exitCode);
                    }
                    stop.countDown();
                    return null;
                });
        signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance(name),
                opens);
    }
}
