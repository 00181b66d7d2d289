package dev.messaging.http;

import dev.messaging.http.Served.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what: every act of every route, with what each kind of caller gets. The one source of the table in the documentation
 * and of the test that tries it all.
 */
final class RightsTable {
    private RightsTable() {}

    /** How the server was started. */
    enum Mode {
        OPEN, REQUIRED
    }

    /** What the account or the group is that the act is about. */
    enum Target {
        OPEN, PROTECTED, ABSENT
    }

    /** What a request shows. The order is the one of a rule's outcomes. */
    enum Shown {
        NOTHING, WRONG, ANOTHERS, OWN
    }

    /**
     * What becomes of an act that shows nothing, wrong credentials, another user's, or one's own: "yes" means that it is done, a
     * number is the status of the refusal, and "-" stands for what there is not.
     */
    record Outcomes(String nothing, String wrong, String anothers, String own) {
        static Outcomes of(String text) {
            String[] words = text.split(" ", -1);
            return new Outcomes(words[0], words[1], words[2], words[3]);
        }

        String of(Shown shown) {
            return switch (shown) {
                case NOTHING -> nothing;
                case WRONG -> wrong;
                case ANOTHERS -> anothers;
                case OWN -> own;
            };
        }

        String text() {
            List<String> all = List.of(nothing, wrong, anothers, own);
            return all.stream().allMatch("-"::equals) ? "" : String.join(" · ", all).replace("-", "–");
        }
    }

    /** Outcomes by what the act is about. */
    record ByTarget(Outcomes open, Outcomes isProtected, Outcomes absent) {
        static ByTarget of(String open, String isProtected, String absent) {
            return new ByTarget(Outcomes.of(open), Outcomes.of(isProtected), Outcomes.of(absent));
        }

        Outcomes of(Target target) {
            return switch (target) {
                case OPEN -> open;
                case PROTECTED -> isProtected;
                case ABSENT -> absent;
            };
        }
    }

    /** Outcomes by how the server was started. */
    record Rule(ByTarget open, ByTarget required) {
        Outcomes of(Mode mode, Target target) {
            return (mode == Mode.OPEN ? open : required).of(target);
        }

        /** What is to be expected; nothing if there is no such case. */
        Optional<String> outcome(Mode mode, Target target, Shown shown) {
            return Optional.of(of(mode, target).of(shown)).filter(outcome -> !outcome.equals("-"));
        }
    }

    /** What the act is about, and thereby whose credentials are one's own. */
    enum About {
        /** An account: one's own are its. */
        USER,
        /** A group, as a member: another's are those of somebody who is not in it. */
        MEMBER,
        /** A group, as its owner: another's are those of a member. */
        OWNER
    }

    /** Makes the request, as one of the table's callers. */
    @FunctionalInterface
    interface Request {
        Reply send(Situation it);
    }

    /**
     * A row.
     *
     * @param route the name of the route
     * @param what the act in a few words; a route may know several
     * @param about what it is about
     * @param rule what becomes of it
     * @param request tries it
     */
    record Act(String route, String what, About about, Rule rule, Request request) {}

