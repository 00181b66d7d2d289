package dev.messaging.core.port;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a request was decided. Stores remember it, in its text form, for requests that carry a {@link RequestKey}. */
public sealed interface Decision {
    /**
     * The request was accepted.
     *
     * @param id what was made: a user, a group, a message
     * @param at when, to the millisecond
     * @param count how many inboxes a message goes to, or how many members a group began with; otherwise 0
     */
    record Done(String id, Instant at, int count) implements Decision {
        @Override
        public Done orThrow() {
            return this;
        }

        @Override
        public String toText() {
            return String.join(" ", DONE, id, Long.toString(at.toEpochMilli()), Integer.toString(count));
        }
    }

    /**
     * A rule refused the request.
     *
     * @param refusal why; one for which {@link #of} gives something
     */
    record Refused(Refusal refusal) implements Decision {
        @Override
        public Done orThrow() {
            throw refusal;
        }

        @Override
        public String toText() {
            return words(refusal).map(words -> String.join(" ", words))
                    .orElseThrow(() -> new IllegalArgumentException("no rule's refusal", refusal));
        }
    }

    /** The first word of what was done. */
    String DONE = "done";

    /**
     * What was done, for the caller.
     *
     * @return this
     * @throws Refusal if the request was refused: the same as the first time
     */
    Done orThrow();

    /**
     * The text form, which {@link #parse} reads.
     *
     * @return words with spaces between them
     */
    String toText();

    /**
     * Remembers a refusal, if it is one that a rule made after looking at the data. What is wrong with the request itself, or with
     * its credentials, is found out anew each time.
     *
     * @param refusal the refusal
     * @return the decision, or empty if it is none to remember
     */
    static Optional<Decision> of(Refusal refusal) {
        return words(refusal).map(unused -> new Refused(refusal));
    }

    /**
     * Reads the text form.
     *
     * @param text what {@link #toText} gave, in this or an earlier version
     * @return the decision
     * @throws IllegalArgumentException if it is none, or a newer version's
     */
    static Decision parse(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case DONE -> new Done(words[1], Instant.ofEpochMilli(Long.parseLong(words[2])), Integer.parseInt(words[3]));
            case "no-such-user" -> new Refused(new Refusal.NoSuchUser(words[1]));
            case "no-such-group" -> new Refused(new Refusal.NoSuchGroup(words[1]));
            case "id-taken" -> new Refused(new Refusal.IdTaken(words[1]));
            case "blocked" -> new Refused(new Refusal.Blocked(new UserId(words[1])));
            case "sender-not-member" -> new Refused(new Refusal.SenderNotMember(new GroupId(words[1])));
            case "group-full" -> new Refused(new Refusal.GroupFull(Integer.parseInt(words[1])));
            default -> throw new IllegalArgumentException("no decision: " + text);
        };
    }

    /** What a rule's refusal is remembered as. */
    private static Optional<List<String>> words(Refusal refusal) {
        return Optional.ofNullable(switch (refusal) {
            case Refusal.NoSuchUser no -> List.of("no-such-user", no.id());
            case Refusal.NoSuchGroup no -> List.of("no-such-group", no.id());
            case Refusal.IdTaken no -> List.of("id-taken", no.id());
            case Refusal.Blocked no -> List.of("blocked", no.receiver().value());
            case Refusal.SenderNotMember no -> List.of("sender-not-member", no.group().value());
            case Refusal.GroupFull no -> List.of("group-full", Integer.toString(no.membersMax()));
            case Refusal.BadValue ofRequest -> null;
            case Refusal.KeyReused ofRequest -> null;
            case Refusal.Unauthenticated ofCaller -> null;
            case Refusal.WrongCredentials ofCaller -> null;
            case Refusal.NotPermitted ofCaller -> null;
            case Refusal.Suspended ofCaller -> null;
            case Refusal.TooManyGroups passing -> null; // A creation under way counts already, even this very one.
            case Refusal.TooBusy passing -> null;
            case Refusal.ReadOnly passing -> null;
            case Refusal.TooManyListeners passing -> null;
            case Refusal.AlreadyBlocked withoutKey -> null;
            case Refusal.NotBlocked withoutKey -> null;
            case Refusal.AlreadyMember withoutKey -> null;
            case Refusal.NotMember withoutKey -> null;
            case Refusal.TooManyBlocks withoutKey -> null;
            case Refusal.TooManySessions withoutKey -> null;
            case Refusal.CursorGone withoutKey -> null;
        });
    }
}
