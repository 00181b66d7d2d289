package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at things from all sides. The items of many are read at once, each strongly, but not all at one moment: what somebody
 * changes meanwhile may seem torn.
 */
final class Examined {
    private final DirectoryTable directory;
    private final InboxTable inboxes;
    private final Surroundings surroundings;

    Examined(DirectoryTable directory, InboxTable inboxes, Surroundings surroundings) {
        this.directory = directory;
        this.inboxes = inboxes;
        this.surroundings = surroundings;
    }

    List<Seen> look(Patience patience, List<Subject> subjects) {
        List<Key> keys = subjects.stream().flatMap(Examined::keys).distinct().toList();
        Map<Key, Item> found = directory.get(patience, keys);
        return surroundings.inParallel(subjects.stream()
                .<Supplier<Seen>>map(subject -> () -> seen(patience, subject, found)).toList());
    }

    private static Stream<Key> keys(Subject subject) {
        return switch (subject) {
            case Subject.OfUser(var user) -> Stream.of(Key.profile(user));
            case Subject.OfOwner(var user) -> Stream.of(Key.profile(user));
            case Subject.OfErased(var user) -> Stream.of(Key.profile(user));
            case Subject.OfGroup(var group) -> Stream.of(Key.profile(group));
            case Subject.OfMember(var group, var user) -> Stream.of(Key.profile(group), Key.profile(user),
                    Key.member(group, user), Key.membership(user, group));
            case Subject.OfBlock(var owner, var blocked) -> Stream.of(Key.profile(owner), Key.profile(blocked),
                    Key.block(owner, blocked), Key.blockedBy(blocked, owner));
            case Subject.OfSession(var key, var user) ->
                Stream.of(Key.profile(user), Key.session(key), Key.session(user, key));
        };
    }

    private Seen seen(Patience patience, Subject subject, Map<Key, Item> found) {
        return switch (subject) {
            case Subject.OfUser(var user) -> user(patience, user, found);
            case Subject.OfOwner(var user) -> new Seen.OfOwner(presence(user, found), floor(user, found));
            case Subject.OfErased(var user) ->
                erased(patience, user, Optional.ofNullable(found.get(Key.profile(user))));
            case Subject.OfGroup(var group) -> group(patience, group, found);
            case Subject.OfMember(var group, var user) -> new Seen.OfMember(presence(group, found),
                    presence(user, found), read(found, Key.member(group, user), Examined::joined),
                    read(found, Key.membership(user, group), Examined::joined));
            case Subject.OfBlock(var owner, var blocked) -> new Seen.OfBlock(presence(owner, found),
                    presence(blocked, found),
                    read(found, Key.block(owner, blocked), item -> terms(owner, blocked, item)),
                    read(found, Key.blockedBy(blocked, owner), item -> terms(owner, blocked, item)));
            case Subject.OfSession(var key, var user) -> new Seen.OfSession(presence(user, found),
                    found.containsKey(Key.session(key)), found.containsKey(Key.session(user, key)));
        };
    }

    private static Presence presence(UserId user, Map<Key, Item> found) {
        Item profile = found.get(Key.profile(user));
        if (profile == null) {
            return Presence.ABSENT;
        }
        return !Profiles.isUser(profile) ? Presence.ERASED : Presence.THERE;
    }

    private static Presence presence(GroupId group, Map<Key, Item> found) {
        Item profile = found.get(Key.profile(group));
        if (profile == null) {
            return Presence.ABSENT;
        }
        if (Profiles.isGroup(profile)) {
            return Presence.THERE;
        }
        return profile.has(Attributes.CREATION) ? Presence.COMING : Presence.ABSENT;
    }

    /** What is damaged on one side reads as if it were not there; to put something in its place, nothing must be. */
    private static <T> Optional<T> read(Map<Key, Item> found, Key key, Function<Item, T> reading) {
        try {
            return Optional.ofNullable(found.get(key)).map(reading);
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static Instant joined(Item item) {
        return item.time(Attributes.JOINED);
    }

    private static Seen.Terms terms(UserId owner, UserId blocked, Item item) {
        return Seen.Terms.of(StoredItems.block(owner, blocked, item));
    }

    private static long floor(UserId user, Map<Key, Item> found) {
        return number(found, Key.profile(user), Attributes.FLOOR, 1);
    }

    private static long number(Map<Key, Item> found, Key key, String attribute, long otherwise) {
        return read(found, key, item -> item.number(attribute, otherwise)).orElse(otherwise);
    }

    private Seen.OfUser user(Patience patience, UserId user, Map<Key, Item> found) {
        return new Seen.OfUser(presence(user, found), floor(user, found),
                count(found, Key.profile(user), Attributes.BLOCKS,
                        directory.count(patience, user.value(), Key.BLOCK)),
                count(found, Key.profile(user), Attributes.GROUPS,
                        directory.count(patience, user.value(), Key.GROUP)));
    }

    private Seen.OfErased erased(Patience patience, UserId user, Optional<Item> profile) {
        if (profile.isEmpty() || Profiles.isUser(profile.get())) {
            return new Seen.OfErased(profile.isEmpty() ? Presence.ABSENT : Presence.THERE, false, false,
                    Optional.empty());
        }
        boolean tied = UserErasure.isNamed(profile.get()) || UserErasure.isLeft(directory, patience, user);
        long closing = profile.get().number(Attributes.CLOSED, 0);
        List<Position> standing = inboxes.oldest(patience, user, 2);
        boolean waits = closing > 0 && !standing.isEmpty() && standing.getFirst().sequence() < closing;
        return new Seen.OfErased(Presence.ERASED, tied,
                closing == 0 || standing.stream().anyMatch(place -> place.sequence() != closing),
                waits
                        ? inboxes.firstFrom(patience, user, closing - 1, InboxTable.Consistency.STRONG)
                                .map(youngest -> Trim.oldEnough(youngest.atMillis()))
                        : Optional.empty());
    }

    private static Seen.Count count(Map<Key, Item> found, Key profile, String counter, long there) {
        return new Seen.Count(OptionalLong.of(number(found, profile, counter, 0)), there);
    }

    private Seen.OfGroup group(Patience patience, GroupId group, Map<Key, Item> found) {
        Key profile = Key.profile(group);
        Optional<UserId> owner = read(found, profile, item -> new UserId(item.text(Attributes.OWNER)));
        boolean ownerIsMember = owner
                .map(user -> directory.get(patience, Key.member(group, user)).isPresent()).orElse(true);
        return new Seen.OfGroup(presence(group, found),
                count(found, profile, Attributes.MEMBERS, directory.count(patience, group.value(), Key.MEMBER)), owner,
                ownerIsMember);
    }
}
