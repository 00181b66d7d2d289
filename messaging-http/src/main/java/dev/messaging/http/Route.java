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
 * @param counted whether a request takes part in the bound on requests in work; health does not
 * @param work answers a request
 */
record Route(HandlerType method, String path, String name, String summary, Dialect dialect, boolean counted,
        Work work) {
    /** Answers a request, or throws what {@link Problems} knows. */
    @FunctionalInterface
    interface Work {
        void run(Call call) throws IOException;
    }

    static Route get(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.V1, true, work);
    }

    static Route post(String path, String name, String summary, Work work) {
        return new Route(HandlerType.POST, path, name, summary, Dialect.V1, true, work);
    }

    static Route delete(String path, String name, String summary, Work work) {
        return new Route(HandlerType.DELETE, path, name, summary, Dialect.V1, true, work);
    }

    static Route action(String path, String summary, Work work) {
        return new Route(HandlerType.POST, path, path.substring(1), summary, Dialect.ACTIONS, true, work);
    }

    static Route page(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.OPERATIONS, true, work);
    }

    static Route health(String path, String name, String summary, Work work) {
        return new Route(HandlerType.GET, path, name, summary, Dialect.OPERATIONS, false, work);
    }

    boolean hasBody() {
        return method.equals(HandlerType.POST);
    }

    /** Whether it does something, so that pages of foreign origins may not ask for it. */
    boolean changes() {
        return !method.equals(HandlerType.GET);
    }
}
