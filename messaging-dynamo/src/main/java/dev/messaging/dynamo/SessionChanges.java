package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Opening and ending sessions, and changing the password that opens them. Whoever opens one or sets a password looks at the
 * profile and all sessions, and then changes them on the condition that nobody did so meanwhile: the profile counts. Otherwise
 * two who open the last one at once, or somebody who opens one while the password changes, would not see each other.
 */
final class SessionChanges {
    private final DirectoryTable table;
    private final Change change;

    SessionChanges(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    /** What one query tells about a user. */
    private record Seen(Item profile, List<UserSession> sessions) {
        Requirement isUnchanged() {
            return profile.has(Attributes.CHANGES)
                    ? Requirement.is(Attributes.CHANGES, Item.of(profile.number(Attributes.CHANGES)))
                    : Requirement.lacks(Attributes.CHANGES);
        }
    }

    private Optional<Seen> look(Patience patience, UserId user) {
        List<Item> items = table.between(patience, user.value(), Key.PROFILE, Sessions.LAST);
        List<UserSession> sessions = items.stream().filter(Sessions::isSession).map(Sessions::session).toList();
        return items.stream().filter(Predicate.not(Sessions::isSession)).findFirst().filter(Profiles::isUser)
                .map(profile -> new Seen(profile, sessions));
    }

    boolean open(Patience patience, UserSession session, PasswordHash verified, int sessionsMax) {
        for (int failures = 1;; failures++) {
            Optional<Seen> seen = look(patience, session.user())
                    .filter(there -> Profiles.password(there.profile).equals(Optional.of(verified)));
            if (seen.isEmpty()) {
                return false;
            }
            if (seen.get().profile.has(Attributes.SUSPENDED)) {
                throw new Refusal.Suspended(session.user());
            }
            if (isOpened(patience, session, seen.get(), sessionsMax)) {
                return true;
            }
            pause(patience, failures);
        }
    }

    private boolean isOpened(Patience patience, UserSession session, Seen seen, int sessionsMax) {
        List<UserSession> expired = seen.sessions.stream()
                .filter(old -> !old.expiresAt().isAfter(session.openedAt())).toList();
        if (seen.sessions.size() - expired.size() >= sessionsMax) {
            throw new Refusal.TooManySessions(sessionsMax);
        }
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.countIf(Key.profile(session.user()), Attributes.CHANGES, 1, seen.isUnchanged()));
        changes.add(change.putIfNotThere(Key.session(session.key()), Sessions.attributes(session)));
        changes.add(change.put(Key.session(session.user(), session.key()), Sessions.attributes(session)));
        if (seen.sessions.size() >= Credentials.SESSIONS_CEILING) {
            // DynamoDB takes its time to delete what has expired; there are never more than one transaction can end.
            changes.addAll(ending(expired));
        }
        Conditions conditions = table.change(patience, changes);
        if (conditions.failed(1)) {
            throw new IllegalStateException("a new session under a key that is taken");
        }
        return conditions.allHold();
    }

    boolean replacePassword(Patience patience, UserId user, Optional<PasswordHash> current, PasswordHash next,
            Optional<SessionKey> kept) {
        for (int failures = 1;; failures++) {
            Seen seen = look(patience, user).orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
            if (current.isPresent() && !Profiles.password(seen.profile).equals(current)) {
                return false;
            }
            Map<String, AttributeValue> password = Map.of(Attributes.PASSWORD, Item.of(next.text()));
            List<TransactWriteItem> changes = new ArrayList<>();
            changes.add(change.countAndSetIf(Key.profile(user), Attributes.CHANGES, 1, password,
                    Requirement.isThere().and(seen.isUnchanged())));
            changes.addAll(ending(
                    seen.sessions.stream().filter(session -> !kept.equals(Optional.of(session.key()))).toList()));
            if (table.change(patience, changes).allHold()) {
                return true;
            }
            pause(patience, failures);
        }
    }

    /** Suspends, or lifts that, and tells what the account is then. */
    Standing suspend(Patience patience, UserId user, Instant now, boolean suspended) {
        for (int failures = 1;; failures++) {
            Seen seen = look(patience, user).orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
            boolean done = seen.profile.has(Attributes.SUSPENDED) == suspended
                    || table.change(patience, suspending(user, now, suspended, seen)).allHold();
            if (done) {
                return Standing.of(seen.profile.has(Attributes.PASSWORD), suspended);
            }
            pause(patience, failures);
        }
    }

    private List<TransactWriteItem> suspending(UserId user, Instant now, boolean suspended, Seen seen) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.countSetAndRemoveIf(Key.profile(user), Attributes.CHANGES, 1,
                suspended ? Map.of(Attributes.SUSPENDED, Item.of(now)) : Map.of(),
                suspended ? List.of() : List.of(Attributes.SUSPENDED),
                Requirement.isThere().and(seen.isUnchanged())));
        if (suspended) {
            changes.addAll(ending(seen.sessions));
        }
        return changes;
    }

    private List<TransactWriteItem> ending(List<UserSession> sessions) {
        return sessions.stream().flatMap(session -> Stream.of(change.delete(Key.session(session.key())),
                change.delete(Key.session(session.user(), session.key())))).toList();
    }

    private static void pause(Patience patience, int failures) {
        if (!patience.pause(failures)) {
            throw StoreException.notDone("Too many changes to the sessions of one user at once.");
        }
    }

    /** Both sides of each. If some are somebody else's, nothing happens, and it is done again without these. */
    void end(Patience patience, UserId user, List<SessionKey> keys) {
        Requirement isTheirs = Requirement.lacksOrIs(Attributes.USER, Item.of(user.value()));
        List<SessionKey> left = keys.stream().distinct().toList();
        while (!left.isEmpty()) {
            List<SessionKey> theirs = left;
            List<TransactWriteItem> changes = new ArrayList<>();
            theirs.forEach(key -> changes.add(change.deleteIf(Key.session(key), isTheirs)));
            theirs.forEach(key -> changes.add(change.delete(Key.session(user, key))));
            Conditions conditions = table.change(patience, changes);
            if (conditions.allHold()) {
                return;
            }
            left = IntStream.range(0, theirs.size()).filter(i -> !conditions.failed(i)).mapToObj(theirs::get).toList();
        }
    }
}
