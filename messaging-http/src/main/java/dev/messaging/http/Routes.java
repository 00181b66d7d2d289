package dev.messaging.http;

import static dev.messaging.http.Route.get;
import static dev.messaging.http.Route.health;
import static dev.messaging.http.Route.post;

import java.util.List;

/** Everything that is served, in one table. Of two paths that match, the one that stands first is taken. */
final class Routes {
    static final List<Route> V1 = List.of(
            post("/v1/users/create", UsersApi::create),
            post("/v1/users/{userId}", UsersApi::blockOrUnblock),
            get("/v1/users/{userId}", UsersApi::show),
            get("/v1/users", UsersApi::names),
            get("/v1/users/{userId}/blocks", UsersApi::blocks),
            get("/v1/users/{userId}/groups", GroupsApi::ofUser),
            post("/v1/groups/create", GroupsApi::create),
            post("/v1/groups/{groupId}", GroupsApi::addOrRemove),
            get("/v1/groups/{groupId}", GroupsApi::show),
            get("/v1/groups/{groupId}/members", GroupsApi::members),
            post("/v1/messages/send", MessagesApi::send),
            get("/v1/messages/{userId}", MessagesApi::check));

    private Routes() {}

    static List<Route> operations(Health health, Welcome welcome) {
        return List.of(
                get("/", welcome::show),
                health("/health/live", health::live),
                health("/health/ready", health::ready));
    }
}
