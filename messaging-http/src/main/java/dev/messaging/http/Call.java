package dev.messaging.http;

import dev.messaging.core.Access;
import dev.messaging.core.Attempts;
import dev.messaging.core.Authentication;
import dev.messaging.core.Caller;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that has found its route, with its body already read. Who calls is found out only when somebody asks: whoever
 * answers a call reads and checks everything that the client sent before that, so that a bad value is told of first.
 */
final class Call {
    private final Context context;
    private final Serving serving;
    private final Dialect dialect;
    private final byte[] body;
    private final GivenIds ids = new GivenIds();
    private @Nullable Caller caller;

    Call(Context context, Serving serving, Dialect dialect, byte[] body) {
        this.context = context;
        this.serving = serving;
        this.dialect = dialect;
        this.body = body;
    }

    /**
     * What the caller can do.
     *
     * @throws dev.messaging.core.model.Refusal.WrongCredentials if the request shows credentials that are not right
     */
    Access access() {
        return accessOf(caller());
    }

    /** What somebody can do whose credentials stood elsewhere. */
    Access accessOf(Caller other) {
        return serving.messaging().as(other);
    }

    /**
     * Who calls, by the {@code Authorization} header.
     *
     * @throws dev.messaging.core.model.Refusal.WrongCredentials if there is one that is not right
     */
    Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = new AuthorizationHeader(authentication(), this::attempts).caller(authorizations());
            caller = known;
        }
        return known;
    }

    Authentication authentication() {
        return serving.messaging().authentication();
    }

    /** A say in whether a password may be tried out on an account; any text. */
    Attempts attempts(String user) {
        return serving.loginAttempts().of(address(), user);
    }

    /** Where the request comes from. */
    String address() {
        return context.req().getRemoteAddr();
    }

    HttpSettings settings() {
        return serving.settings();
    }

    GivenIds ids() {
        return ids;
    }

    /** A part of the path, by its name in the route. */
    String path(String name) {
        return context.pathParam(name);
    }

    Query query() {
        return new Query(context.queryString());
    }

    Fields fields() {
        return Fields.parse(body, dialect);
    }

    void answer(Object value) throws IOException {
        Answers.json(context, 200, value);
    }

    /** Answers that it was done, and that there is nothing more to say. */
    void done() throws IOException {
        Answers.empty(context);
    }

    /** Javalin's side of the request. */
    Context context() {
        return context;
    }

    private List<String> authorizations() {
        return Collections.list(context.req().getHeaders(Header.AUTHORIZATION));
    }
}
