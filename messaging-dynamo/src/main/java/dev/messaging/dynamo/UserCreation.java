package dev.messaging.dynamo;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Creates users: by one put, or, with a key, by one transaction that remembers the request too. */
final class UserCreation {
    private static final int PROFILE = 0;
    private static final int REQUEST = 1;

    private final DirectoryTable table;
    private final Requests requests;
    private final Change change;

    UserCreation(DirectoryTable table, Requests requests) {
        this.table = table;
        this.requests = requests;
        this.change = new Change(table.name());
    }

    Done create(Patience patience, Account account, Optional<RequestKey> key) {
        Done done = new Done(account.user().id().value(), account.user().createdAt(), 0);
        if (key.isEmpty()) {
            put(patience, account);
            return done;
        }
        Deciding deciding = new Deciding(requests, key, done);
        return deciding.once(patience, () -> put(patience, account, deciding));
    }

    private void put(Patience patience, Account account) {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.profile(account.user().id()).attributes());
        attributes.putAll(Profiles.of(account));
        table.putNew(patience, attributes).ifPresent(standing -> checkIsThis(account, standing));
    }

    private Optional<RequestRecord> put(Patience patience, Account account, Deciding deciding) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.putIfNotThere(Key.profile(account.user().id()), Profiles.of(account)));
        changes.addAll(deciding.changes());
        Conditions conditions = table.change(patience, changes);
        if (conditions.allHold() || conditions.failed(REQUEST)) {
            return deciding.first(conditions, REQUEST);
        }
        conditions.old(PROFILE).ifPresent(standing -> checkIsThis(account, standing));
        return deciding.remember(patience);
    }

    /**
     * An equal account that stands already is this one: an earlier attempt whose answer was lost. The id of a user who was erased is
     * never given out again.
     */
    private static void checkIsThis(Account account, Item standing) {
        UserId id = account.user().id();
        if (!Profiles.isUser(standing) || !Profiles.account(standing).equals(account)) {
            throw new Refusal.IdTaken(id.value());
        }
    }
}
