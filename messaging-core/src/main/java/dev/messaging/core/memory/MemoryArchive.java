package dev.messaging.core.memory;

import dev.messaging.core.memory.MemoryDirectory.GroupRecord;
import dev.messaging.core.memory.MemoryDirectory.UserRecord;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Each part and each piece under the directory's lock. A place is one id, two with a space between, or an id and a number. */
final class MemoryArchive implements Archive {
    private final MemoryDirectory directory;
    private final MemoryCredentials credentials;
    private final MemoryInboxes inboxes;
    private final MemoryErasure erasure;
    private final MemoryExamined examined;

    MemoryArchive(MemoryDirectory directory, MemoryCredentials credentials, MemoryInboxes inboxes,
            MemoryErasure erasure) {
        this.directory = directory;
        this.credentials = credentials;
        this.inboxes = inboxes;
        this.erasure = erasure;
        this.examined = new MemoryExamined(directory, credentials, inboxes);
    }

    @Override
    public Part read(Section section, Optional<String> after, int limit) {
        return directory.read(() -> {
            List<Found> oneMore = behind(section, after, limit + 1).limit(limit + 1L).toList();
            boolean more = oneMore.size() > limit;
            List<Found> found = more ? oneMore.subList(0, limit) : oneMore;
            return new Part(found, more ? Optional.of(found.getLast().place()) : Optional.empty());
        });
    }

    @Override
    public InboxPart inbox(UserId owner, long behind, int limit) {
        List<Numbered> oneMore = inboxes.entries(Optional.of(owner), behind, limit + 1).stream()
                .filter(entry -> entry.owner().equals(owner))
                .map(entry -> new Numbered(entry.entry().position().sequence(), entry)).toList();
        return new InboxPart(oneMore.subList(0, Math.min(limit, oneMore.size())), oneMore.size() > limit);
    }

    private Stream<Found> behind(Section section, Optional<String> after, int atMost) {
        Optional<String> first = after.map(place -> place.split(" ", 2)[0]);
        Stream<Found> all = switch (section) {
            case USERS -> from(directory.users(), first, UserId::new).map(user -> new Found(user.account().user().id()
                    .value(), stored(user)));
            case ERASED -> directory.erased().entrySet().stream().map(one -> new Found(one.getKey().value(),
                    new Stored.OfErased(one.getKey(), one.getValue())));
            case BLOCKS -> from(directory.users(), first, UserId::new).flatMap(MemoryArchive::blocks);
            case BLOCKED_BY -> from(directory.users(), Optional.empty(), UserId::new).flatMap(MemoryArchive::blocks);
            case MEMBERSHIPS -> from(directory.users(), first, UserId::new).flatMap(MemoryArchive::memberships);
            case GROUPS -> from(directory.groups(), first, GroupId::new)
                    .map(group -> new Found(group.group().id().value(), new Stored.OfGroup(group.now())));
            case MEMBERS -> from(directory.groups(), first, GroupId::new).flatMap(MemoryArchive::members);
            case ENTRIES -> inboxes.entries(first.map(UserId::new), after.map(MemoryArchive::number).orElse(0L), atMost)
                    .stream().map(MemoryArchive::found);
            case SESSIONS -> credentials.all().stream()
                    .map(session -> new Found(session.key().value(), new Stored.OfSession(session)));
            case REQUESTS -> directory.requests().all().stream().map(request -> new Found(request.id(), request));
            case UNDER_WAY -> Stream.empty();
        };
        // What was remembered in order of time has to be sorted; the others are in order already.
        return section == Section.SESSIONS || section == Section.REQUESTS
                ? all.sorted((one, other) -> one.place().compareTo(other.place()))
                        .filter(found -> isBehind(found, after))
                : all.filter(found -> section == Section.ENTRIES || isBehind(found, after));
    }

    private static <K, V> Stream<V> from(NavigableMap<K, V> all, Optional<String> first, Function<String, K> id) {
        return first.map(id).map(key -> all.tailMap(key, true)).orElse(all).values().stream();
    }

    /** A space comes before all that ids are made of, so the order of the texts is that of the pairs. */
    private static boolean isBehind(Found found, Optional<String> after) {
        return after.map(place -> found.place().compareTo(place) > 0).orElse(true);
    }

    private static long number(String place) {
        return Long.parseLong(place.substring(place.indexOf(' ') + 1));
    }

    private static Found found(Stored.OfEntry entry) {
        return new Found(entry.owner() + " " + entry.entry().position().sequence(), entry);
    }

