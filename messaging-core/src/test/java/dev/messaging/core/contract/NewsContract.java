package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Listener;
import dev.messaging.core.Messages;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store must do for those who wait for news, and what they then see. */
public interface NewsContract extends StoreContract {
    /** Nobody waits so long unless something is broken. */
    Duration LONG = Duration.ofSeconds(30);

    @Test
    default void inboxesThatHaveGrownAreTold() {
        List<UserId> users = newUsers(4);
        Map<UserId, Position> places = new HashMap<>();
        users.forEach(user -> places.put(user, Position.START));
        assertEquals(Set.of(), store().inboxes().grown(places));
        sendTo(users.get(0), users.get(1), "1");
        sendTo(users.get(0), users.get(2), "1");
        sendTo(users.get(0), users.get(2), "2");
        assertEquals(Set.of(users.get(1), users.get(2)), store().inboxes().grown(places));
        places.put(users.get(1), store().inboxes().tail(users.get(1)));
        places.put(users.get(2), all(users.get(2)).entries().getFirst().position());
        assertEquals(Set.of(users.get(2)), store().inboxes().grown(places));
        places.put(users.get(2), store().inboxes().tail(users.get(2)));
        assertEquals(Set.of(), store().inboxes().grown(places));
        assertEquals(Set.of(users.get(2)), store().inboxes().grown(Map.of(users.get(2), Position.START)));
    }

    @Test
    default void manyInboxesAreLookedAtTogether() {
        List<UserId> users = newUsers(250);
        Map<UserId, Position> places = new HashMap<>();
        users.forEach(user -> places.put(user, Position.START));
        sendTo(users.get(0), users.get(249), "1");
        sendTo(users.get(0), users.get(100), "1");
        assertEquals(Set.of(users.get(100), users.get(249)), store().inboxes().grown(places));
        assertEquals(Set.of(), store().inboxes().grown(Map.of()));
    }

    @Test
    default void whoListensGetsWhatStandsAndThenWhatComes() {
        UserId ada = newUser();
        sendTo(ada, ada, "1");
        sendTo(ada, ada, "2");
        sendTo(ada, ada, "3");
        Messages messages = aNode().as(Caller.administrator()).messages();
        try (Listener listening = messages.listen(ada, From.beginning(), 2)) {
            assertEquals(List.of("1", "2"), next(listening, LONG));
            assertEquals(List.of("3"), next(listening, LONG));
            assertEquals(List.of(), next(listening, Duration.ZERO));
            assertEquals("4", messages.send(ada, ada, new Text("4")).text().value());
            assertEquals(List.of("4"), next(listening, LONG));
            assertEquals(List.of(), next(listening, Duration.ZERO));
        }
    }

    @Test
    default void whatAnotherNodeSendsIsFoundByLooking() {
        UserId ada = newUser();
        try (Listener listening = aNode().as(Caller.administrator()).messages().listen(ada, From.beginning(), 10)) {
            assertEquals(List.of(), next(listening, Duration.ZERO));
            sendTo(ada, ada, "from elsewhere");
            assertEquals(List.of("from elsewhere"), next(listening, LONG));
        }
    }

    @Test
    default void oneTooManyIsRefusedUntilAnotherLeaves() {
        UserId ada = newUser();
        UserId bob = newUser();
        Messaging node = Messaging.over(store()).listenersMax(2, 1).build();
        Messages messages = node.as(Caller.administrator()).messages();
        Listener first = messages.listen(ada, From.beginning(), 10);
        assertEquals(List.of(), next(first, Duration.ZERO));
        try (Listener another = messages.listen(ada, From.beginning(), 10)) {
            assertTrue(assertThrows(Refusal.TooManyListeners.class, () -> another.next(Duration.ZERO)).toOneInbox());
        }
        try (Listener second = messages.listen(bob, From.beginning(), 10)) {
            assertFalse(second.ended());
            assertEquals(2, node.listeners());
            assertFalse(assertThrows(Refusal.TooManyListeners.class,
                    () -> messages.listen(unknownUser(), From.beginning(), 10)).toOneInbox());
        }
        first.close();
        first.close();
        assertEquals(0, node.listeners());
        messages.listen(ada, From.beginning(), 10).close();
    }

    @Test
    default void whoListensToNobodyIsRefused() {
        UserId nobody = unknownUser();
        try (Listener listening = aNode().as(Caller.administrator()).messages().listen(nobody, From.beginning(), 10)) {
            assertThrows(Refusal.NoSuchUser.class, () -> listening.next(LONG));
        }
    }

    @Test
    default void whoIsClosedByAnotherIsLetGo() throws InterruptedException {
        UserId ada = newUser();
        try (Listener listening = aNode().as(Caller.administrator()).messages().listen(ada, From.beginning(), 10)) {
            assertEquals(List.of(), next(listening, Duration.ZERO));
            assertFalse(listening.ended());
            Thread closing = Thread.ofVirtual().start(listening::close);
            assertEquals(List.of(), next(listening, LONG));
            closing.join();
            assertTrue(listening.ended());
        }
    }

    /** A node that learns what others send only by looking, and looks often. */
    private Messaging aNode() {
        return Messaging.over(store()).newsEvery(Duration.ofMillis(20)).build();
    }

    private List<String> next(Listener listening, Duration atMost) {
        return texts(listening.next(atMost));
    }
}
