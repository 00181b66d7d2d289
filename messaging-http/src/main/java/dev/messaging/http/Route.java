package dev.messaging.http;

import io.javalin.http.HandlerType;
import java.io.IOException;

/**
 * A row of the table of routes.
 *
 * @param method GET, which serves HEAD as well, or POST
 * @param path the path, with names for its variable parts in braces
 * @param summary what it is for, for people
 * @param counted whether a request takes part in the bound on requests in work; health does not
 * @param work answers a request
 */
record Route(HandlerType method, String path, String summary, boolean counted, Work work) {
    /** Answers a request, or throws what {@link Problems} knows. */
    @FunctionalInterface
    interface Work {
        void run(Call call) throws IOException;
    }

    static Route get(String path, String summary, Work work) {
        return new Route(HandlerType.GET, path, summary, true, work);
    }

    static Route post(String path, String summary, Work work) {
        return new Route(HandlerType.POST, path, summary, true, work);
    }

    static Route health(String path, String summary, Work work) {
        return new Route(HandlerType.GET, path, summary, false, work);
    }
}
