package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a store must do when it is closed. */
public interface ClosingContract extends StoreContract {
    /** Opens another store, for this suite to close. */
    Store another();

    @Test
    default void aClosedStoreFailsWhateverIsAskedAndMayBeClosedAgain() {
        UserId ada = unknownUser();
        Store store = another();
        store.directory().createUser(new Account(new User(ada, new Name("Ada"), clock().instant()), Optional.empty()));
        store.close();
        store.close();
        assertFails(store::ping);
        assertFails(() -> store.directory().findUser(ada).map(Account::user));
        assertFails(() -> store.directory().findUsers(Set.of(ada)));
        assertFails(() -> store.directory().unblock(ada, ada, AccountCondition.exists()));
        assertFails(() -> store.inboxes().deliver(message(ada, ada, "too late"), AccountCondition.exists(),
                facts -> List.of(ada)));
        assertFails(() -> store.inboxes().read(ada, From.beginning(), 10, AccountCondition.exists()));
        assertFails(() -> store.inboxes().tail(ada));
    }

    private static void assertFails(Executable call) {
        RuntimeException failure = assertThrows(RuntimeException.class, call);
        assertTrue(failure instanceof IllegalStateException || failure instanceof StoreException, failure::toString);
    }
}
