package dev.messaging.dynamo;

import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Mends what was seen, in one transaction that goes through only if all of it still stands so. */
final class Mending {
    private final DirectoryTable directory;
    private final Change change;

    Mending(DirectoryTable directory) {
        this.directory = directory;
        this.change = new Change(directory.name());
    }

    boolean mend(Patience patience, Mend mend) {
        List<TransactWriteItem> changes = switch (mend) {
            case Mend.OfMember(var subject, var seen) -> member(subject, seen);
            case Mend.OfBlock(var subject, var seen) -> block(subject, seen);
            case Mend.OfUser(var subject, var seen) -> user(subject, seen);
            case Mend.OfGroup(var subject, var seen) -> seen.presence() == Presence.THERE
                    ? List.of(change.setIf(Key.profile(subject.group()), counted(Attributes.MEMBERS, seen.members()),
                            Requirement.isGroup().and(isCounted(Attributes.MEMBERS, seen.members()))))
                    : List.of();
            case Mend.OfSession(var session) -> session(session);
            case Mend.OfRequest(var request) -> List.of(change.deleteIf(
                    new Key(Key.REQUEST + request.id(), Key.OF_REQUEST),
                    Requirement.is(Attributes.UNTIL, Item.of(request.expiresAt()))));
            case Mend.OfCopies elsewhere -> List.of(); // Each inbox has its own here.
        };
        return !changes.isEmpty() && directory.change(patience, changes).allHold();
    }

    private List<TransactWriteItem> member(Subject.OfMember subject, Seen.OfMember seen) {
        if (seen.isRight()) {
            return List.of();
        }
        return List.of(end(Key.profile(subject.group()), seen.group(), Requirement.isGroup()),
                end(Key.profile(subject.user()), seen.user(), isUser()),
                side(Key.member(subject.group(), subject.user()), seen.atGroup().map(Mending::joined),
                        seen.wanted().map(Mending::joined)),
                side(Key.membership(subject.user(), subject.group()), seen.atUser().map(Mending::joined),
                        seen.wanted().map(Mending::joined)));
    }

    private static Map<String, AttributeValue> joined(Instant at) {
        return Map.of(Attributes.JOINED, Item.of(at));
    }

    /** Whoever blocks itself has one profile, which no transaction may name twice. */
    private List<TransactWriteItem> block(Subject.OfBlock subject, Seen.OfBlock seen) {
        if (seen.isRight()) {
            return List.of();
        }
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(end(Key.profile(subject.owner()), seen.owner(), isUser()));
        if (!subject.owner().equals(subject.blocked())) {
            changes.add(end(Key.profile(subject.blocked()), seen.blocked(), isUser()));
        }
        changes.add(side(Key.block(subject.owner(), subject.blocked()), seen.atOwner().map(Mending::terms),
                seen.wanted().map(Mending::terms)));
        changes.add(side(Key.blockedBy(subject.blocked(), subject.owner()), seen.atBlocked().map(Mending::terms),
                seen.wanted().map(Mending::terms)));
        return changes;
    }

    private static Map<String, AttributeValue> terms(Seen.Terms terms) {
        return Map.of(Attributes.SCOPE, Item.of(terms.scope().text()), Attributes.SINCE, Item.of(terms.since()));
    }

    private static Requirement isUser() {
        return Requirement.isUser();
    }

    private TransactWriteItem end(Key profile, Presence seen, Requirement ifThere) {
        return change.nothingIf(profile, switch (seen) {
            case THERE -> ifThere;
            case ERASED -> Requirement.has(Attributes.ERASED);
            case COMING, ABSENT -> Requirement.isNotThere();
        });
    }

    private TransactWriteItem side(Key key, Optional<Map<String, AttributeValue>> seen,
            Optional<Map<String, AttributeValue>> wanted) {
        Requirement asSeen = seen.map(Mending::stands).orElse(Requirement.isNotThere());
        if (seen.equals(wanted)) {
            return change.nothingIf(key, asSeen);
        }
        return wanted.map(attributes -> change.putIf(key, attributes, asSeen))
                .orElseGet(() -> change.deleteIf(key, asSeen));
    }

    private static Requirement stands(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream().map(one -> Requirement.is(one.getKey(), one.getValue()))
                .reduce(Requirement.isThere(), Requirement::and);
    }

    private List<TransactWriteItem> user(Subject.OfUser subject, Seen.OfUser seen) {
        Map<String, AttributeValue> counts = new HashMap<>(counted(Attributes.BLOCKS, seen.blocks()));
        counts.putAll(counted(Attributes.GROUPS, seen.groups()));
        return seen.presence() == Presence.THERE
                ? List.of(change.setIf(Key.profile(subject.user()), counts,
                        isUser().and(isCounted(Attributes.BLOCKS, seen.blocks()))
                                .and(isCounted(Attributes.GROUPS, seen.groups()))))
                : List.of();
    }

    private static Map<String, AttributeValue> counted(String counter, Seen.Count count) {
        return Map.of(counter, Item.of(count.there()));
    }

    /** A counter that is absent is 0. */
    private static Requirement isCounted(String counter, Seen.Count count) {
        AttributeValue seen = Item.of(count.counted().orElse(0));
        return count.counted().orElse(0) == 0
                ? Requirement.lacksOrIs(counter, seen)
                : Requirement.is(counter, seen);
    }

    private List<TransactWriteItem> session(UserSession session) {
        Requirement asSeen = Requirement.is(Attributes.USER, Item.of(session.user().value()))
                .and(Requirement.is(Attributes.EXPIRES, Item.of(session.expiresAt().getEpochSecond())));
        return List.of(change.deleteIf(Key.session(session.key()), asSeen),
                change.delete(Key.session(session.user(), session.key())));
    }
}
