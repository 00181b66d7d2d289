package dev.messaging.http;

import static dev.messaging.http.Route.action;
import static dev.messaging.http.Route.delete;
import static dev.messaging.http.Route.exempt;
import static dev.messaging.http.Route.get;
import static dev.messaging.http.Route.page;
import static dev.messaging.http.Route.post;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that is served, in one table. Of two paths that match, the one that stands first is taken. */
final class Routes {
    static final List<Route> V1 = List.of(
            post("/v1/users/create", "createUser", "Create a user", UsersApi::create).charged(Charge.creation()),
            post("/v1/users/{userId}", "blockOrUnblock", "?op=block, ?op=unblock: block a user, or lift the block",
                    UsersApi::blockOrUnblock).charged(Charge.callOfPath("userId")),
            get("/v1/users/{userId}", "showUser", "Look a user up", UsersApi::show),
            get("/v1/users", "showNames", "?ids=a,b: the names of up to 100 users", UsersApi::names),
            get("/v1/users/{userId}/blocks", "listBlocks", "Whom the user blocks", UsersApi::blocks)
                    .charged(Charge.callOfPath("userId")),
            get("/v1/users/{userId}/groups", "listGroups", "The groups that the user is in", GroupsApi::ofUser)
                    .charged(Charge.callOfPath("userId")),
            post("/v1/users/{userId}/password", "changePassword", "Change the user's password",
                    UsersApi::changePassword).charged(Charge.callOfPath("userId")),
            post("/v1/groups/create", "createGroup", "Create a group", GroupsApi::create).charged(Charge.creation()),
            post("/v1/groups/{groupId}", "addOrRemoveMember", "?op=add, ?op=remove: add a member, or remove one",
                    GroupsApi::addOrRemove),
            get("/v1/groups/{groupId}", "showGroup", "Look a group up", GroupsApi::show),
            get("/v1/groups/{groupId}/members", "listMembers", "The members of the group", GroupsApi::members),
            post("/v1/messages/send", "sendMessage", "?type=private, ?type=group: send a message",
                    MessagesApi::send).charged(Charge.sendOfBody("senderId")),
            get("/v1/messages/{userId}", "checkMessages", "Check for messages, also ?after=, ?timestamp=, ?limit=",
                    MessagesApi::check).charged(Charge.callOfPath("userId")).check(),
            get("/v1/messages/{userId}/events", "followMessages",
                    "Messages as server-sent events, also ?after=, ?timestamp=", EventsApi::follow)
                    .charged(Charge.callOfPath("userId")),
            post("/v1/sessions", "openSession", "Get a token for a password", SessionsApi::open)
                    .charged(Charge.callOfBody("userId")),
            delete("/v1/sessions", "endSession", "End the session in use, or with ?all=true all",
                    SessionsApi::end));

    static final List<Route> ACTIONS = List.of(
            action("/register_user", "Create a user with a password", ActionsApi::registerUser)
                    .charged(Charge.creation()),
            action("/send_message", "Send a message to a user", ActionsApi::sendMessage)
                    .charged(Charge.sendOfBody("sender_id")),
            action("/check_messages", "Check for messages, also from an earlier \"next\" on",
                    ActionsApi::checkMessages).charged(Charge.callOfBody("user_id")).check(),
            action("/block_user", "Block a user, everywhere", ActionsApi::blockUser)
                    .charged(Charge.callOfBody("user_id")),
            action("/create_group", "Create a group with members", GroupActionsApi::createGroup)
                    .charged(Charge.creation()),
            action("/add_remove_users", "Add a member to a group, or remove one", GroupActionsApi::addRemoveUsers)
                    .charged(Charge.callOfBody("caller_id")),
            action("/send_group_message", "Send a message to a group", ActionsApi::sendGroupMessage)
                    .charged(Charge.sendOfBody("sender_id")));

    private static final Set<String> ACTION_PATHS = ACTIONS.stream().map(Route::path)
            .collect(Collectors.toUnmodifiableSet());

    private Routes() {}

    /** Every route, of all dialects. */
    static List<Route> all(Health health, Welcome welcome, Scrape scrape) {
        return Stream.of(V1, ACTIONS, operations(health, welcome, scrape)).flatMap(List::stream).toList();
    }

    /** How errors are told at a path, even at one with a wrong method, or at none. */
    static Dialect dialectAt(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return ACTION_PATHS.contains(bare) ? Dialect.ACTIONS : Dialect.V1;
    }

    private static List<Route> operations(Health health, Welcome welcome, Scrape scrape) {
        return List.of(
                page("/", "welcome", "This page, or a line of JSON", welcome::show),
                page("/openapi.json", "openapi", "The API as an OpenAPI 3.1 document", ApiDocument::show),
                page("/docs", "docs", "The API, to read and to try out", Docs::page),
                page("/docs/{file}", "docsFile", "What that page is made of", Docs::file),
                page("/problems", "problems", "Every kind of problem", ProblemPages::all),
                page("/problems/{name}", "problem", "What a kind of problem means", ProblemPages::one),
                exempt("/health/live", "live", "Whether the process lives", health::live),
                exempt("/health/ready", "ready", "Whether it wants requests, and how the store is", health::ready),
                exempt("/metrics", "metrics", "What Prometheus scrapes", scrape::show));
    }
}
