package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadOnlyTest {
    private final Store store = MemoryStore.create();
    private final Access writing = Messaging.over(store).build().as(Caller.administrator());
    private final Messaging messaging = Messaging.over(store).readOnly(true).build();
    private final Access reading = messaging.as(Caller.administrator());

    @Test
    void whatIsThereCanBeReadAndNothingCanBeChanged() {
        UserId ada = writing.users().create(new Name("Ada")).id();
        Message unused = writing.messages().send(ada, ada, new Text("a note"));
        assertTrue(messaging.readOnly());
        assertEquals(1, reading.messages().check(ada, From.beginning(), 10).entries().size());
        assertThrows(Refusal.ReadOnly.class, () -> reading.users().create(new Name("Bob")));
        assertThrows(Refusal.ReadOnly.class, () -> reading.messages().send(ada, ada, new Text("another")));
        assertThrows(Refusal.ReadOnly.class, () -> reading.users().block(ada, ada));
        assertThrows(Refusal.ReadOnly.class, () -> reading.groups().create(new Name("Friends")));
        assertThrows(Refusal.ReadOnly.class, () -> reading.messages().trim(ada, Instant.EPOCH, 10));
        assertThrows(Refusal.ReadOnly.class, () -> messaging.store().archive().write(List.of()));
        assertThrows(Refusal.ReadOnly.class, () -> messaging.store().archive()
                .mend(new Mend.OfRequest(new Stored.OfRequest("any", Instant.EPOCH))));
        assertEquals(1, reading.messages().check(ada, From.beginning(), 10).entries().size());
    }

    @Test
    void whatTheStoreHasAcceptedBeforeItStillFinishes() {
        AtomicInteger asked = new AtomicInteger();
        Store withWork = (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (proxy, method, arguments) -> method.getName().equals("recover")
                        ? Integer.valueOf(asked.incrementAndGet() + 2)
                        : method.invoke(store, arguments));
        try (Messaging onlyReading = Messaging.over(withWork).readOnly(true).build()) {
            assertEquals(3, onlyReading.store().recover());
        }
        assertEquals(1, asked.get());
    }
}
