package dev.messaging.cli.crash;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, whichever server gets it.
 *
 * @param path with the query
 * @param body of a POST; a GET has none
 * @param headers besides the usual ones
 */
record Call(String path, Optional<String> body, Map<String, String> headers) {
    static Call post(String path, Map<String, String> fields, Map<String, String> headers) {
        return new Call(path, Optional.of(Json.of(fields)), headers);
    }

    static Call get(String path, Map<String, String> headers) {
        return new Call(path, Optional.empty(), headers);
    }

    /** The same, to be done once however often it is asked for. */
    Call withKey(String key) {
        return with("Idempotency-Key", key);
    }

    Call with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Call(path, body, more);
    }
}