    private static final Rule ACT_AS = new Rule(
            ByTarget.of("yes 401 yes -", "401 401 403 yes", "404 401 403 -"),
            ByTarget.of("401 401 403 -", "401 401 403 yes", "401 401 403 -"));
    private static final Rule KEEP = new Rule(
            ByTarget.of("401 401 403 -", "401 401 403 yes", "401 401 403 -"),
            ByTarget.of("401 401 403 -", "401 401 403 yes", "401 401 403 -"));
    private static final Rule READ_USER = new Rule(
            ByTarget.of("yes 401 yes -", "401 401 yes yes", "404 401 404 -"),
            ByTarget.of("401 401 yes -", "401 401 yes yes", "401 401 404 -"));
    private static final Rule READ_NAMES = new Rule(
            ByTarget.of("yes 401 yes -", "401 401 yes yes", "yes 401 yes -"),
            ByTarget.of("401 401 yes -", "401 401 yes yes", "401 401 yes -"));
    private static final Rule OPEN_SESSION = new Rule(
            ByTarget.of("401 401 401 -", "yes 401 yes yes", "401 401 401 -"),
            ByTarget.of("401 401 401 -", "yes 401 yes yes", "401 401 401 -"));
    private static final Rule END_SESSIONS = new Rule(
            ByTarget.of("- - - -", "401 401 - yes", "- - - -"),
            ByTarget.of("- - - -", "401 401 - yes", "- - - -"));
    private static final Rule TAKE_PART = new Rule(
            ByTarget.of("yes 401 yes -", "401 401 403 yes", "404 401 403 -"),
            ByTarget.of("401 401 yes -", "401 401 403 yes", "401 401 403 -"));
    private static final Rule REMOVE = new Rule(
            ByTarget.of("yes 401 yes -", "401 401 403 yes", "404 401 403 -"),
            ByTarget.of("401 401 yes -", "401 401 403 yes", "401 401 403 -"));
    private static final Rule LEAVE = new Rule(
            ByTarget.of("yes 401 yes yes", "401 401 403 yes", "404 401 403 404"),
            ByTarget.of("401 401 yes yes", "401 401 403 yes", "401 401 403 404"));
    private static final Rule CREATE_OPEN_USER = new Rule(
            ByTarget.of("yes 401 yes -", "- - - -", "- - - -"),
            ByTarget.of("400 401 400 -", "- - - -", "- - - -"));
    private static final Rule CREATE_PROTECTED_USER = new Rule(
            ByTarget.of("- - - -", "yes 401 yes -", "- - - -"),
            ByTarget.of("- - - -", "yes 401 yes -", "- - - -"));
    private static final Rule CREATE_GROUP = new Rule(
            ByTarget.of("yes 401 yes -", "- - - -", "- - - -"),
            ByTarget.of("401 401 yes -", "- - - -", "- - - -"));
    private static final Rule REGISTER = new Rule(
            ByTarget.of("- - - -", "yes - - -", "- - - -"),
            ByTarget.of("- - - -", "yes - - -", "- - - -"));
    private static final Rule ACTION_AS = new Rule(
            ByTarget.of("400 yes yes -", "400 403 403 yes", "400 403 403 -"),
            ByTarget.of("400 403 403 -", "400 403 403 yes", "400 403 403 -"));
    private static final Rule ACTION_CREATE_GROUP = new Rule(
            ByTarget.of("yes 403 yes -", "- - - -", "- - - -"),
            ByTarget.of("403 403 yes -", "- - - -", "- - - -"));
    private static final Rule ACTION_ADD = new Rule(
            ByTarget.of("yes 403 yes -", "403 403 403 yes", "400 403 403 -"),
            ByTarget.of("403 403 yes -", "403 403 403 yes", "403 403 403 -"));
    private static final Rule ACTION_REMOVE = new Rule(
            ByTarget.of("yes 403 yes -", "403 403 403 yes", "400 403 403 -"),
            ByTarget.of("403 403 yes -", "403 403 403 yes", "403 403 403 -"));
    private static final Rule ACTION_LEAVE = new Rule(
            ByTarget.of("yes 403 yes yes", "403 403 403 yes", "400 403 403 400"),
            ByTarget.of("403 403 yes yes", "403 403 403 yes", "403 403 403 400"));

