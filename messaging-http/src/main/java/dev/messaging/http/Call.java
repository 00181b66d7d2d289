package dev.messaging.http;

import dev.messaging.core.Access;
import io.javalin.http.Context;
import java.io.IOException;

/** A request that has found its route, with its body already read. */
final class Call {
    private final Context context;
    private final Access access;
    private final byte[] body;

    Call(Context context, Access access, byte[] body) {
        this.context = context;
        this.access = access;
        this.body = body;
    }

    /** What the caller can do. */
    Access access() {
        return access;
    }

    /** A part of the path, by its name in the route. */
    String path(String name) {
        return context.pathParam(name);
    }

    Query query() {
        return new Query(context.queryString());
    }

    Fields fields() {
        return Fields.parse(body);
    }

    void answer(Object value) throws IOException {
        Answers.json(context, 200, value);
    }

    /** Javalin's side of the request. */
    Context context() {
        return context;
    }
}
