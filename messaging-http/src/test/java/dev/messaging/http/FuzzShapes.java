package dev.messaging.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What answers may look like, and what may stand in none. */
final class FuzzShapes {
    /** By route, the fields of a success; those with a question mark may be missing. */
    private static final Map<String, String> SUCCESSES = Map.ofEntries(
            Map.entry("createUser", "userId username"),
            Map.entry("blockOrUnblock", "userId blockedUserId blocked scope?"),
            Map.entry("showUser", "userId username createdAt"), Map.entry("showNames", "users"),
            Map.entry("listBlocks", "blocks next"), Map.entry("listGroups", "groups next"),
            Map.entry("changePassword", "userId changed"), Map.entry("createGroup", "groupId groupName"),
            Map.entry("addOrRemoveMember", "groupId userId member"),
            Map.entry("showGroup", "groupId groupName members createdAt"), Map.entry("listMembers", "members next"),
            Map.entry("sendMessage", "messageId sentAt"), Map.entry("checkMessages", "messages next"),
            Map.entry("openSession", "token expiresAt"), Map.entry("register_user", "user_id"),
            Map.entry("send_message", "message"), Map.entry("check_messages", "messages next"),
            Map.entry("block_user", "message"), Map.entry("create_group", "group_id"),
            Map.entry("add_remove_users", "message"), Map.entry("send_group_message", "message"));
    private static final Map<String, ProblemType> TYPES = Arrays.stream(ProblemType.values())
            .collect(Collectors.toMap(ProblemType::path, type -> type));
    /** Statuses of HTTP itself, for which there is one type of problem. */
    private static final Set<Integer> OF_HTTP = Set.of(400, 414, 417, 426, 431, 501, 505);
    private static final Set<Integer> TROUBLE_OF_HTTP = Set.of(501, 505);
    /** The one answers a token, the other an example of one. */
    private static final Set<String> SHOW_TOKENS = Set.of("openSession", "openapi");
    private static final List<String> NOWHERE = List.of("Secret-", "Exception", "\tat ", "dev.messaging", "org.eclipse",
            "com.fasterxml", "io.javalin", "java.");

    private FuzzShapes() {}

    /** What is wrong with an answer, if something is. */
    static Optional<String> complaint(FuzzShot shot, FuzzAnswer answer) {
        for (String secret : NOWHERE) {
            if (answer.text().contains(secret) || answer.headers().toString().contains(secret)) {
                return Optional.of("it holds " + secret);
            }
        }
        if (answer.text().contains("mst_") && !(SHOW_TOKENS.contains(shot.route().name()) && answer.status() == 200)) {
            return Optional.of("it holds a token");
        }
        try {
            return answer.status() < 400 ? ofSuccess(shot, answer) : ofError(shot, answer);
        } catch (IOException e) {
            return Optional.of("it is no JSON");
        }
    }

    private static Optional<String> ofSuccess(FuzzShot shot, FuzzAnswer answer) throws IOException {
        if (!shot.sound()) {
            return answer.status() == 200 || answer.status() == 204 ? Optional.empty() : Optional.of("an odd success");
        }
        if (answer.status() == 204) {
            boolean empty = shot.method().equals("OPTIONS") || shot.route().name().equals("endSession");
            return empty && answer.text().isEmpty() ? Optional.empty() : Optional.of("nothing to say");
        }
        if (answer.status() != 200) {
            return Optional.of("an undocumented success");
        }
        if (shot.method().equals("HEAD") || shot.route().dialect() == Dialect.OPERATIONS) {
            return Optional.empty();
        }
        if (shot.route().name().equals("followMessages")) {
            boolean events = answer.text().startsWith("retry: ") && answer.text().endsWith("\n\n")
                    && answer.header("Content-Type").equals("text/event-stream");
            return events ? Optional.empty() : Optional.of("no events");
        }
        String fields = SUCCESSES.get(shot.route().name());
        if (fields == null) {
            return Optional.of("nobody has documented it here: " + shot.route().name());
        }
        return hasFields(answer.json(), fields) && answer.header("Content-Type").equals("application/json")
                ? Optional.empty()
                : Optional.of("not of the documented form " + fields);
    }

    private static Optional<String> ofError(FuzzShot shot, FuzzAnswer answer) throws IOException {
        if (answer.status() >= 500 && !TROUBLE_OF_HTTP.contains(answer.status())) {
            return Optional.of("trouble of the server's");
        }
        if ((answer.status() == 405 && answer.header("Allow").isEmpty())
                || (answer.status() == 401 && answer.header("WWW-Authenticate").isEmpty())
                || (answer.status() == 429 && answer.header("Retry-After").isEmpty())) {
            return Optional.of("a header is missing");
        }
        if (shot.method().equals("HEAD") && answer.text().isEmpty()) {
            return Optional.empty();
        }
        JsonNode json = answer.json();
        boolean problem = isProblem(answer, json);
        boolean action = hasFields(json, "message") && answer.header("Content-Type").equals("application/json")
                && !json.path("message").asText().isEmpty();
        boolean right = !shot.sound()
                ? problem || action
                : shot.route().dialect() == Dialect.ACTIONS ? action : problem;
        return right ? Optional.empty() : Optional.of("not an error as documented");
    }

    private static boolean isProblem(FuzzAnswer answer, JsonNode json) {
        ProblemType type = TYPES.get(json.path("type").asText());
        boolean status = type == ProblemType.BAD_REQUEST
                ? OF_HTTP.contains(answer.status())
                : type != null && type.status() == answer.status();
        return status && type != null && hasFields(json, "type title status detail field? requestId")
                && json.path("title").asText().equals(type.title()) && json.path("status").asInt() == answer.status()
                && !json.path("detail").asText().isEmpty()
                && answer.header("Content-Type").equals("application/problem+json");
    }

    private static boolean hasFields(JsonNode json, String documented) {
        Set<String> there = new HashSet<>();
        json.fieldNames().forEachRemaining(there::add);
        for (String field : documented.split(" ", -1)) {
            boolean optional = field.endsWith("?");
            boolean found = there.remove(optional ? field.substring(0, field.length() - 1) : field);
            if (!found && !optional) {
                return false;
            }
        }
        return json.isObject() && there.isEmpty();
    }
}
