package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * An error as the second dialect words it.
 *
 * @param status the HTTP status
 * @param message what is wrong
 */
record ActionError(@JsonIgnore int status, String message) {
    static ActionError of(Exception failure, Problem problem) {
        return new ActionError(problem.status(), problem.detail());
    }
}
