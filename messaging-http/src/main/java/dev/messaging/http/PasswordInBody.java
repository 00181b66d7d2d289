package dev.messaging.http;

import dev.messaging.core.Caller;
import dev.messaging.core.model.Password;
import java.util.Optional;

/**
 * Who acts, and by which password, as the body of a request of the second dialect says.
 *
 * @param user the id of the user; any text
 * @param password what is claimed to be the password
 */
record PasswordInBody(String user, Password password) {
    static PasswordInBody required(Fields fields, String userField) {
        return new PasswordInBody(fields.required(userField), fields.required("password", Password::new));
    }

    /** Both or neither. */
    static Optional<PasswordInBody> optional(Fields fields, String userField) {
        return fields.has(userField) || fields.has("password")
                ? Optional.of(required(fields, userField))
                : Optional.empty();
    }

    /**
     * Who it is. On an open account every password is good enough, for anyone may act as that user.
     *
     * @throws dev.messaging.core.model.Refusal.WrongCredentials if there is no such user, or it has another password
     */
    Caller caller(Call call) {
        return call.authentication().byPasswordUnlessOpen(user, password, call.attempts(user));
    }
}