    private Stored.OfUser stored(UserRecord user) {
        return new Stored.OfUser(user.account(), inboxes.floor(user.account().user().id()), OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static Stream<Found> blocks(UserRecord user) {
        return user.blocks().values().stream()
                .map(block -> new Found(block.owner() + " " + block.blocked(), new Stored.OfBlock(block)));
    }

    private static Stream<Found> memberships(UserRecord user) {
        UserId id = user.account().user().id();
        return user.groups().entrySet().stream().map(joined -> new Found(id + " " + joined.getKey(),
                new Stored.OfMember(joined.getKey(), id, joined.getValue())));
    }

    private static Stream<Found> members(GroupRecord record) {
        GroupId id = record.group().id();
        return record.members().values().stream().map(member -> new Found(id + " " + member.user(),
                new Stored.OfMember(id, member.user(), member.joinedAt())));
    }

    @Override
    public Optional<Decision> decided(RequestKey key) {
        return directory.read(() -> directory.requests().decided(key));
    }

    @Override
    public List<Outcome> compare(List<Piece> pieces) {
        return directory.read(() -> pieces.stream().map(piece -> outcome(piece, false)).toList());
    }

    @Override
    public List<Outcome> write(List<Piece> pieces) {
        return directory.read(() -> {
            List<Outcome> outcomes = pieces.stream().map(piece -> outcome(piece, true)).toList();
            for (Piece piece : pieces) {
                if (piece instanceof Piece.OfErased(UserId user, Instant erasedAt)) {
                    Erasure unused = erasure.bury(user, erasedAt);
                }
            }
            return outcomes;
        });
    }

    private Outcome outcome(Piece piece, boolean writing) {
        return switch (piece) {
            case Piece.OfUser user -> user(user, writing);
            case Piece.OfErased erased -> isErased(erased.user()) ? Outcome.same(1) : Outcome.absent(1);
            case Piece.OfGroup group -> group(group, writing);
            case Piece.OfMember member -> member(member, writing);
            case Piece.OfBlock block -> block(block, writing);
            case Piece.OfInbox stretch -> isErased(stretch.owner())
                    ? Outcome.erased(stretch.owner())
                    : inboxes.stretch(stretch, writing);
            case Piece.OfRequest request -> directory.requests().moved(request, writing);
        };
    }

    private boolean isErased(UserId user) {
        return directory.erased().containsKey(user);
    }

    private Outcome user(Piece.OfUser piece, boolean writing) {
        UserRecord standing = directory.users().get(piece.account().user().id());
        if (standing != null) {
            return piece.against(standing.account());
        }
        if (isErased(piece.account().user().id())) {
            return Outcome.erased(piece.account().user().id());
        }
        if (writing) {
            directory.put(piece.account());
        }
        return Outcome.absent(1);
    }

    private Outcome group(Piece.OfGroup piece, boolean writing) {
        GroupRecord standing = directory.groups().get(piece.id());
        if (standing != null) {
            return piece.against(standing.now());
        }
        if (writing) {
            directory.put(piece.empty());
        }
        return Outcome.absent(1);
    }

    private Outcome member(Piece.OfMember piece, boolean writing) {
        GroupRecord group = directory.groups().get(piece.group());
        UserRecord user = directory.users().get(piece.user());
        if (group != null && group.members().containsKey(piece.user())) {
            return piece.against(group.members().get(piece.user()).joinedAt());
        }
        if (!writing) {
            return Outcome.absent(1);
        }
        if (group == null || user == null) {
            return Outcome.lacks(group == null ? piece.group() : piece.user());
        }
        directory.join(group, piece.user(), piece.joinedAt());
        return Outcome.absent(1);
    }

    private Outcome block(Piece.OfBlock piece, boolean writing) {
        UserRecord owner = directory.users().get(piece.block().owner());
        UserId blocked = piece.block().blocked();
        if (owner != null && owner.blocks().containsKey(blocked)) {
            return piece.against(owner.blocks().get(blocked));
        }
        if (!writing) {
            return Outcome.absent(1);
        }
        if (owner == null || !directory.users().containsKey(blocked)) {
            return Outcome.lacks(owner == null ? piece.block().owner() : blocked);
        }
        owner.blocks().put(blocked, piece.block());
        return Outcome.absent(1);
    }

    @Override
    public List<Seen> look(List<Subject> subjects) {
        return directory.read(() -> subjects.stream().map(examined::look).toList());
    }

    @Override
    public boolean mend(Mend mend) {
        return directory.read(() -> examined.mend(mend));
    }

    @Override
    public boolean keepsBothSides() {
        return false;
    }

    @Override
    public List<Flaw> flaws(int atMost) {
        return List.of(); // There is nothing that no section shows.
    }
}
