package dev.messaging.dynamo;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Erases users, in steps each of which may be the last that a process gets to; the next call finds by itself what is left.
 *
 * <ol>
 * <li>The profile is marked: from then on it is no user's, so nothing new is tied to it. Name, password and time of creation go.
 * The mark says where the inbox ended, which is the start of the entry that will close it.
 * <li>Sessions go. The closing entry is appended from that start, as every message is, so there is one, whoever does it again. All
 * who come with a start from before meet it and are done; who looks where the inbox ends begins below it.
 * <li>What stands below goes as {@link Trim} lets it, which waits for whoever may still be about to put something there. So nobody
 * ever finds a free number below the closing entry.
 * <li>Blocks of both kinds and memberships go, each with its other side and what counts it; last, for others may be in the way.
 * </ol>
 */
final class UserErasure {
    /** Each is a transaction at the user's profile, one after the other. */
    private static final int GROUPS_AT_ONCE = 100;
    /** A group that is under creation is there, or swept, by then. */
    private static final Duration CREATION = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** For programs that do not know of erasures: they take the account for a protected one whose password nobody knows. */
    private static final AttributeValue NO_PASSWORD = Item.of("$erased$nobody");
    private static final List<String> NAMES = List.of(Attributes.NAME, Attributes.CREATED, Attributes.SUSPENDED);

    private final DirectoryTable table;
    private final InboxTable inboxes;
    private final Append append;
    private final Trim trim;
    private final Accounts accounts;
    private final Surroundings surroundings;
    private final Change change;
    private final SessionChanges sessions;
    private final BlockChanges blocks;
    private final MembershipChanges memberships;

    UserErasure(DirectoryTable table, InboxTable inboxes, Append append, Trim trim, Accounts accounts,
            Surroundings surroundings) {
        this.table = table;
        this.inboxes = inboxes;
        this.append = append;
        this.trim = trim;
        this.accounts = accounts;
        this.surroundings = surroundings;
        this.change = new Change(table.name());
        this.sessions = new SessionChanges(table);
        this.blocks = new BlockChanges(table, surroundings);
        this.memberships = new MembershipChanges(table);
    }

    Erasure erase(Patience patience, UserId user, int atMost) {
        Optional<Item> profile = table.get(patience, Key.profile(user));
        if (profile.isEmpty() && !isLeft(table, patience, user)
                && inboxes.last(patience, user, Consistency.STRONG).isEmpty()) {
            throw new Refusal.NoSuchUser(user.value());
        }
        return erase(patience, user, profile, surroundings.nowMillis(), atMost);
    }

    /** Whether there was such a user or not. */
    Erasure bury(Patience patience, UserId user, long erasedMillis, int atMost) {
        return erase(patience, user, table.get(patience, Key.profile(user)), erasedMillis, atMost);
    }

    private Erasure erase(Patience patience, UserId user, Optional<Item> profile, long erasedMillis, int atMost) {
        if (profile.isEmpty() || Profiles.isUser(profile.get())) {
            mark(patience, user, erasedMillis);
        } else if (isNamed(profile.get())) {
            var unused = table.change(patience, List.of(change.countSetAndRemoveIf(Key.profile(user),
                    Attributes.CHANGES, 1, Map.of(Attributes.PASSWORD, NO_PASSWORD), NAMES,
                    Requirement.has(Attributes.ERASED))));
        }
        accounts.forget(user);
        try {
            return eraseMarked(patience, user, atMost);
        } catch (StoreException trouble) {
            throw StoreException.unknown("Some of " + user + " may be erased, and some not: repeat it. "
                    + trouble.getMessage(), trouble);
        }
    }

    /** Whether anything stands beside the profile: sessions, blocks and memberships. */
    static boolean isLeft(DirectoryTable table, Patience patience, UserId user) {
        return table.list(patience, user.value(), "", Optional.empty(), 2).stream()
                .anyMatch(item -> !item.text(Attributes.SK).equals(Key.PROFILE));
    }

    /** Whether a mark tells more than that somebody was erased, as a program may leave it that does not know of erasures. */
    static boolean isNamed(Item mark) {
        return NAMES.stream().anyMatch(mark::has)
                || !NO_PASSWORD.equals(mark.attributes().get(Attributes.PASSWORD));
    }

