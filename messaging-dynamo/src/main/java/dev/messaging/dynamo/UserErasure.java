package dev.messaging.dynamo;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.time.Instant;
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
 * <li>Sessions, blocks of both kinds and memberships go, each with its other side and what counts it.
 * <li>The closing entry is appended from that start, as every message is, so there is one, whoever does it again. All who come
 * with a start from before meet it and are done; who looks where the inbox ends begins below it.
 * <li>What stands below goes as {@link Trim} lets it, which waits for whoever may still be about to put something there. So nobody
 * ever finds a free number below the closing entry.
 * </ol>
 */
final class UserErasure {
    /** Each is a transaction at the user's profile, one after the other. */
    private static final int GROUPS_AT_ONCE = 100;
    /** A group that is under creation is there, or swept, by then. */
    private static final Duration CREATION = Duration.ofMinutes(3);
    /** For programs that do not know of erasures: they take the account for a protected one whose password nobody knows. */
    private static final AttributeValue NO_PASSWORD = Item.of("$erased$nobody");

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
        Item profile = table.get(patience, Key.profile(user)).orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
        if (Profiles.isUser(profile)) {
            mark(patience, user);
        }
        accounts.forget(user);
        try {
            return eraseMarked(patience, user, atMost);
        } catch (StoreException trouble) {
            throw StoreException.unknown("Some of " + user + " may be erased, and some not: repeat it. "
                    + trouble.getMessage(), trouble);
        }
    }

    /** If somebody else has done it meanwhile, that is as good. */
    private void mark(Patience patience, UserId user) {
        Position start = inboxes.tail(patience, user, InboxTable.Consistency.STRONG);
        Map<String, AttributeValue> mark = Map.of(Attributes.ERASED, Item.of(surroundings.nowMillis()),
                Attributes.PASSWORD, NO_PASSWORD, Attributes.STARTS, Item.of(StartsCodec.encode(Map.of(user, start))));
        var unused = table.change(patience, List.of(change.countSetAndRemoveIf(Key.profile(user), Attributes.CHANGES, 1,
                mark, List.of(Attributes.NAME, Attributes.CREATED, Attributes.SUSPENDED), Requirement.isUser())));
    }

    private Erasure eraseMarked(Patience patience, UserId user, int atMost) {
        int ended = endSessions(patience, user);
        int unblocked = blocks.removeAll(patience, user, atMost);
        List<GroupId> groups = groups(patience, user, Math.min(atMost, GROUPS_AT_ONCE));
        int left = leave(patience, user, groups);
        Erasure entries = trim.removeClosed(patience, user, close(patience, user), atMost);
        boolean more = unblocked >= atMost || (left > 0 && groups.size() >= Math.min(atMost, GROUPS_AT_ONCE))
                || entries.left() instanceof Erasure.More;
        return new Erasure(ended, unblocked, left, entries.messages(),
                more ? new Erasure.More() : left < groups.size() ? untilCreated() : entries.left());
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

    /** How many it has left; a group that is under creation cannot be left yet. */
    private int leave(Patience patience, UserId user, List<GroupId> groups) {
        return Math.toIntExact(groups.stream().filter(group -> memberships.takeOut(patience, group, user)).count());
    }

    private Erasure.Later untilCreated() {
        return new Erasure.Later(Instant.ofEpochMilli(surroundings.nowMillis()).plus(CREATION),
                "A group that the user is to be in is under creation.");
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
