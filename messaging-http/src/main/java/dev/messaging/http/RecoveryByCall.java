package dev.messaging.http;

import dev.messaging.core.port.Store;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;

/**
 * Finishes what servers that died left behind, once, when this machine asks for it: for where nothing runs between calls. To
 * all others there is nothing at this path.
 */
final class RecoveryByCall {
    private final Store store;

    RecoveryByCall(Store store) {
        this.store = store;
    }

    record Recovered(int finished) {}

    Route route() {
        return new Route(HandlerType.POST, "/internal/recovery", "recover", "Finish what dead servers left behind",
                Dialect.OPERATIONS, Priority.ORDINARY, Charge.nothing(), this::run);
    }

    private void run(Call call) throws IOException {
        if (!FromThisMachine.asks(call.context().req())) {
            throw new NotFoundResponse();
        }
        call.answer(new Recovered(store.recover()));
    }
}
