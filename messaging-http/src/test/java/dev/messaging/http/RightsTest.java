package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.RightsTable.About;
import dev.messaging.http.RightsTable.Act;
import dev.messaging.http.RightsTable.Mode;
import dev.messaging.http.RightsTable.Shown;
import dev.messaging.http.RightsTable.Target;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Tries the whole table of rights on a server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "API.md");
    private static final String BEGIN = "<!-- rights: made from RightsTable, checked by RightsTest -->\n";
    private static final String END = "<!-- end of rights -->";

    private static final Set<String> PUBLIC = Set.of("GET /", "GET /openapi.json", "GET /docs", "GET /docs/{file}",
            "GET /problems", "GET /problems/{name}", "GET /health/live", "GET /health/ready", "GET /metrics");

    private final Served open = served(false);
    private final Served required = served(true);

    private static Served served(boolean required) {
        return Served.of(Messaging.over(MemoryStore.create()).hashing(new CheapHashing()).authRequired(required));
    }

    @AfterAll
    void stop() {
        open.close();
        required.close();
    }

    @Test
    void every_route_that_has_callers_has_a_row() {
        List<Route> routes = EveryRoute.list();
        List<String> withCallers = routes.stream().filter(route -> !PUBLIC.contains(calls(route))).map(Route::name)
                .sorted().toList();
        List<String> rows = RightsTable.ACTS.stream().map(Act::route).distinct().sorted().toList();

        assertEquals(withCallers, rows);
        assertTrue(routes.stream().map(RightsTest::calls).toList().containsAll(PUBLIC), "one of them is gone");
    }

    private static String calls(Route route) {
        return route.method() + " " + route.path();
    }

    @Test
    void the_documentation_has_the_same_table() throws IOException {
        String text = Files.readString(DOCUMENTATION);

        assertTrue(text.contains(BEGIN) && text.contains(END), "the marks of the table are missing");
        assertEquals(RightsTable.markdown(), text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END)));
    }

    @TestFactory
    Stream<DynamicTest> every_caller_gets_what_the_table_says() {
        return RightsTable.ACTS.stream().flatMap(act -> Arrays.stream(Mode.values())
                .flatMap(mode -> Arrays.stream(Target.values()).flatMap(target -> Arrays.stream(Shown.values())
                        .filter(shown -> act.rule().outcome(mode, target, shown).isPresent())
                        .map(shown -> DynamicTest.dynamicTest(
                                Stream.of(act.route(), act.what(), mode, target, shown).map(Object::toString)
                                        .collect(Collectors.joining(", ")),
                                () -> tryOut(act, mode, target, shown))))));
    }

    private void tryOut(Act act, Mode mode, Target target, Shown shown) {
        String expected = act.rule().outcome(mode, target, shown).orElseThrow();
        for (Situation it : situations(act, mode, target, shown)) {
            Reply reply = act.request().send(it);
            if (expected.equals("yes")) {
                assertTrue(reply.status() == 200 || reply.status() == 204, reply::toString);
            } else {
                assertEquals(expected, String.valueOf(reply.status()), reply::toString);
                checkRefusal(act, reply);
            }
        }
    }

    private static boolean isAction(Act act) {
        return Routes.ACTIONS.stream().anyMatch(route -> route.name().equals(act.route()));
    }

    private static void checkRefusal(Act act, Reply reply) {
        boolean action = isAction(act);
        assertEquals(action ? "application/json" : Problem.MEDIA_TYPE, reply.header("Content-Type"), reply::toString);
        assertEquals(reply.status() == 401
                ? "Bearer realm=\"messaging\", Basic realm=\"messaging\", charset=\"UTF-8\""
                : "", reply.header("WWW-Authenticate"));
        if (action) {
            assertEquals(reply.status() == 403, reply.field("message").equals("Unauthorized access"), reply::toString);
            assertEquals(1, reply.json().size(), reply::toString);
        }
        assertFalse(reply.text().contains("Secret-"), reply::toString);
    }

    /** What is absent may have an id's form or not, and there is more than one way to be wrong. */
    private List<Situation> situations(Act act, Mode mode, Target target, Shown shown) {
        List<String> ids = target != Target.ABSENT
                ? List.of("")
                : List.of(act.about() == About.USER ? "user-0nobody" : "group-0nothing", "nobody", "user-", "a:b");
        List<Situation> situations = new ArrayList<>(ids.stream().map(
                id -> Situation.make(mode == Mode.OPEN ? open : required, act.about(), target, shown, id)).toList());
        if (shown == Shown.WRONG && takesHeader(act)) {
            Situation it = situations.getFirst();
            WrongHeaders.of(it.caller(), Situation.OTHERS_PASSWORD)
                    .forEach(headers -> situations.add(it.with(headers)));
        }
        return situations;
    }

    private static boolean takesHeader(Act act) {
        return !isAction(act) || List.of("create_group", "add_remove_users").contains(act.route());
    }
}
