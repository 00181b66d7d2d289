package dev.messaging.http;

import dev.messaging.core.Caller;
import dev.messaging.core.model.OpenedSession;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import java.io.IOException;

/** Sessions over HTTP: a token instead of the password with every request. */
final class SessionsApi {
    private SessionsApi() {}

    record Opened(String token, String expiresAt) {}

    static void open(Call call) throws IOException {
        Fields fields = call.fields();
        String user = fields.required("userId");
        Password password = fields.required("password", Password::new);
        Caller unused = call.caller(); // Credentials that are not right are refused everywhere.
        OpenedSession opened = call.authentication().openSession(user, password, call.attempts(user));
        call.answer(new Opened(opened.token().reveal(), Times.text(opened.session().expiresAt())));
    }

    static void end(Call call) throws IOException {
        boolean all = call.query().get("all").isPresent()
                && call.query().oneOf("all", "true", "false").equals("true");
        switch (call.caller()) {
            case Caller.User user when all -> call.access().sessions().endAll(user.id());
            case Caller.User user when user.session().isEmpty() -> throw new Refusal.BadValue("all",
                    "must be true for a caller who shows a password: it acts under no session that could be ended."
                            + " Show the token of a session to end that one");
            default -> call.access().sessions().endOwn();
        }
        call.done();
    }
}