    static final List<Act> ACTS = List.of(
            user("createUser", "create an open user", CREATE_OPEN_USER,
                    it -> it.post("/v1/users/create", "username", "x")),
            user("createUser", "create a protected user", CREATE_PROTECTED_USER,
                    it -> it.post("/v1/users/create", "username", "x", "password", "Secret-new-user")),
            user("showUser", "look a user up", READ_USER, it -> it.get("/v1/users/" + it.target())),
            user("showNames", "look up names", READ_NAMES, it -> it.get("/v1/users?ids=" + it.target())),
            user("changePassword", "change a password", KEEP, it -> it.post("/v1/users/" + it.target() + "/password",
                    "current", Situation.OWN_PASSWORD, "new", "Secret-new-1")),
            user("openSession", "open a session, with the right password", OPEN_SESSION, it -> it.post("/v1/sessions",
                    "userId", it.target(), "password", Situation.OWN_PASSWORD)),
            user("endSession", "end all sessions", END_SESSIONS, it -> it.delete("/v1/sessions?all=true")),
            user("blockOrUnblock", "block", ACT_AS,
                    it -> it.post("/v1/users/" + it.target() + "?op=block", "blockedUserId", it.bystander())),
            user("blockOrUnblock", "unblock", ACT_AS,
                    it -> it.post("/v1/users/" + it.target() + "?op=unblock", "blockedUserId", it.blocked())),
            user("listBlocks", "list whom a user blocks", ACT_AS, it -> it.get("/v1/users/" + it.target() + "/blocks")),
            user("listGroups", "list a user's groups", ACT_AS, it -> it.get("/v1/users/" + it.target() + "/groups")),
            user("sendMessage", "send to a user", ACT_AS, it -> it.post("/v1/messages/send?type=private", "senderId",
                    it.target(), "receiverId", it.bystander(), "message", "Hi")),
            user("sendMessage", "send to a group", ACT_AS, it -> it.post("/v1/messages/send?type=group", "senderId",
                    it.target(), "groupId", it.commonGroup(), "message", "Hi")),
            user("checkMessages", "check for messages", ACT_AS, it -> it.get("/v1/messages/" + it.target())),
            user("followMessages", "follow messages", ACT_AS, it -> it.get("/v1/messages/" + it.target() + "/events")),
            user("createGroup", "create a group", CREATE_GROUP,
                    it -> it.post("/v1/groups/create", "groupName", "x")),
            member("showGroup", "look a group up", TAKE_PART, it -> it.get("/v1/groups/" + it.target())),
            member("listMembers", "list the members", TAKE_PART,
                    it -> it.get("/v1/groups/" + it.target() + "/members")),
            member("addOrRemoveMember", "add a member", TAKE_PART,
                    it -> it.post("/v1/groups/" + it.target() + "?op=add", "userId", it.bystander())),
            owner("addOrRemoveMember", "remove a member", REMOVE,
                    it -> it.post("/v1/groups/" + it.target() + "?op=remove", "userId", it.member())),
            member("addOrRemoveMember", "leave a group", LEAVE,
                    it -> it.post("/v1/groups/" + it.target() + "?op=remove", "userId", it.member())),
            user("register_user", "create a protected user", REGISTER,
                    it -> it.post("/register_user", "password", "Secret-new-user")),
            user("send_message", "send to a user", ACTION_AS,
                    it -> it.action("/send_message", "sender_id", "receiver_id", it.bystander(), "message", "Hi")),
            user("check_messages", "check for messages", ACTION_AS, it -> it.action("/check_messages", "user_id")),
            user("block_user", "block", ACTION_AS,
                    it -> it.action("/block_user", "user_id", "blocked_user_id", it.bystander())),
            user("create_group", "create a group", ACTION_CREATE_GROUP,
                    it -> it.groupAction("/create_group", "members", it.bystander())),
            member("add_remove_users", "add a member", ACTION_ADD, it -> it.groupAction("/add_remove_users", "group_id",
                    it.target(), "user_id", it.bystander(), "action", "add")),
            owner("add_remove_users", "remove a member", ACTION_REMOVE, it -> it.groupAction("/add_remove_users",
                    "group_id", it.target(), "user_id", it.member(), "action", "remove")),
            member("add_remove_users", "leave a group", ACTION_LEAVE, it -> it.groupAction("/add_remove_users",
                    "group_id", it.target(), "user_id", it.member(), "action", "remove")),
            user("send_group_message", "send to a group", ACTION_AS, it -> it.action("/send_group_message", "sender_id",
                    "group_id", it.commonGroup(), "message", "Hi")));

    private static Act user(String route, String what, Rule rule, Request request) {
        return new Act(route, what, About.USER, rule, request);
    }

    private static Act member(String route, String what, Rule rule, Request request) {
        return new Act(route, what, About.MEMBER, rule, request);
    }

    private static Act owner(String route, String what, Rule rule, Request request) {
        return new Act(route, what, About.OWNER, rule, request);
    }

    /** Every route that has callers. */
    static List<Route> routes() {
        return Stream.of(Routes.V1, Routes.ACTIONS).flatMap(List::stream).toList();
    }

    /** The table as it stands in the documentation. */
    static String markdown() {
        List<String> lines = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            lines.add("With `--auth " + (mode == Mode.OPEN ? "open`, the default:" : "required`:"));
            lines.add("");
            lines.add("| call | to | open account or group | protected account, owned group | nothing there |");
            lines.add("|---|---|---|---|---|");
            for (Act act : ACTS) {
                lines.add(Stream.concat(Stream.of("`" + call(act) + "`", act.what()),
                        Arrays.stream(Target.values()).map(target -> act.rule().of(mode, target).text()))
                        .collect(Collectors.joining(" | ", "| ", " |")).replace("|  |", "| |").replace("|  |", "| |"));
            }
            lines.add("");
        }
        return String.join("\n", lines);
    }

    private static String call(Act act) {
        Route route = routes().stream().filter(one -> one.name().equals(act.route())).findFirst().orElseThrow();
        return route.method() + " " + route.path();
    }
}
