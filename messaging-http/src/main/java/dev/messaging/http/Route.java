package dev.messaging.http;

import io.javalin.http.HandlerType;
import java.io.IOException;

/**
 * A row of the table of routes.
 *
 * @param method GET, which serves HEAD as well, POST or DELETE
 * @param path the path, with names for its variable parts in braces
 * @param name what programs and tables call it: a verb and what it is about
 * @param summary what it is for, for people
 * @param dialect how it speaks
 * @param priority which of the places for requests in work it may take
 * @param charge what a request is counted as where calls are limited
 * @param work answers a request
 */
record Route(HandlerType method, String path, String name, String summary, Dialect dialect, Priority priority,
        Charge charge, Work work) {
    /** Answers a request, or throws what {@link Problems} knows. */
    @FunctionalInterface
    interface Work {
        void run(Call call) throws IOException;
    }

    static Route get(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.V1, Priority.ORDINARY, Charge.call(), work);
    }

    static Route post(String path, String name, String summary, Work work) {
        return new Route(HandlerType.POST, path, name, summary, Dialect.V1, Priority.ORDINARY, Charge.call(), work);
    }

    static Route delete(String path, String name, String summary, Work work) {
        return new Route(HandlerType.DELETE, path, name, summary, Dialect.V1, Priority.ORDINARY, Charge.call(), work);
    }

    static Route action(String path, String summary, Work work) {
        return new Route(HandlerType.POST, path, path.substring(1), summary, Dialect.ACTIONS, Priority.ORDINARY,
                Charge.call(),
                work);
    }

    static Route page(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.OPERATIONS, Priority.ORDINARY, Charge.nothing(),
                work);
    }

    static Route exempt(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.OPERATIONS, Priority.EXEMPT, Charge.nothing(),
                work);
    }

    /** The same route, counted otherwise. */
    Route charged(Charge other) {
        return new Route(method, path, name, summary, dialect, priority, other, work);
    }

    /** The same route, which may take all places. */
    Route check() {
        return new Route(method, path, name, summary, dialect, Priority.CHECK, charge, work);
    }

    boolean hasBody() {
        return method.equals(HandlerType.POST);
    }

    /** Whether it does something, so that pages of foreign origins may not ask for it. */
    boolean changes() {
        return !method.equals(HandlerType.GET);
    }
}
