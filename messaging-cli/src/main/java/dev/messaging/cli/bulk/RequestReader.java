package dev.messaging.cli.bulk;

import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Finds out how requests that are still remembered were decided, several at once. One whose message has not got to its inbox is left
 * out, as the message is: repeated at the new store, it is done there, once.
 */
final class RequestReader implements AutoCloseable {
    private final Archive archive;
    private final Instant now;
    private final Consumer<String> flaws;
    private final Together together = new Together();

    /**
     * @param now what has expired by then is left out
     * @param flaws told of those that cannot be read
     */
    RequestReader(Archive archive, Instant now, Consumer<String> flaws) {
        this.archive = archive;
        this.now = now;
        this.flaws = flaws;
    }

    /** How one was decided, if that can be told; or why it cannot. */
    private record Answered(RequestKey key, Optional<Decision> decision, String why) {}

    List<Piece> pieces(List<Stored.OfRequest> requests) {
        List<Stored.OfRequest> live = requests.stream().filter(request -> request.expiresAt().isAfter(now)).toList();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < live.size(); i += Together.AT_ONCE) {
            together.all(live.subList(i, Math.min(live.size(), i + Together.AT_ONCE)).stream()
                    .<Callable<Answered>>map(request -> () -> ask(request)).toList())
                    .forEach(answered -> piece(answered).ifPresent(pieces::add));
        }
        return pieces;
    }

    private Answered ask(Stored.OfRequest request) {
        RequestKey key = RequestKey.remembered(request.id(), request.fingerprint(), request.expiresAt());
        try {
            return new Answered(key, archive.decided(new RequestKey(key.id(), key.fingerprint(), now)), "");
        } catch (StoreException trouble) {
            throw trouble;
        } catch (RuntimeException damaged) {
            return new Answered(key, Optional.empty(), String.valueOf(damaged.getMessage()));
        }
    }

    private Optional<Piece> piece(Answered answered) {
        if (!answered.why.isEmpty()) {
            flaws.accept("the request " + answered.key.id() + " cannot be read, and is left out: " + answered.why);
        }
        return answered.decision.map(decision -> new Piece.OfRequest(answered.key, decision));
    }

    @Override
    public void close() {
        together.close();
    }
}
