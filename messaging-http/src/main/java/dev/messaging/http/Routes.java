package dev.messaging.http;

import static dev.messaging.http.Route.get;
import static dev.messaging.http.Route.health;
import static dev.messaging.http.Route.post;

import java.util.List;

/** Everything that is served, in one table. Of two paths that match, the one that stands first is taken. */
final class Routes {
    static final List<Route> V1 = List.of(
            post("/v1/users/create", "Create a user", UsersApi::create),
            post("/v1/users/{userId}", "?op=block, ?op=unblock: block a user, or lift the block",
                    UsersApi::blockOrUnblock),
            get("/v1/users/{userId}", "Look a user up", UsersApi::show),
            get("/v1/users", "?ids=a,b: the names of up to 100 users", UsersApi::names),
            get("/v1/users/{userId}/blocks", "Whom the user blocks", UsersApi::blocks),
            get("/v1/users/{userId}/groups", "The groups that the user is in", GroupsApi::ofUser),
            post("/v1/groups/create", "Create a group", GroupsApi::create),
            post("/v1/groups/{groupId}", "?op=add, ?op=remove: add a member, or remove one", GroupsApi::addOrRemove),
            get("/v1/groups/{groupId}", "Look a group up", GroupsApi::show),
            get("/v1/groups/{groupId}/members", "The members of the group", GroupsApi::members),
            post("/v1/messages/send", "?type=private, ?type=group: send a message", MessagesApi::send),
            get("/v1/messages/{userId}", "Check for messages, also ?after=, ?timestamp=, ?limit=", MessagesApi::check));

    private Routes() {}

    static List<Route> operations(Health health, Welcome welcome) {
        return List.of(
                get("/", "This page, or a line of JSON", welcome::show),
                health("/health/live", "Whether the process lives", health::live),
                health("/health/ready", "Whether it wants requests, and how the store is", health::ready));
    }
}
