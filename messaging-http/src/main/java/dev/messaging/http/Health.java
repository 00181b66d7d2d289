package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process lives, and whether it wants requests. Trouble with the store is shown, but does not make the server
 * unready: it would take all nodes out at once.
 */
final class Health {
    private final RunningRequests requests;
    private final StoreProbe store;
    private final boolean readOnly;

    Health(RunningRequests requests, StoreProbe store, boolean readOnly) {
        this.requests = requests;
        this.store = store;
        this.readOnly = readOnly;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(String status, @Nullable String store, @Nullable Boolean readOnly) {}

    void live(Call call) throws IOException {
        call.answer(new Status("live", null, null));
    }

    void ready(Call call) throws IOException {
        boolean ready = !requests.stopping();
        Answers.json(call.context(), ready ? 200 : 503,
                new Status(ready ? "ready" : "stopping", store.verdict(), readOnly ? true : null));
    }
}
