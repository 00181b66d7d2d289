package dev.messaging.dynamo;

import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import dev.messaging.dynamo.RequestRecord.Nowhere;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A creation under way, with a key or without: what the transaction that creates has to put besides, so that it is remembered
 * from the moment on at which it is done.
 */
final class Deciding {
    private final Requests requests;
    private final Optional<RequestKey> key;
    private final Done done;

    Deciding(Requests requests, Optional<RequestKey> key, Done done) {
        this.requests = requests;
        this.key = key;
        this.done = done;
    }

    /** Creates once, or answers as was decided first. */
    Done once(Patience patience, Supplier<Optional<RequestRecord>> work) {
        if (key.isPresent()) {
            RequestKey known = key.get();
            return requests.once(patience, known, () -> new Requests.Attempt(done, work.get()),
                    first -> first.answer(known));
        }
        var unused = work.get();
        return done;
    }

    private RequestRecord record(RequestKey known) {
        return RequestRecord.of(known, done, new Nowhere());
    }

    /** One change more, or none: to be put behind all others. */
    List<TransactWriteItem> changes() {
        return key.map(known -> requests.deciding(known, record(known))).stream().toList();
    }

    /** How it is decided already, if that is why the transaction failed. */
    Optional<RequestRecord> first(Conditions conditions, int position) {
        return key.isPresent() && conditions.failed(position)
                ? conditions.old(position).map(RequestRecord::of)
                : Optional.empty();
    }

    /** Remembers that it is done: for an earlier attempt without a key, or long ago, has done just the same. */
    Optional<RequestRecord> remember(Patience patience) {
        return key.flatMap(known -> requests.decide(patience, known, record(known)));
    }

    /** Where it would stand how it is decided already. */
    List<Key> lookedUp() {
        return key.map(Key::request).stream().toList();
    }

    /** How it is decided already, by what was looked up. */
    Optional<RequestRecord> among(Map<Key, Item> found) {
        return key.flatMap(known -> Requests.standing(Optional.ofNullable(found.get(Key.request(known))), known));
    }
}
