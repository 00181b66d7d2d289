package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what was sent against what arrived. */
final class Checker {
    private final Observations observations;
    private final Map<String, Send> sends = new HashMap<>();
    /** For each text in whose inboxes it stands. */
    private final Map<String, Set<String>> owners = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private Checker(Observations observations) {
        this.observations = observations;
        observations.sends().forEach(send -> sends.put(send.text(), send));
        observations.inboxes().forEach((owner, inbox) -> inbox
                .forEach(seen -> owners.computeIfAbsent(seen.text(), text -> new HashSet<>()).add(owner)));
    }

    static Verdict check(Observations observations) {
        Checker checker = new Checker(observations);
        checker.violations.addAll(observations.noticed());
        observations.sends().forEach(checker::checkSend);
        observations.inboxes().forEach(checker::checkInbox);
        observations.readings().forEach(checker::checkReading);
        long overtaken = observations.inboxes().values().stream().mapToLong(checker::overtaken).sum();
        return new Verdict(checker.violations, overtaken);
    }

    /** What is still on its way, or lost: whoever waits for deliveries to be finished asks again until there is none. */
    static List<Violation> missing(Observations observations) {
        Checker checker = new Checker(observations);
        observations.sends().forEach(send -> checker.checkDelivered(send, checker.standsWith(send)));
        return checker.violations;
    }

    private void checkSend(Send send) {
        Set<String> with = standsWith(send);
        checkDelivered(send, with);
        with.stream().filter(owner -> !mayHave(owner, send))
                .forEach(owner -> add(Kind.MISDIRECTED, send.name() + " is in the inbox of " + owner));
        if (isDenied(send) && !with.isEmpty()) {
            add(Kind.UNDEAD, send.name() + " was " + send.outcome() + ", and is with " + with);
        }
        checkBlock(send, !with.isEmpty());
    }

    private void checkDelivered(Send send, Set<String> with) {
        boolean accepted = send.outcome() instanceof Outcome.Accepted;
        if (isDenied(send) || (!accepted && with.isEmpty())) {
            return;
        }
        List<String> without = mustHave(send).filter(owner -> !with.contains(owner)).sorted().toList();
        if (!without.isEmpty()) {
            add(with.isEmpty() ? Kind.LOST : Kind.HALF_DELIVERED,
                    send.name() + " (" + send.outcome() + ") is not with " + without + ", but with " + with.size());
        }
    }

    private void checkBlock(Send send, boolean stands) {
        Tie block = new Tie(send.recipient(), send.sender());
        boolean accepted = send.outcome() instanceof Outcome.Accepted;
        if ((accepted || stands) && observations.blocks().surelyThroughout(block, send.effect())) {
            add(Kind.BLOCK_IGNORED, send.name() + " was " + send.outcome() + ", and the recipient blocks the sender");
        }
        if (send.outcome() instanceof Outcome.Refused && !observations.blocks().perhapsWithin(block, send.effect())) {
            add(Kind.WRONGLY_REFUSED, send.name());
        }
    }

    private static boolean isDenied(Send send) {
        return switch (send.outcome()) {
            case Outcome.Refused refused -> true;
            case Outcome.NotDone notDone -> true;
            case Outcome.Accepted accepted -> false;
            case Outcome.Unknown unknown -> false;
        };
    }

    private Set<String> standsWith(Send send) {
        return owners.getOrDefault(send.text(), Set.of());
    }

    private Stream<String> mustHave(Send send) {
        return send.toGroup()
                ? observations.memberships().others(send.recipient()).stream()
                        .filter(member -> observations.memberships()
                                .surelyThroughout(new Tie(send.recipient(), member), send.effect())
                                && !mutes(member, send))
                : Stream.of(send.recipient(), send.copied() ? send.sender() : send.recipient()).distinct();
    }

    private boolean mayHave(String owner, Send send) {
        return send.toGroup()
                ? observations.memberships().perhapsWithin(new Tie(send.recipient(), owner), send.effect())
                        && !mutes(owner, send)
                : owner.equals(send.recipient()) || (send.copied() && owner.equals(send.sender()));
    }

    private boolean mutes(String owner, Send send) {
        return observations.mutes().contains(new Tie(owner, send.sender()));
    }

