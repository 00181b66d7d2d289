package dev.messaging.cli.smoke;

import java.util.function.Consumer;

/** Says what is tried, and how it went. */
final class Steps {
    private final String part;
    private final Consumer<String> log;
    private String current = "";

    Steps(String part, Consumer<String> log) {
        this.part = part;
        this.log = log;
    }

    /** One step, which throws a {@link Difference} where it does not go as expected. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws InterruptedException;
    }

    void check(String what, Step<?> step) throws InterruptedException {
        Object unused = get(what, step);
    }

    /** One whose result is needed later. */
    <T> T get(String what, Step<T> step) throws InterruptedException {
        current = what;
        T result = step.take();
        log.accept("ok      " + part + ": " + what);
        return result;
    }

    void failed(String why) {
        log.accept("FAILED  " + part + ": " + current + ": " + why);
    }
}