    /** If somebody else has done it meanwhile, that is as good. Where there is no user, there is none from then on. */
    private void mark(Patience patience, UserId user, long erasedMillis) {
        Position start = inboxes.tail(patience, user, Consistency.STRONG);
        Map<String, AttributeValue> mark = Map.of(Attributes.ERASED, Item.of(erasedMillis), Attributes.PASSWORD,
                NO_PASSWORD, Attributes.STARTS, Item.of(StartsCodec.encode(Map.of(user, start))));
        var unused = table.change(patience, List.of(change.countSetAndRemoveIf(Key.profile(user), Attributes.CHANGES, 1,
                mark, NAMES, Requirement.lacks(Attributes.ERASED))));
    }

    private Erasure eraseMarked(Patience patience, UserId user, int atMost) {
        int ended = endSessions(patience, user);
        Erasure entries = trim.removeClosed(patience, user, close(patience, user), atMost);
        int unblocked = blocks.removeAll(patience, user, atMost);
        List<GroupId> groups = groups(patience, user, Math.min(atMost, GROUPS_AT_ONCE));
        Map<GroupId, MembershipChanges.Leaving> leaving = leave(patience, user, groups);
        int left = Collections.frequency(leaving.values(), MembershipChanges.Leaving.DONE);
        boolean more = unblocked >= atMost || (left > 0 && groups.size() >= Math.min(atMost, GROUPS_AT_ONCE))
                || entries.left() instanceof Erasure.More;
        return new Erasure(ended, unblocked, left, entries.messages(),
                more ? new Erasure.More() : untilLeft(leaving).orElse(entries.left()));
    }

    private int endSessions(Patience patience, UserId user) {
        List<SessionKey> keys = table.between(patience, user.value(), Sessions.FIRST, Sessions.LAST).stream()
                .map(Sessions::session).map(UserSession::key).toList();
        sessions.end(patience, user, keys);
        return keys.size();
    }

    private List<GroupId> groups(Patience patience, UserId user, int atMost) {
        return table.list(patience, user.value(), Key.GROUP, Optional.empty(), atMost).stream().limit(atMost)
                .map(item -> new GroupId(DynamoDirectory.idBehind(Key.GROUP, item))).toList();
    }

    private Map<GroupId, MembershipChanges.Leaving> leave(Patience patience, UserId user, List<GroupId> groups) {
        Map<GroupId, MembershipChanges.Leaving> leaving = new LinkedHashMap<>();
        groups.forEach(group -> leaving.put(group, memberships.takeOut(patience, group, user)));
        return leaving;
    }

    /** What keeps the user in a group, if anything does: the others are left all the same. */
    private Optional<Erasure.Left> untilLeft(Map<GroupId, MembershipChanges.Leaving> leaving) {
        Instant now = Instant.ofEpochMilli(surroundings.nowMillis());
        return leaving.entrySet().stream().<Optional<Erasure.Left>>map(one -> switch (one.getValue()) {
            case DONE -> Optional.empty();
            case COMING -> Optional.of(new Erasure.Later(now.plus(CREATION),
                    "The group " + one.getKey() + ", which the user is to be in, is under creation."));
            case STUCK -> Optional.of(new Erasure.Later(now.plus(PAUSE), "The group " + one.getKey()
                    + " cannot be left: others change it, or its members are counted wrongly, which can be mended."));
        }).flatMap(Optional::stream).findFirst();
    }

    /** Closes the inbox, if it is not closed yet, and tells where. */
    private Position close(Patience patience, UserId user) {
        Item profile = table.get(patience, Key.profile(user)).orElseThrow(
                () -> new IllegalStateException("nothing is left of " + user));
        if (profile.has(Attributes.CLOSED)) {
            return new Position(profile.number(Attributes.CLOSED), profile.number(Attributes.AT));
        }
        Position start = StartsCodec.decode(profile.bytes(Attributes.STARTS)).getOrDefault(user, Position.START);
        Position place = append.append(patience, user, Closing.of(user, profile.number(Attributes.ERASED)),
                () -> start);
        var unused = table.setIf(patience, Key.profile(user),
                Map.of(Attributes.CLOSED, Item.of(place.sequence()), Attributes.AT, Item.of(place.atMillis())),
                Requirement.isThere());
        return place;
    }
}
