package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.Served.Reply;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A server where nothing runs between calls, and answers and waits are bounded by whoever calls it. */
class BetweenCallsTest {
    @Test
    void whatDeadServersLeftIsFinishedWhenThisMachineAsksForIt() {
        HookedStore store = new HookedStore();
        store.recovered = 3;
        try (Served served = Served.with(store, Served.settings().recoveryByCall(true).build())) {
            Reply reply = served.post("/internal/recovery", "{\"source\": \"a schedule\"}");
            assertEquals(200, reply.status());
            assertEquals(3, reply.json().path("finished").asInt());
            for (String[] passedOn : new String[][]{{"X-Forwarded-For", "192.0.2.7"}, {"Forwarded", "for=192.0.2.7"}}) {
                assertProblem(served.post("/internal/recovery", "{}", passedOn), 404, "no-such-path", "");
            }
        }
    }

    @Test
    void onOtherServersThereIsNothingToAskFor() {
        try (Served served = Served.inMemory()) {
            assertProblem(served.post("/internal/recovery", "{}"), 404, "no-such-path", "");
        }
    }

    @Test
    void aCheckWithoutALimitIsAPageInBothDialectsAndNextLeadsToTheRest() {
        try (Served served = Served.with(MemoryStore.create(),
                Served.settings().checkMax(OptionalInt.of(2)).build())) {
            String ada = served.user("Ada");
            for (int i = 0; i < 3; i++) {
                assertEquals(200, served.direct(ada, ada, "Note " + i).status());
            }
            Reply page = served.get("/v1/messages/" + ada);
            assertEquals(2, page.json().path("messages").size());
            assertEquals(1, served.get("/v1/messages/" + ada + "?after=" + page.field("next")).json().path("messages")
                    .size());
            assertEquals(3, served.get("/v1/messages/" + ada + "?limit=3").json().path("messages").size());
            String check = "{\"user_id\": \"" + ada + "\", \"password\": \"Secret-any\"";
            Reply action = served.post("/check_messages", check + "}");
            assertEquals(2, action.json().path("messages").size());
            Reply rest = served.post("/check_messages", check + ", \"after\": \"" + action.field("next") + "\"}");
            assertEquals("Note 2", rest.json().path("messages").path(0).path("message").asText());
        }
    }

    @Test
    void aWaitIsCutToWhatIsAllowed() {
        try (Served served = Served.with(MemoryStore.create(),
                Served.settings().waitMax(Duration.ofSeconds(1)).build())) {
            Reply reply = served.get("/v1/messages/" + served.user("Ada"), "Prefer", "wait=20");
            assertEquals("wait=1", reply.header("Preference-Applied"));
        }
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        HttpSettings.Builder settings = Served.settings();
        assertThrows(IllegalArgumentException.class, () -> settings.waitMax(Duration.ofSeconds(26)).build());
        assertThrows(IllegalArgumentException.class, () -> settings.waitMax(Duration.ZERO).build());
        HttpSettings.Builder others = Served.settings();
        assertThrows(IllegalArgumentException.class, () -> others.checkMax(OptionalInt.of(0)).build());
        assertThrows(IllegalArgumentException.class, () -> others.checkMax(OptionalInt.of(1_001)).build());
    }
}
