package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.Caller;
import dev.messaging.core.Messages;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Inboxes#trim} must do. */
public interface TrimContract extends StoreContract {
    /** The same store, after so much time. */
    default Store later(Duration time) {
        clock().move(time);
        return store();
    }

    /** An inbox with the entries 1 to 5, each a second after the one before. */
    private UserId inboxOfFive() {
        UserId ada = newUser();
        for (int i = 1; i <= 5; i++) {
            sendTo(ada, ada, String.valueOf(i));
            clock().move(Duration.ofSeconds(1));
        }
        return ada;
    }

    private Instant timeOf(UserId owner, int entry) {
        return Instant.ofEpochMilli(all(owner).entries().get(entry - 1).position().atMillis());
    }

    @Test
    default void whatIsOlderGoesAndTheRestStaysAsItWas() {
        UserId ada = inboxOfFive();
        UserId bob = newUser();
        sendTo(ada, bob, "another inbox");
        List<InboxEntry> before = all(ada).entries();
        Instant time = timeOf(ada, 4);
        Inboxes inboxes = later(Duration.ofHours(26)).inboxes();
        assertEquals(3, inboxes.trim(ada, time, 10));
        assertEquals(before.subList(3, 5),
                inboxes.read(ada, From.beginning(), 10, AccountCondition.exists()).entries());
        assertEquals(0, inboxes.trim(ada, time, 10));
        assertEquals(List.of("another inbox"),
                texts(inboxes.read(bob, From.beginning(), 10, AccountCondition.exists())));
    }

    @Test
    default void theNewestEntryStaysAndTheNumbersGoOn() {
        UserId ada = inboxOfFive();
        Store store = later(Duration.ofHours(26));
        Inboxes inboxes = store.inboxes();
        assertEquals(4, inboxes.trim(ada, clock().instant().plus(Duration.ofDays(1)), 10));
        assertEquals(5, inboxes.tail(ada).sequence());
        assertEquals(List.of("5"), texts(inboxes.read(ada, From.beginning(), 10, AccountCondition.exists())));
        inboxes.deliver(message(ada, ada, "6"), AccountCondition.exists(), facts -> List.of(ada));
        assertEquals(6, inboxes.tail(ada).sequence());
    }

    @Test
    default void aPartAtATimeFromTheOldestOn() {
        UserId ada = inboxOfFive();
        Instant time = timeOf(ada, 5);
        Inboxes inboxes = later(Duration.ofHours(26)).inboxes();
        assertEquals(3, inboxes.trim(ada, time, 3));
        assertEquals(List.of("4", "5"), texts(inboxes.read(ada, From.beginning(), 10, AccountCondition.exists())));
        assertEquals(1, inboxes.trim(ada, time, 3));
    }

    @Test
    default void whatIsYoungerThanADayAndAnHourStays() {
        UserId ada = inboxOfFive();
        Inboxes inboxes = later(Inboxes.TRIM_AGE_MIN.minusSeconds(60)).inboxes();
        assertEquals(0, inboxes.trim(ada, timeOf(ada, 5), 10));
    }

    @Test
    default void anEmptyInboxHasNothingToTrimAndNobodyHasNone() {
        UserId ada = newUser();
        assertEquals(0, store().inboxes().trim(ada, clock().instant(), 10));
        assertThrows(Refusal.NoSuchUser.class, () -> store().inboxes().trim(unknownUser(), clock().instant(), 10));
    }

    @Test
    default void placesThatAreLeftCanBeReadFromAndPlacesThatWentAreGone() {
        UserId ada = inboxOfFive();
        List<Position> places = all(ada).entries().stream().map(InboxEntry::position).toList();
        Inboxes inboxes = later(Duration.ofHours(26)).inboxes();
        assertEquals(2, inboxes.trim(ada, Instant.ofEpochMilli(places.get(2).atMillis()), 10));
        AccountCondition any = AccountCondition.exists();
        assertEquals(List.of("4", "5"),
                texts(inboxes.read(ada, From.after(new Cursor(ada, places.get(2))), 10, any)));
        assertThrows(Refusal.CursorGone.class,
                () -> inboxes.read(ada, From.after(new Cursor(ada, places.get(0))), 10, any));
        assertEquals(List.of("3", "4", "5"), texts(inboxes.read(ada, From.laterThan(1), 10, any)));
        assertEquals(List.of("3", "4", "5"),
                texts(inboxes.read(ada, From.laterThan(places.get(0).atMillis()), 10, any)));
        assertEquals(List.of("5"), texts(inboxes.read(ada, From.laterThan(places.get(3).atMillis()), 10, any)));
    }

    @Test
    default void onlyAnAdministratorTrimsAndNothingThatIsYoung() {
        UserId ada = newUser();
        Messaging backend = Messaging.over(store()).clock(clock()).build();
        Instant longAgo = clock().instant().minus(Duration.ofDays(2));
        assertThrows(Refusal.Unauthenticated.class,
                () -> backend.as(Caller.anonymous()).messages().trim(ada, longAgo, 10));
        assertThrows(Refusal.NotPermitted.class,
                () -> backend.as(Caller.user(ada)).messages().trim(ada, longAgo, 10));
        Messages messages = backend.as(Caller.administrator()).messages();
        assertEquals(0, messages.trim(ada, longAgo, 10));
        assertEquals("before", assertThrows(Refusal.BadValue.class,
                () -> messages.trim(ada, clock().instant().minus(Duration.ofHours(24)), 10)).field());
        assertEquals("atMost",
                assertThrows(Refusal.BadValue.class, () -> messages.trim(ada, longAgo, 1_001)).field());
    }
}
