package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.IdempotencyKey;
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
import java.util.Optional;
import java.util.Set;
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
                .mend(new Mend.OfRequest(new Stored.OfRequest("any", "any", Instant.EPOCH))));
        assertEquals(1, reading.messages().check(ada, From.beginning(), 10).entries().size());
    }

    private static Optional<IdempotencyKey> key(String text) {
        return Optional.of(new IdempotencyKey(text));
    }

    @Test
    void aRequestThatWasDecidedBeforeIsAnsweredAgainAndAnyOtherIsRefused() {
        UserId ada = writing.users().create(Optional.empty(), Optional.of(new Name("Ada")), Optional.empty(), key("1"))
                .id();
        Group group = writing.groups().create(Optional.empty(), Optional.empty(), Set.of(ada), key("2"));
        Draft draft = new Draft(ada, ada, new Text("a note"), false);
        Accepted sent = writing.messages().send(draft, key("3"));
        assertEquals(ada, reading.users()
                .create(Optional.empty(), Optional.of(new Name("Ada")), Optional.empty(), key("1")).id());
        assertEquals(group.id(),
                reading.groups().create(Optional.empty(), Optional.empty(), Set.of(ada), key("2")).id());
        assertEquals(sent, reading.messages().send(draft, key("3")));
        assertThrows(Refusal.ReadOnly.class, () -> reading.messages().send(draft, key("4")));
        assertThrows(Refusal.ReadOnly.class, () -> reading.messages().send(draft, Optional.empty()));
        assertThrows(Refusal.KeyReused.class,
                () -> reading.messages().send(new Draft(ada, ada, new Text("another"), false), key("3")));
        assertEquals(1, reading.messages().check(ada, From.beginning(), 10).entries().size());
    }

    @Test
    void whatARuleRefusedIsRefusedAgain() {
        UserId ada = writing.users().create(new Name("Ada")).id();
        Draft draft = new Draft(ada, new UserId("user-nobody"), new Text("a note"), false);
        assertThrows(Refusal.NoSuchUser.class, () -> writing.messages().send(draft, key("1")));
        assertThrows(Refusal.NoSuchUser.class, () -> reading.messages().send(draft, key("1")));
    }

    @Test
    void whoMayNotActLearnsNothingByAKey() {
        UserId ada = writing.users().create(new Name("Ada")).id();
        Draft draft = new Draft(ada, ada, new Text("a note"), false);
        Access asAda = Messaging.over(store).build().as(Caller.user(ada));
        Accepted unused = asAda.messages().send(draft, key("1"));
        writing.users().suspend(ada, true);
        assertThrows(Refusal.Suspended.class, () -> messaging.as(Caller.user(ada)).messages().send(draft, key("1")));
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
