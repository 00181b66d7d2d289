package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Attempts;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.http.Served.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that was told to only read, on a store in which something is. */
class ReadOnlyTest {
    private static final String PASSWORD = "Secret-ada-1";

    private final Store store = MemoryStore.create();
    private final Messaging before = Messaging.over(store).hashing(new CheapHashing()).build();
    private final Access admin = before.as(Caller.administrator());
    private final UserId ada = admin.users()
            .create(Optional.empty(), Optional.of(new Name("Ada")), Optional.of(new Password(PASSWORD))).id();
    private final UserId bob = admin.users().create(new Name("Bob")).id();
    private final GroupId group = admin.groups().create(new Name("Friends")).id();
    private final Served served = Served
            .of(Messaging.over(store).readOnly(true).hashing(new CheapHashing()));

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void every_change_is_refused_in_both_dialects_and_may_be_repeated_later() {
        admin.groups().add(group, bob);
        List<Object> stored = everything();
        for (String[] call : List.of(new String[]{"/v1/users/create", "{\"username\":\"Eve\"}"},
                new String[]{"/v1/groups/create", "{\"groupName\":\"More\"}"},
                new String[]{"/v1/groups/" + group + "?op=add", "{\"userId\":\"" + ada + "\"}"},
                new String[]{"/v1/groups/" + group + "?op=remove", "{\"userId\":\"" + bob + "\"}"},
                new String[]{"/v1/users/" + bob + "?op=block", "{\"blockedUserId\":\"" + ada + "\"}"},
                new String[]{"/v1/users/" + bob + "?op=unblock", "{\"blockedUserId\":\"" + ada + "\"}"},
                new String[]{"/v1/messages/send?type=private",
                        "{\"senderId\":\"" + bob + "\",\"receiverId\":\"" + bob + "\",\"message\":\"Hello\"}"},
                new String[]{"/v1/messages/send?type=group",
                        "{\"senderId\":\"" + bob + "\",\"groupId\":\"" + group + "\",\"message\":\"Hello\"}"},
                new String[]{"/v1/sessions", "{\"userId\":\"" + ada + "\",\"password\":\"" + PASSWORD + "\"}"})) {
            Reply refused = served.post(call[0], call[1]);
            UsersApiTest.assertProblem(refused, 503, "read-only", "");
            int seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds >= 10 && seconds <= 50, refused.header("Retry-After"));
        }
        for (String[] call : List.of(new String[]{"/register_user", "{\"password\":\"" + PASSWORD + "\"}"},
                new String[]{"/send_message", "{\"sender_id\":\"" + ada + "\",\"password\":\"" + PASSWORD
                        + "\",\"receiver_id\":\"" + bob + "\",\"message\":\"Hello\"}"},
                new String[]{"/block_user", "{\"user_id\":\"" + ada + "\",\"password\":\"" + PASSWORD
                        + "\",\"block_user_id\":\"" + bob + "\"}"})) {
            assertEquals(503, served.post(call[0], call[1]).status(), Arrays.toString(call));
        }
        assertEquals(stored, everything());
    }

    @Test
    void what_was_there_is_read_by_password_and_by_a_session_from_before() {
        Message unused = admin.messages().send(ada, ada, new Text("a note"));
        String token = before.authentication().openSession(ada.value(), new Password(PASSWORD), Attempts.unlimited())
                .token().reveal();
        assertEquals(200, served.get("/v1/users/" + bob).status());
        assertEquals(200, served.get("/v1/messages/" + bob).status());
        assertEquals(401, served.get("/v1/messages/" + ada).status());
        Reply checked = served.post("/check_messages",
                "{\"user_id\":\"" + ada + "\",\"password\":\"" + PASSWORD + "\"}");
        assertEquals(200, checked.status());
        assertTrue(checked.text().contains("a note"), checked.text());
        Reply withSession = served.get("/v1/messages/" + ada, "Authorization", "Bearer " + token);
        assertTrue(withSession.text().contains("a note"), withSession.text());
    }

    @Test
    void readiness_says_so() {
        assertEquals("{\"status\":\"ready\",\"store\":\"ok\",\"readOnly\":true}", served.get("/health/ready").text());
    }

    private List<Object> everything() {
        return Arrays.stream(Archive.Section.values())
                .<Object>map(section -> store.archive().read(section, Optional.empty(), Archive.READ_MAX)).toList();
    }
}