    private void checkInbox(String owner, List<Seen> inbox) {
        String where = " in the inbox of " + owner;
        doubles(inbox).forEach(text -> add(Kind.DOUBLED, text + where));
        long last = -1;
        for (Seen seen : inbox) {
            long at = seen.place().map(Seen.Place::timestamp).orElse(last + 1);
            if (at <= last) {
                add(Kind.OUT_OF_ORDER, seen.text() + where + " has the time " + at + " behind " + last);
            }
            last = at;
            checkUnaltered(owner, seen);
        }
    }

    private void checkUnaltered(String owner, Seen seen) {
        Send send = sends.get(seen.text());
        if (send == null) {
            add(Kind.ALTERED, "nobody sent \"" + seen.text() + "\", which is in the inbox of " + owner);
        } else if (!seen.sender().equals(send.sender()) || !isAddressed(seen, owner, send) || isRenamed(seen, send)) {
            add(Kind.ALTERED, send.name() + " (" + send.outcome() + ") became " + seen);
        }
    }

    private static boolean isRenamed(Seen seen, Send send) {
        return send.outcome() instanceof Outcome.Accepted(Optional<String> id) && id.isPresent()
                && !id.equals(seen.place().map(Seen.Place::messageId));
    }

    /** The second dialect does not tell whom a copy went to. */
    private static boolean isAddressed(Seen seen, String owner, Send send) {
        boolean needless = owner.equals(send.recipient()) || (!send.toGroup() && seen.place().isEmpty());
        return seen.recipient().map(send.recipient()::equals).orElse(needless);
    }

    private void checkReading(Reading reading) {
        List<Seen> inbox = observations.inbox(reading.owner());
        List<Seen> there = reading.complete() ? inbox : inbox.subList(0, Math.min(inbox.size(), reading.seen().size()));
        Map<String, Integer> places = places(there);
        doubles(reading.seen()).forEach(text -> add(Kind.DOUBLED, text + " came twice to " + reading.reader()));
        Set<String> seen = reading.seen().stream().map(Seen::text).collect(Collectors.toSet());
        there.stream().map(Seen::text).filter(text -> !seen.contains(text))
                .forEach(text -> add(Kind.SKIPPED, text + " never came to " + reading.reader()));
        int last = -1;
        for (Seen one : reading.seen()) {
            int place = places.getOrDefault(one.text(), -1);
            if (place < 0) {
                add(Kind.GONE, one.text() + ", which " + reading.reader() + " has seen, is not there");
            } else if (place < last) {
                add(Kind.OUT_OF_ORDER, one.text() + " came late to " + reading.reader());
            } else if (!one.place().map(there.get(place).place().orElseThrow()::equals).orElse(true)) {
                add(Kind.ALTERED, one + " was seen by " + reading.reader() + ", now it is " + there.get(place));
            }
            last = Math.max(last, place);
        }
        checkLooks(reading, inbox);
    }

    /** A look at all shows every direct message that had been accepted; of a group's some may be left to the recovery. */
    private void checkLooks(Reading reading, List<Seen> inbox) {
        for (int i = 0; i < inbox.size(); i++) {
            Send send = sends.get(inbox.get(i).text());
            if (send == null || send.toGroup() || send.copied() || !(send.outcome() instanceof Outcome.Accepted)) {
                continue;
            }
            for (Reading.Look look : reading.looks()) {
                if (send.during().to() < look.from() && look.count() <= i) {
                    add(Kind.STALE, send.name() + " did not come to " + reading.reader());
                }
            }
        }
    }

    private long overtaken(List<Seen> inbox) {
        Map<String, Send> latest = new HashMap<>();
        long count = 0;
        for (Seen seen : inbox) {
            Send send = sends.get(seen.text());
            if (send != null && send.outcome() instanceof Outcome.Accepted) {
                Send before = latest.put(send.sender(), send);
                count += before != null && send.during().to() < before.during().from() ? 1 : 0;
            }
        }
        return count;
    }

    private static Set<String> doubles(List<Seen> seen) {
        Set<String> texts = new HashSet<>();
        return seen.stream().map(Seen::text).filter(text -> !texts.add(text)).collect(Collectors.toSet());
    }

    private static Map<String, Integer> places(List<Seen> inbox) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < inbox.size(); i++) {
            places.putIfAbsent(inbox.get(i).text(), i);
        }
        return places;
    }

    private void add(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }
}
