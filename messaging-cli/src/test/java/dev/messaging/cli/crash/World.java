package dev.messaging.cli.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who there is before the first fault: people, some with a password; groups; blocks.
 *
 * @param people those who talk come first
 * @param groups by id, with those who are members from the beginning
 * @param blocks those that hold throughout
 * @param mutes those of them that concern group messages as well
 */
record World(List<Person> people, Map<String, List<Person>> groups, Set<Tie> blocks, Set<Tie> mutes) {
    static final int TALKERS = 12;
    private static final int PEOPLE = 36;
    /** A server that was just started has to hash each one before it knows it. */
    private static final int ONE_PASSWORD_IN = 6;
    /** One group is so large that it is made in more than one step. */
    private static final List<Integer> GROUP_SIZES = List.of(30, 6, 34);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    List<Person> talkers() {
        return people.subList(0, TALKERS);
    }

    List<Person> listeners() {
        return people.subList(TALKERS, people.size());
    }

    /** Makes it, asking the servers in turn. */
    static World create(Wire wire, List<Node> nodes) throws InterruptedException {
        Maker maker = new Maker(wire, nodes);
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(
                    i % ONE_PASSWORD_IN == 1 ? maker.withPassword("Secret-of-person-" + i) : maker.open("Person " + i));
        }
        Map<String, List<Person>> groups = new LinkedHashMap<>();
        for (int size : GROUP_SIZES) {
            groups.put(maker.group(people.subList(0, size)), people.subList(0, size));
        }
        Tie block = new Tie(people.get(9).id(), people.get(8).id());
        maker.done(blocking(people.get(9), people.get(8), true));
        Tie mute = new Tie(people.get(10).id(), people.get(11).id());
        maker.done(Call.post("/block_user", Map.of("user_id", mute.owner(), "password", people.get(10).passwordInBody(),
                "blocked_user_id", mute.other()), Map.of()));
        return new World(people, groups, Set.of(block, mute), Set.of(mute));
    }

    static Call blocking(Person owner, Person other, boolean on) {
        return Call.post("/v1/users/" + owner.id() + "?op=" + (on ? "block" : "unblock"),
                Map.of("blockedUserId", other.id()), owner.credentials());
    }

    static Call membership(String group, Person member, boolean on) {
        return Call.post("/add_remove_users",
                Map.of("group_id", group, "user_id", member.id(), "action", on ? "add" : "remove"), Map.of());
    }

    /** Asks before any fault, when every call must be done. */
    static final class Maker {
        private final Wire wire;
        private final List<Node> nodes;
        private int calls;

        Maker(Wire wire, List<Node> nodes) {
            this.wire = wire;
            this.nodes = nodes;
        }

        Person open(String name) throws InterruptedException {
            return person(Call.post("/v1/users/create", Map.of("username", name), Map.of()), "userId",
                    Optional.empty());
        }

        Person withPassword(String password) throws InterruptedException {
            return person(Call.post("/register_user", Map.of("password", password), Map.of()), "user_id",
                    Optional.of(password));
        }

        private Person person(Call call, String field, Optional<String> password) throws InterruptedException {
            return new Person(Json.text(make(call), field).orElseThrow(), password);
        }

        String group(List<Person> members) throws InterruptedException {
            String ids = members.stream().map(Person::id).collect(Collectors.joining(", "));
            return Json.text(make(Call.post("/create_group", Map.of("members", ids), Map.of())), "group_id")
                    .orElseThrow();
        }

        void done(Call call) throws InterruptedException {
            var unused = make(call);
        }

        Map<?, ?> make(Call call) throws InterruptedException {
            Reply reply = wire.ask(nodes.get(calls++ % nodes.size()).url(), call, PATIENCE);
            if (reply instanceof Reply.Answer answer && answer.isDone()) {
                return answer.body();
            }
            throw new IllegalStateException("before any fault, " + call.path() + " gave " + reply);
        }
    }
}
