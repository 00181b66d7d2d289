package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whenTheNodeIsClosedEverybodyIsLetGoAndNobodyTakenOn() throws InterruptedException {
        Messaging node = Messaging.over(MemoryStore.create()).build();
        Messages messages = node.as(Caller.anonymous()).messages();
        UserId ada = node.as(Caller.anonymous()).users().create().id();
        Listener listener = messages.listen(ada, From.beginning(), 10);
        assertEquals(List.of(), listener.next(Duration.ZERO).entries());
        Thread closing = Thread.ofVirtual().start(node::close);
        assertEquals(List.of(), listener.next(LONG).entries());
        closing.join();
        assertTrue(listener.ended());
        assertThrows(Refusal.TooManyListeners.class, () -> messages.listen(ada, From.beginning(), 10));
    }

    @Test
    void whatThisNodeSendsWakesWithoutAnyLook() {
        try (Messaging node = Messaging.over(MemoryStore.create()).newsEvery(Duration.ofHours(1)).build()) {
            Access access = node.as(Caller.anonymous());
            UserId ada = access.users().create().id();
            UserId bob = access.users().create().id();
            try (Listener listener = access.messages().listen(bob, From.beginning(), 10)) {
                assertEquals(List.of(), listener.next(Duration.ZERO).entries());
                Text text = new Text("woken");
                Thread sending = Thread.ofVirtual().start(() -> {
                    var unused = access.messages().send(ada, bob, text);
                });
                assertEquals(text, listener.next(LONG).entries().getFirst().message().text());
                assertTrue(sending.isVirtual());
            }
        }
    }
}
