package dev.messaging.core.memory;

import dev.messaging.core.memory.MemoryDirectory.GroupRecord;
import dev.messaging.core.memory.MemoryDirectory.UserRecord;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks at what is in memory from all sides, and mends it; under the directory's lock. What is there counts itself. */
final class MemoryExamined {
    private final MemoryDirectory directory;
    private final MemoryCredentials credentials;
    private final MemoryInboxes inboxes;

    MemoryExamined(MemoryDirectory directory, MemoryCredentials credentials, MemoryInboxes inboxes) {
        this.directory = directory;
        this.credentials = credentials;
        this.inboxes = inboxes;
    }

    Seen look(Subject subject) {
        return switch (subject) {
            case Subject.OfUser(var id) -> user(id);
            case Subject.OfOwner(var id) -> new Seen.OfOwner(presence(id), inboxes.floor(id));
            case Subject.OfErased(var id) -> erased(id, presence(id));
            case Subject.OfGroup(var id) -> group(directory.groups().get(id));
            case Subject.OfMember member -> member(member);
            case Subject.OfBlock block -> block(block);
            case Subject.OfSession(var key, var user) -> {
                boolean there = credentials.all().stream()
                        .anyMatch(session -> session.key().equals(key) && session.user().equals(user));
                yield new Seen.OfSession(presence(user), there, there);
            }
        };
    }

    private Presence presence(UserId user) {
        if (directory.users().containsKey(user)) {
            return Presence.THERE;
        }
        return directory.erased().containsKey(user) ? Presence.ERASED : Presence.ABSENT;
    }

    private static Presence presence(@Nullable GroupRecord record) {
        return record == null ? Presence.ABSENT : Presence.THERE;
    }

    private Seen.OfErased erased(UserId id, Presence presence) {
        boolean erased = presence == Presence.ERASED;
        return new Seen.OfErased(presence,
                erased && credentials.all().stream().anyMatch(session -> session.user().equals(id)),
                erased && inboxes.has(id), Optional.empty());
    }

    private Seen.OfUser user(UserId id) {
        UserRecord record = directory.users().get(id);
        return new Seen.OfUser(presence(id), inboxes.floor(id),
                uncounted(record == null ? 0 : record.blocks().size()),
                uncounted(record == null ? 0 : record.groups().size()));
    }

    private static Seen.Count uncounted(int there) {
        return new Seen.Count(OptionalLong.empty(), there);
    }

    private static Seen.OfGroup group(@Nullable GroupRecord record) {
        if (record == null) {
            return new Seen.OfGroup(Presence.ABSENT, uncounted(0), Optional.empty(), true);
        }
        Optional<UserId> owner = record.group().owner();
        return new Seen.OfGroup(Presence.THERE, uncounted(record.members().size()), owner,
                owner.map(record.members()::containsKey).orElse(true));
    }

    private Seen.OfMember member(Subject.OfMember subject) {
        GroupRecord group = directory.groups().get(subject.group());
        UserRecord user = directory.users().get(subject.user());
        Optional<Instant> atGroup = group == null || !group.members().containsKey(subject.user())
                ? Optional.empty()
                : Optional.of(group.members().get(subject.user()).joinedAt());
        Optional<Instant> atUser = user == null
                ? Optional.empty()
                : Optional.ofNullable(user.groups().get(subject.group()));
        return new Seen.OfMember(presence(group), presence(subject.user()), atGroup, atUser);
    }

    private Seen.OfBlock block(Subject.OfBlock subject) {
        UserRecord owner = directory.users().get(subject.owner());
        Optional<Seen.Terms> terms = owner == null
                ? Optional.empty()
                : Optional.ofNullable(owner.blocks().get(subject.blocked())).map(Seen.Terms::of);
        return new Seen.OfBlock(presence(subject.owner()), presence(subject.blocked()), terms, terms);
    }

    boolean mend(Mend mend) {
        return switch (mend) {
            case Mend.OfMember(var subject, var seen) when look(subject).equals(seen) -> mend(subject, seen);
            case Mend.OfBlock(var subject, var seen) when look(subject).equals(seen) -> mend(subject, seen);
            case Mend.OfSession(var session) -> credentials.remove(session);
            case Mend.OfRequest(var request) -> directory.requests().forget(request.id(), request.expiresAt());
            case Mend.OfMember changed -> false;
            case Mend.OfBlock changed -> false;
            case Mend.OfUser uncounted -> false;
            case Mend.OfGroup uncounted -> false;
            case Mend.OfCopies uncounted -> false;
        };
    }

    private boolean mend(Subject.OfMember subject, Seen.OfMember seen) {
        GroupRecord group = directory.groups().get(subject.group());
        UserRecord user = directory.users().get(subject.user());
        Optional<Instant> wanted = seen.wanted();
        if (wanted.isPresent() && group != null) {
            directory.join(group, subject.user(), wanted.get());
            return true;
        }
        boolean left = group != null && group.members().remove(subject.user()) != null;
        return (user != null && user.groups().remove(subject.group()) != null) || left;
    }

    private boolean mend(Subject.OfBlock subject, Seen.OfBlock seen) {
        UserRecord owner = directory.users().get(subject.owner());
        if (owner == null) {
            return false;
        }
        Optional<Block> wanted = seen.wanted()
                .map(terms -> new Block(subject.owner(), subject.blocked(), terms.scope(), terms.since()));
        if (wanted.isPresent()) {
            owner.blocks().put(subject.blocked(), wanted.get());
            return true;
        }
        return owner.blocks().remove(subject.blocked()) != null;
    }
}
