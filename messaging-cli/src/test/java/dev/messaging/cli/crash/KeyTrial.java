package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message that was sent twice with one key, before any fault.
 *
 * @param what which servers got it, and in which dialect
 * @param dialect the first one names the message in each answer
 * @param ids what the answers call it
 * @param stands how often it is in the recipient's inbox
 */
record KeyTrial(String what, Dialect dialect, List<Optional<String>> ids, long stands) {
    KeyTrial {
        ids = List.copyOf(ids);
    }

    /** Each pair of servers, a server and itself included, in both dialects. */
    static List<KeyTrial> all(Wire wire, List<Node> nodes) throws InterruptedException {
        List<KeyTrial> trials = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (Node first : nodes) {
                for (Node second : nodes) {
                    trials.add(of(wire, dialect, first, second));
                }
            }
        }
        return trials;
    }

    private static KeyTrial of(Wire wire, Dialect dialect, Node first, Node second) throws InterruptedException {
        World.Maker here = new World.Maker(wire, List.of(first));
        World.Maker there = new World.Maker(wire, List.of(second));
        Person alone = here.open("Whoever tries keys");
        Call call = dialect.send(alone, alone.id(), "once", false).withKey("try-" + alone.id());
        List<Optional<String>> ids = List.of(Json.text(here.make(call), "messageId"),
                Json.text(there.make(call), "messageId"));
        int stands = dialect.messages(alone.id(), there.make(dialect.check(alone, Optional.empty()))).size();
        return new KeyTrial(first + ", then " + second + ", " + dialect, dialect, ids, stands);
    }

    boolean isKept() {
        boolean named = dialect == Dialect.SECOND
                || (ids.stream().allMatch(Optional::isPresent) && ids.stream().distinct().count() == 1);
        return stands == 1 && named;
    }

    /**
     * What is wrong with those of a run.
     *
     * @param anotherVersion whether there is one among the servers, which may be older than keys
     */
    static List<Violation> violations(List<KeyTrial> trials, boolean anotherVersion) {
        return anotherVersion
                ? List.of()
                : trials.stream().filter(trial -> !trial.isKept())
                        .map(trial -> new Violation(Kind.KEY_IGNORED, trial.toString())).toList();
    }

    @Override
    public String toString() {
        return what + ": sent twice with one key it stands " + stands + " times, under the ids " + ids;
    }
}
