package dev.messaging.http;

import dev.messaging.core.Access;
import dev.messaging.core.Attempts;
import dev.messaging.core.Authentication;
import dev.messaging.core.Caller;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.http.LoginAttempts.Attempt;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that has found its route, with its body already read. Who calls is found out only when somebody asks: whoever
 * answers a call reads and checks everything that the client sent before that, so that a bad value is told of first.
 */
final class Call {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Context context;
    private final Serving serving;
    private final Route route;
    private final byte[] body;
    private final HeldMemory.Share held;
    private final Runnable rest;
    private final GivenIds ids = new GivenIds();
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable Caller caller;
    private @Nullable Fields fields;
    private @Nullable Claim claim;

    /**
     * @param held what memory the call holds
     * @param rest gives up the place among the requests in work
     */
    Call(Context context, Serving serving, Route route, byte[] body, HeldMemory.Share held, Runnable rest) {
        this.context = context;
        this.serving = serving;
        this.route = route;
        this.body = body;
        this.held = held;
        this.rest = rest;
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

    /**
     * Whether the credentials that the call came with are still good, for what takes long. Of trouble with the store nothing
     * follows, but then there is nothing to read either.
     */
    boolean callerIsStillKnown() {
        try {
            return new AuthorizationHeader(authentication(), this::attempts).caller(authorizations()).equals(caller());
        } catch (StoreException trouble) {
            return true;
        } catch (Refusal | ProblemException ended) {
            return false;
        }
    }

    /**
     * The client's own name for the request, if it has one.
     *
     * @throws Refusal.BadValue if it has not the form of one
     */
    Optional<IdempotencyKey> idempotencyKey() {
        List<String> given = Collections.list(context.req().getHeaders(IDEMPOTENCY_KEY));
        if (given.size() > 1) {
            throw new Refusal.BadValue(IDEMPOTENCY_KEY, "must stand in the headers only once");
        }
        try {
            return given.stream().findFirst().map(IdempotencyKey::new);
        } catch (Refusal.BadValue bad) {
            throw bad.in(IDEMPOTENCY_KEY);
        }
    }

    /** From here on the call waits more than it works: others may have its place. */
    void rest() {
        rest.run();
    }

    Listeners listeners() {
        return serving.listeners();
    }

    Authentication authentication() {
        return serving.messaging().authentication();
    }

    /** A say in whether a password may be tried out on an account; any text. */
    Attempts attempts(String user) {
        Attempt attempt = serving.loginAttempts().of(address(), user);
        attempts.add(attempt);
        return attempt;
    }

    /** Lets attempts not count as failed that never came to a comparison, since too many passwords waited for theirs. */
    void forgetAttempts() {
        attempts.forEach(Attempt::forget);
    }

    /** Where the request comes from. */
    ClientAddress address() {
        return serving.proxies().client(context.req());
    }

    /** Whom the call is counted for. Nothing of it has been checked. */
    Claim claim() {
        Claim known = claim;
        if (known == null) {
            known = new Claim(claimedUser().orElse(""), address());
            claim = known;
        }
        return known;
    }

    Route route() {
        return route;
    }

    /** What the request holds in memory beyond the usual. */
    HeldMemory.Share held() {
        return held;
    }

    Metrics metrics() {
        return serving.metrics();
    }

    /** A message was accepted: it is counted, and charged by how many it goes to. */
    void sent(Accepted accepted) {
        serving.metrics().sent(accepted.message().recipient() instanceof UserId, accepted.inboxes());
        serving.callLimits().sent(this, accepted.inboxes());
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
        Fields known = fields;
        if (known == null) {
            known = Fields.parse(body, route.dialect());
            fields = known;
        }
        return known;
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

    /** What will be verified counts: a header that the call does not look at would be as many names as one likes. */
    private Optional<String> claimedUser() {
        Charge charge = route.charge();
        Optional<String> inBody = charge.actorInBody().flatMap(this::hint);
        if (route.dialect() == Dialect.ACTIONS && inBody.isPresent()) {
            return inBody;
        }
        return AuthorizationHeader.claimed(authorizations()).or(() -> charge.actorInPath().map(this::path))
                .or(() -> inBody);
    }

    /** What stands in the body, if it can be read: what is wrong with it is told later, if the call is let in. */
    private Optional<String> hint(String field) {
        try {
            return fields().hint(field);
        } catch (ProblemException toldLater) {
            return Optional.empty();
        }
    }

    private List<String> authorizations() {
        return Collections.list(context.req().getHeaders(Header.AUTHORIZATION));
    }
}
