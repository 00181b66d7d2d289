package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.http.Served.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsApiTest {
    private final Served served = Served.inMemory();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void createsAndShowsAGroup() {
        Reply created = served.post("/v1/groups/create", "{\"groupName\": \"Friends\"}");
        String group = created.field("groupId");

        assertEquals("{\"groupId\":\"" + group + "\",\"groupName\":\"Friends\"}", created.text());
        Reply shown = served.get("/v1/groups/" + group);
        assertEquals("Friends", shown.field("groupName"));
        assertEquals(0, shown.json().path("members").intValue());
        assertTrue(shown.field("createdAt").matches("[0-9]{13}"), shown::toString);
        assertEquals(4, shown.json().size());
    }

    @Test
    void knowsNoGroupUnderATextThatIsNoId() {
        for (String text : List.of("nothing", "group-", "group-none", "user-1", "create")) {
            assertProblem(served.get("/v1/groups/" + text), 404, "no-such-group", "");
            assertProblem(served.get("/v1/groups/" + text + "/members"), 404, "no-such-group", "");
        }
    }

    @Test
    void addsAndRemovesMembers() {
        String ada = served.user("Ada");
        String group = served.group("Friends");

        assertEquals("{\"groupId\":\"" + group + "\",\"userId\":\"" + ada + "\",\"member\":true}",
                served.add(group, ada).text());
        assertProblem(served.add(group, ada), 409, "already-member", "");
        assertEquals(1, served.get("/v1/groups/" + group).json().path("members").intValue());
        String remove = "/v1/groups/" + group + "?op=remove";
        String body = "{\"userId\": \"" + ada + "\"}";
        assertEquals("{\"groupId\":\"" + group + "\",\"userId\":\"" + ada + "\",\"member\":false}",
                served.post(remove, body).text());
        assertProblem(served.post(remove, body), 409, "not-member", "");
    }

    @Test
    void refusesOneMemberTooMany() {
        String group = served.group("Three");
        for (int i = 0; i < 3; i++) {
            assertEquals(200, served.add(group, served.user("U")).status());
        }

        assertProblem(served.add(group, served.user("Fourth")), 409, "group-full", "");
    }

    @Test
    void namesTheGroupFirstWhenBothAreMissing() {
        for (String group : List.of("nothing", "group-none")) {
            for (String user : List.of("nobody", "user-none")) {
                assertProblem(served.add(group, user), 404, "no-such-group", "");
            }
        }
        String group = served.group("Friends");
        assertProblem(served.add(group, "nobody"), 404, "no-such-user", "");
        assertProblem(served.add(group, "user-none"), 404, "no-such-user", "");
    }

    @Test
    void namesTheAllowedOperationsBeforeItLooksForTheGroup() {
        for (String query : List.of("", "?op=", "?op=block", "?op=add&op=remove")) {
            Reply refused = served.post("/v1/groups/nothing" + query, "{\"userId\": \"x\"}");
            assertProblem(refused, 400, "bad-value", "op");
        }
    }

    @Test
    void listsMembersAndTheGroupsOfAUserPageByPage() {
        String group = served.group("Friends");
        List<String> members = Stream.of("A", "B", "C").map(served::user).sorted().toList();
        members.forEach(member -> assertEquals(200, served.add(group, member).status()));

        Reply first = served.get("/v1/groups/" + group + "/members?limit=2");
        assertEquals(members.subList(0, 2), first.json().path("members").findValuesAsText("userId"));
        Reply second = served.get("/v1/groups/" + group + "/members?limit=2&after=" + first.field("next"));
        assertEquals(members.subList(2, 3), second.json().path("members").findValuesAsText("userId"));
        assertTrue(second.json().path("next").isNull());
        assertTrue(second.json().path("members").path(0).path("joinedAt").isTextual());

        Reply groups = served.get("/v1/users/" + members.get(0) + "/groups");
        assertEquals(group, groups.json().path("groups").path(0).path("groupId").asText());
        assertEquals("Friends", groups.json().path("groups").path(0).path("groupName").asText());
        assertTrue(groups.json().path("groups").path(0).path("joinedAt").isTextual());
        assertTrue(groups.json().path("next").isNull());
        assertEquals("{\"groups\":[],\"next\":null}", served.get("/v1/users/" + served.user("D") + "/groups").text());
        assertProblem(served.get("/v1/users/nobody/groups"), 404, "no-such-user", "");
    }
}
