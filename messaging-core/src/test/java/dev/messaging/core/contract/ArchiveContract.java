package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an {@link Archive} must do. */
public interface ArchiveContract extends StoreContract {
    private Archive archive() {
        return store().archive();
    }

    /** A whole section, in parts of so many. */
    private List<Found> section(Section section, int atOnce) {
        List<Found> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Archive.Part part = archive().read(section, next, atOnce);
            assertTrue(part.found().size() <= atOnce);
            found.addAll(part.found());
            next = part.next();
        } while (next.isPresent());
        return found;
    }

    private <T extends Stored> List<T> section(Section section, Class<T> kind, Predicate<T> wanted) {
        return section(section, 7).stream().map(Found::stored).map(kind::cast).filter(wanted).toList();
    }

    private Outcome written(Piece piece) {
        List<Outcome> outcomes = archive().write(List.of(piece));
        assertEquals(1, outcomes.size());
        return outcomes.getFirst();
    }

    private Outcome compared(Piece piece) {
        return archive().compare(List.of(piece)).getFirst();
    }

    private Piece.OfUser piece(UserId id) {
        return new Piece.OfUser(new Account(new User(id, new Name("Name of " + id), clock().instant()),
                Optional.of(aHash())), false, 1);
    }

    private UserId movedUser() {
        UserId id = unknownUser();
        assertEquals(Outcome.absent(1), written(piece(id)));
        return id;
    }

    private Piece.OfGroup group(GroupId id, Optional<UserId> owner) {
        return new Piece.OfGroup(id, new Name("Name of " + id), clock().instant(), owner);
    }

    /** Entries that were never delivered here, with numbers in a row. */
    private List<InboxEntry> entries(UserId owner, long first, int count) {
        return Stream.iterate(first, number -> number + 1).limit(count)
                .map(number -> new InboxEntry(new Position(number, 1_700_000_000_000L + number * 1_000),
                        message(owner, owner, "entry " + number)))
                .toList();
    }

    private Piece.OfInbox stretch(UserId owner, List<InboxEntry> entries) {
        return new Piece.OfInbox(owner, Position.START, entries);
    }

    private static Piece.OfInbox behind(UserId owner, InboxEntry entry, List<InboxEntry> entries) {
        return new Piece.OfInbox(owner, entry.position(), entries);
    }

    @Test
    default void whoIsSuspendedStaysSo() {
        UserId ada = newUser();
        store().credentials().suspend(ada, true);
        Account account = store().directory().findUser(ada).orElseThrow();
        assertEquals(List.of(account),
                section(Section.USERS, Stored.OfUser.class, user -> user.account().user().id().equals(ada)).stream()
                        .map(Stored.OfUser::account).toList());
        UserId bob = unknownUser();
        Piece.OfUser suspended = new Piece.OfUser(new Account(new User(bob, new Name("Bob"), clock().instant()),
                Optional.empty(), true), false, 1);
        assertEquals(Outcome.absent(1), written(suspended));
        assertEquals(Optional.of(suspended.account()), store().directory().findUser(bob));
        assertEquals(Outcome.same(1), written(suspended));
        assertTrue(written(new Piece.OfUser(new Account(suspended.account().user(), Optional.empty()), false, 1))
                .conflict().isPresent());
    }

    @Test
    default void nothingIsSeenOfWhoWasErasedAndNobodyTakesTheirPlace() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(bob));
        sendTo(bob, ada, "to you");
        Erasure unused = store().erase(ada, 100);
        assertEquals(List.of(),
                section(Section.USERS, 7).stream().filter(found -> found.place().contains(ada.value())).toList());
        assertTrue(section(Section.ENTRIES, 7).stream().filter(found -> found.place().contains(ada.value()))
                .allMatch(found -> found.stored() instanceof Stored.OfEntry
                        || found.stored() instanceof Stored.OfClosing));
        assertEquals(List.of(new Stored.OfErased(ada, clock().instant())), erasedOnes(ada));
        assertEquals(Outcome.erased(ada), compared(piece(ada)));
        assertEquals(Outcome.erased(ada), written(piece(ada)));
        assertEquals(Outcome.lacks(ada), written(new Piece.OfMember(group, ada, clock().instant())));
        Block block = new Block(bob, ada, BlockScope.DIRECT, clock().instant());
        assertEquals(Outcome.lacks(ada), written(new Piece.OfBlock(block)));
    }

    /** Whatever it goes on from, and wherever it begins: an older export may be imported after the erasure. */
    @Test
    default void nothingIsPutIntoTheInboxOfWhoWasErased() {
        UserId ada = movedUser();
        UserId bob = movedUser();
        List<InboxEntry> entries = entries(ada, 1, 6);
        assertEquals(Outcome.absent(3), written(stretch(ada, entries.subList(0, 3))));
        for (UserId owner : List.of(ada, bob)) {
            Erasure unused = store().erase(owner, 100);
            for (Piece.OfInbox stretch : List.of(stretch(owner, entries.subList(0, 2)), stretch(owner, entries),
                    behind(owner, entries.get(2), entries.subList(3, 6)), stretch(owner, entries(owner, 500, 3)),
                    behind(owner, entries.get(0), entries.subList(1, 6)))) {
                assertEquals(Outcome.erased(owner), compared(stretch));
                assertEquals(Outcome.erased(owner), written(stretch));
                assertEquals(List.of(Outcome.erased(owner), Outcome.erased(owner)),
                        archive().write(List.of(piece(owner), stretch)));
            }
        }
        assertEquals(List.of(), standing(bob));
        assertEquals(List.of(), standing(ada));
    }

    private List<Stored.OfErased> erasedOnes(UserId user) {
        return section(Section.ERASED, Stored.OfErased.class, one -> one.user().equals(user));
    }

    private List<InboxEntry> standing(UserId owner) {
        return section(Section.ENTRIES, 7).stream().map(Found::stored).filter(Stored.OfEntry.class::isInstance)
                .map(Stored.OfEntry.class::cast).filter(entry -> entry.owner().equals(owner))
                .map(Stored.OfEntry::entry).toList();
    }

    @Test
    default void whoWasErasedElsewhereIsNeverThere() {
        UserId ada = unknownUser();
        Instant erasedAt = clock().instant().minus(Duration.ofDays(400));
        Piece.OfErased erased = new Piece.OfErased(ada, erasedAt);
        assertEquals(Outcome.absent(1), compared(erased));
        assertEquals(List.of(), erasedOnes(ada));
        assertEquals(Outcome.absent(1), written(erased));
        assertEquals(Outcome.same(1), written(new Piece.OfErased(ada, clock().instant())));
        assertEquals(Outcome.same(1), compared(erased));
        assertEquals(List.of(new Stored.OfErased(ada, erasedAt)), erasedOnes(ada));
        assertEquals(Outcome.erased(ada), written(piece(ada)));
        assertEquals(Outcome.erased(ada), written(stretch(ada, entries(ada, 1, 2))));
        assertThrows(Refusal.IdTaken.class, () -> newUser(ada));
        assertEquals(new Erasure(0, 0, 0, 0, new Erasure.Nothing()), store().erase(ada, 100));
        assertTrue(seen(new Subject.OfErased(ada), Seen.OfErased.class).isFinished());
    }

    @Test
    default void whoIsThereAndWasErasedElsewhereIsErasedHereToo() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        for (Block block : List.of(new Block(ada, bob, BlockScope.DIRECT, clock().instant()),
                new Block(bob, ada, BlockScope.DIRECT, clock().instant()))) {
            store().directory().block(block, AccountCondition.exists(), 10);
        }
        assertEquals(Outcome.absent(3), written(stretch(ada, entries(ada, 1, 3))));
        Piece.OfErased erased = new Piece.OfErased(ada, clock().instant());
        assertEquals(Outcome.absent(1), compared(erased));
        assertTrue(store().directory().findUser(ada).isPresent());
        assertEquals(Outcome.absent(1), written(erased));
        assertEquals(Optional.empty(), store().directory().findUser(ada));
        assertEquals(List.of(), standing(ada));
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
        assertEquals(List.of(), store().directory()
                .blocks(bob, Optional.empty(), 10, AccountCondition.exists()).items());
        assertEquals(new Seen.OfErased(Presence.ERASED, false, false, Optional.empty()),
                seen(new Subject.OfErased(ada), Seen.OfErased.class));
        assertEquals(Outcome.same(1), written(erased));
    }

    /** Its inbox was moved ahead, and it was erased before the rest followed. */
    @Test
    default void anInboxThatCameAheadOfWhoWasErasedGoes() {
        for (long first : new long[]{1, 40}) {
            UserId ada = unknownUser();
            List<InboxEntry> entries = entries(ada, first, 5);
            assertEquals(Outcome.absent(3), written(stretch(ada, entries.subList(0, 3))));
            assertEquals(Outcome.absent(1), written(new Piece.OfErased(ada, clock().instant())));
            assertEquals(List.of(), standing(ada));
            assertEquals(Outcome.erased(ada), written(behind(ada, entries.get(2), entries.subList(3, 5))));
            assertThrows(Refusal.IdTaken.class, () -> newUser(ada));
        }
    }

    @Test
    default void whatComesTogetherWithAnErasureIsErasedByIt() {
        UserId ada = unknownUser();
        List<Piece> pieces = List.of(new Piece.OfErased(ada, clock().instant()), piece(ada),
                stretch(ada, entries(ada, 1, 2)));
        assertEquals(List.of(Outcome.absent(1), Outcome.absent(1), Outcome.absent(2)), archive().write(pieces));
        assertEquals(Optional.empty(), store().directory().findUser(ada));
        assertEquals(List.of(), standing(ada));
    }

    @Test
    default void noStretchClosesAnInbox() {
        UserId ada = unknownUser();
        Message closing = new Message(MessageId.CLOSING, ada, ada, new Text("closed"), clock().instant());
        List<InboxEntry> entries = List.of(new InboxEntry(new Position(1, 1_000), closing));
        assertThrows(IllegalArgumentException.class, () -> stretch(ada, entries));
    }

    @Test
    default void everySectionShowsWhatIsStored() {
        UserId ada = newProtectedUser(aHash());
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        Block block = new Block(ada, bob, BlockScope.EVERYWHERE, clock().instant());
        store().directory().block(block, AccountCondition.exists(), 10);
        send(bob, group, "to all");
        assertEquals(List.of(store().directory().findUser(ada).orElseThrow()),
                section(Section.USERS, Stored.OfUser.class, user -> user.account().user().id().equals(ada)).stream()
                        .map(Stored.OfUser::account).toList());
        assertEquals(List.of(store().directory().findGroup(group, GroupCondition.exists())),
                section(Section.GROUPS, Stored.OfGroup.class, it -> it.group().id().equals(group)).stream()
                        .map(Stored.OfGroup::group).toList());
        for (Section side : List.of(Section.MEMBERS, Section.MEMBERSHIPS)) {
            assertEquals(List.of(new Stored.OfMember(group, ada, clock().instant())), section(side,
                    Stored.OfMember.class, member -> member.group().equals(group) && member.user().equals(ada)));
        }
        for (Section side : List.of(Section.BLOCKS, Section.BLOCKED_BY)) {
            assertEquals(List.of(new Stored.OfBlock(block)),
                    section(side, Stored.OfBlock.class, it -> it.block().owner().equals(ada)));
        }
        assertEquals(all(bob).entries(),
                section(Section.ENTRIES, Stored.OfEntry.class, entry -> entry.owner().equals(bob)).stream()
                        .map(Stored.OfEntry::entry).toList());
    }

    @Test
    default void sessionsAndRequestsAreShownEvenWhenTheyHaveExpired() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        // DynamoDB removes by itself what has expired, but not what did so more than five years ago.
        Instant expiry = Instant.ofEpochSecond(clock().instant().getEpochSecond()).minus(Duration.ofDays(6 * 365));
        UserSession session = new UserSession(new SessionKey(hex(64)), ada, clock().instant(), expiry);
        assertTrue(store().credentials().open(session, hash, 10));
        RequestKey key = new RequestKey("a".repeat(32) + ada.value().substring(UserId.PREFIX.length()), "f".repeat(64),
                clock().instant());
        var unused = store().inboxes().deliver(message(ada, ada, "keyed"), AccountCondition.exists(),
                facts -> List.of(ada),
                Optional.of(key));
        assertEquals(List.of(new Stored.OfSession(session)),
                section(Section.SESSIONS, Stored.OfSession.class, it -> it.session().user().equals(ada)));
        assertEquals(1, section(Section.REQUESTS, Stored.OfRequest.class, it -> it.id().equals(key.id())).size());
        assertEquals(List.of(), section(Section.UNDER_WAY, 7));
    }

    /** Random, so that it is nobody else's. */
    private RequestKey requestKey() {
        String random = unknownUser().value().substring(UserId.PREFIX.length());
        return new RequestKey((random + "c".repeat(64)).substring(0, 64), "f".repeat(64), clock().instant());
    }

    private RequestKey later(RequestKey key, Duration later) {
        return new RequestKey(key.id(), key.fingerprint(), key.usedAt().plus(later));
    }

    @Test
    default void howARequestWasDecidedIsToldForADay() {
        UserId ada = newUser();
        RequestKey accepted = requestKey();
        Decision.Done done = store().inboxes().deliver(message(ada, ada, "keyed"), AccountCondition.exists(),
                facts -> List.of(ada), Optional.of(accepted));
        RequestKey toTwo = requestKey();
        UserId bob = newUser();
        Decision.Done both = store().inboxes().deliver(message(ada, bob, "keyed"), AccountCondition.exists(),
                facts -> List.of(ada, bob), Optional.of(toTwo));
        RequestKey refused = requestKey();
        assertThrows(Refusal.Blocked.class, () -> store().inboxes().deliver(message(ada, bob, "keyed"),
                AccountCondition.exists(), facts -> {
                    throw new Refusal.Blocked(bob);
                }, Optional.of(refused)));
        assertEquals(Optional.of(done), archive().decided(accepted));
        assertEquals(Optional.of(both), archive().decided(toTwo));
        assertEquals(Optional.of("blocked " + bob), archive().decided(refused).map(Decision::toText));
        assertEquals(Optional.of(done), archive().decided(later(accepted, RequestKey.KEPT.minusMillis(1))));
        assertEquals(Optional.empty(), archive().decided(later(accepted, RequestKey.KEPT)));
        assertEquals(Optional.empty(), archive().decided(requestKey()));
        assertThrows(Refusal.KeyReused.class,
                () -> archive().decided(new RequestKey(accepted.id(), "0".repeat(64), accepted.usedAt())));
    }

    @Test
    default void aRequestThatWasMovedIsAnsweredAsItWasElsewhere() {
        UserId ada = newUser();
        RequestKey key = requestKey();
        Decision.Done elsewhere = new Decision.Done("message-elsewhere", clock().instant(), 1);
        Piece.OfRequest piece = new Piece.OfRequest(key, elsewhere);
        assertEquals(Outcome.absent(1), compared(piece));
        assertEquals(Outcome.absent(1), written(piece));
        assertEquals(Outcome.same(1), compared(piece));
        assertEquals(Outcome.same(1), written(piece));
        assertEquals(List.of(new Stored.OfRequest(key.id(), key.fingerprint(), key.expiresAt())),
                section(Section.REQUESTS, Stored.OfRequest.class, it -> it.id().equals(key.id())));
        assertEquals(elsewhere, store().inboxes().deliver(message(ada, ada, "keyed"), AccountCondition.exists(),
                facts -> List.of(ada), Optional.of(key)));
        assertEquals(List.of(), all(ada).entries());
    }

    @Test
    default void aRequestThatWasDecidedOtherwiseStaysUnlessItWasForgottenBefore() {
        RequestKey key = requestKey();
        Decision.Done first = new Decision.Done("message-first", clock().instant(), 1);
        Decision.Done second = new Decision.Done("message-second", clock().instant(), 1);
        assertEquals(Outcome.absent(1), written(new Piece.OfRequest(key, first)));
        assertTrue(written(new Piece.OfRequest(key, second)).conflict().isPresent());
        RequestKey overlapping = later(key, RequestKey.KEPT.minusMillis(1));
        assertTrue(written(new Piece.OfRequest(overlapping, second)).conflict().isPresent());
        assertEquals(Optional.of(first), archive().decided(key));
        RequestKey next = later(key, RequestKey.KEPT);
        assertEquals(Outcome.absent(1), compared(new Piece.OfRequest(next, second)));
        assertEquals(Outcome.absent(1), written(new Piece.OfRequest(next, second)));
        assertEquals(Optional.of(second), archive().decided(next));
    }

    @Test
    default void oneInboxIsReadPartByPartWithTheNumbersOfItsEntries() {
        List<UserId> users = newUsers(3);
        for (int i = 0; i < 5; i++) {
            users.forEach(user -> sendTo(user, user, "a note"));
        }
        for (UserId owner : users) {
            List<Archive.Numbered> found = new ArrayList<>();
            Archive.InboxPart part = archive().inbox(owner, 1, 2);
            while (!part.found().isEmpty()) {
                found.addAll(part.found());
                part = archive().inbox(owner, part.found().getLast().sequence(), 2);
            }
            assertFalse(part.more());
            assertEquals(all(owner).entries().subList(1, 5).stream()
                    .map(entry -> new Archive.Numbered(entry.position().sequence(), new Stored.OfEntry(owner, entry)))
                    .toList(), found);
        }
        assertEquals(new Archive.InboxPart(List.of(), false), archive().inbox(users.getFirst(), 5, 10));
        assertEquals(new Archive.InboxPart(List.of(), false), archive().inbox(unknownUser(), 0, 10));
        assertFalse(archive().inbox(users.getFirst(), 0, 10).more());
    }

    @Test
    default void anInboxOfNobodyCanBeReadToo() {
        UserId nobody = unknownUser();
        List<InboxEntry> entries = entries(nobody, 4, 3);
        assertEquals(Outcome.absent(3), written(stretch(nobody, entries)));
        assertEquals(entries, archive().inbox(nobody, 0, 10).found().stream()
                .map(found -> ((Stored.OfEntry) found.stored()).entry()).toList());
    }

    private static String hex(int digits) {
        return "0123456789abcdef".repeat(digits / 16);
    }

    @Test
    default void whateverTheSizeOfThePartsEachRecordIsMetOnceAndInTheSameOrder() {
        List<UserId> users = newUsers(12);
        users.forEach(user -> sendTo(user, user, "one"));
        users.forEach(user -> sendTo(user, users.getFirst(), "two"));
        GroupId unused = newGroup(users);
        for (Section section : List.of(Section.USERS, Section.GROUPS, Section.MEMBERS, Section.MEMBERSHIPS,
                Section.ENTRIES)) {
            List<Found> whole = section(section, Archive.READ_MAX);
            assertEquals(whole, section(section, 1));
            assertEquals(whole, section(section, 5));
            assertEquals(whole.size(), new HashSet<>(whole).size());
        }
    }

    @Test
    default void readingGoesOnBehindAnyRecord() {
        newUsers(5).forEach(user -> sendTo(user, user, "one"));
        for (Section section : List.of(Section.USERS, Section.ENTRIES)) {
            List<Found> whole = section(section, Archive.READ_MAX);
            int middle = whole.size() / 2;
            Archive.Part part = archive().read(section, Optional.of(whole.get(middle - 1).place()), 1);
            while (part.found().isEmpty()) {
                part = archive().read(section, part.next(), 1);
            }
            assertEquals(whole.get(middle), part.found().getFirst());
        }
    }

    @Test
    default void aUserIsWrittenOnceAndNeverChanged() {
        UserId id = unknownUser();
        Piece.OfUser piece = piece(id);
        assertEquals(Outcome.absent(1), compared(piece));
        assertEquals(Optional.empty(), store().directory().findUser(id));
        assertEquals(Outcome.absent(1), written(piece));
        assertEquals(Outcome.same(1), written(piece));
        assertEquals(Outcome.same(1), compared(piece));
        assertEquals(Optional.of(piece.account()), store().directory().findUser(id));
        Piece.OfUser other = piece(id);
        assertTrue(written(other).conflict().isPresent());
        assertEquals(Outcome.same(1), written(new Piece.OfUser(other.account(), true, 1)));
        Account open = new Account(other.account().user(), Optional.empty());
        assertTrue(written(new Piece.OfUser(open, true, 1)).conflict().isPresent());
        assertEquals(Optional.of(piece.account()), store().directory().findUser(id));
    }

    @Test
    default void aGroupIsWrittenWithoutMembersAndItsMembersAreCountedAsTheyCome() {
        List<UserId> users = Stream.generate(this::movedUser).limit(70).toList();
        Piece.OfGroup group = group(unknownGroup(), Optional.of(users.getFirst()));
        assertEquals(Outcome.absent(1), written(group));
        assertEquals(Outcome.same(1), written(group));
        List<Piece> members = new ArrayList<>(users.stream()
                .map(user -> (Piece) new Piece.OfMember(group.id(), user, clock().instant().plusMillis(1))).toList());
        Piece already = members.get(40);
        assertEquals(Outcome.absent(1), written(already));
        List<Outcome> outcomes = archive().write(members);
        assertEquals(69, outcomes.stream().filter(Outcome.absent(1)::equals).count());
        assertEquals(Outcome.same(1), outcomes.get(40));
        assertTrue(archive().write(members).stream().allMatch(Outcome.same(1)::equals));
        assertEquals(70, store().directory().findGroup(group.id(), GroupCondition.exists()).members());
        assertEquals(70, section(Section.MEMBERSHIPS, Stored.OfMember.class,
                member -> member.group().equals(group.id())).size());
        store().directory().removeMember(group.id(), users.getLast(), GroupCondition.exists());
        assertEquals(69, store().directory().findGroup(group.id(), GroupCondition.exists()).members());
    }

    @Test
    default void aMemberSinceAnotherTimeAndOneOfNothingAreConflicts() {
        UserId ada = movedUser();
        GroupId group = unknownGroup();
        Piece.OfMember member = new Piece.OfMember(group, ada, clock().instant());
        assertEquals(Outcome.absent(1), compared(member));
        assertTrue(written(member).conflict().orElseThrow().contains(group.value()));
        assertEquals(Outcome.absent(1), written(group(group, Optional.empty())));
        UserId nobody = unknownUser();
        List<Outcome> outcomes = archive()
                .write(List.of(new Piece.OfMember(group, nobody, clock().instant()), member));
        assertTrue(outcomes.getFirst().conflict().orElseThrow().contains(nobody.value()));
        assertEquals(Outcome.absent(1), outcomes.get(1));
        assertTrue(written(new Piece.OfMember(group, ada, clock().instant().plusMillis(1))).conflict().isPresent());
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void aBlockIsWrittenFromBothSidesAndHolds() {
        UserId ada = movedUser();
        UserId bob = movedUser();
        Block block = new Block(ada, bob, BlockScope.EVERYWHERE, clock().instant());
        Piece.OfBlock piece = new Piece.OfBlock(block);
        assertEquals(Outcome.absent(1), written(piece));
        assertEquals(Outcome.same(1), written(piece));
        assertTrue(written(new Piece.OfBlock(new Block(ada, bob, BlockScope.DIRECT, block.since()))).conflict()
                .isPresent());
        assertTrue(written(new Piece.OfBlock(new Block(ada, unknownUser(), BlockScope.DIRECT, block.since())))
                .conflict().isPresent());
        assertEquals(Outcome.absent(1), written(new Piece.OfBlock(new Block(bob, bob, BlockScope.DIRECT,
                block.since()))));
        for (Section side : List.of(Section.BLOCKS, Section.BLOCKED_BY)) {
            assertEquals(List.of(new Stored.OfBlock(block)),
                    section(side, Stored.OfBlock.class, it -> it.block().owner().equals(ada)));
        }
        store().directory().unblock(ada, bob, AccountCondition.exists());
        assertThrows(Refusal.NotBlocked.class,
                () -> store().directory().unblock(ada, bob, AccountCondition.exists()));
    }

    @Test
    default void anInboxKeepsItsNumbersAndTimesAndGoesOnFromThem() {
        UserId ada = movedUser();
        List<InboxEntry> entries = entries(ada, 1, 5);
        assertEquals(Outcome.absent(3), compared(stretch(ada, entries.subList(0, 3))));
        assertEquals(Outcome.absent(3), written(stretch(ada, entries.subList(0, 3))));
        assertEquals(new Outcome(2, 3, Optional.empty()), compared(stretch(ada, entries)));
        assertEquals(new Outcome(2, 3, Optional.empty()), written(stretch(ada, entries)));
        assertEquals(Outcome.same(5), written(stretch(ada, entries)));
        assertEquals(entries, all(ada).entries());
        assertEquals(entries.subList(3, 5), store().inboxes().read(ada,
                From.after(new Cursor(ada, entries.get(2).position())), 10, AccountCondition.exists()).entries());
        assertEquals(entries.subList(4, 5), store().inboxes().read(ada,
                From.laterThan(entries.get(3).position().atMillis()), 10, AccountCondition.exists()).entries());
        sendTo(ada, ada, "the next");
        assertEquals(6, store().inboxes().tail(ada).sequence());
    }

    @Test
    default void anInboxThatWasTrimmedBeginsWhereItDid() {
        UserId ada = movedUser();
        List<InboxEntry> entries = entries(ada, 500, 3);
        assertEquals(Outcome.absent(3), written(stretch(ada, entries)));
        assertEquals(entries, all(ada).entries());
        assertEquals(500, section(Section.USERS, Stored.OfUser.class,
                user -> user.account().user().id().equals(ada)).getFirst().floor());
        sendTo(ada, ada, "the next");
        assertEquals(503, store().inboxes().tail(ada).sequence());
    }

    @Test
    default void aLaterStretchGoesOnlyBehindTheEntryThatItGoesOnFrom() {
        UserId ada = movedUser();
        List<InboxEntry> entries = entries(ada, 1, 6);
        Piece.OfInbox later = behind(ada, entries.get(2), entries.subList(3, 6));
        assertTrue(compared(later).conflict().isPresent());
        assertTrue(written(later).conflict().isPresent());
        assertEquals(Outcome.absent(3), written(stretch(ada, entries.subList(0, 3))));
        assertEquals(Outcome.absent(3), written(later));
        assertEquals(Outcome.same(3), written(later));
        assertEquals(Outcome.same(2), written(behind(ada, entries.get(1), entries.subList(2, 4))));
        assertEquals(entries, all(ada).entries());
    }

    @Test
    default void anInboxThatIsOrGoesOnDifferentlyIsLeftAsItIs() {
        UserId ada = movedUser();
        List<InboxEntry> entries = entries(ada, 1, 4);
        assertEquals(Outcome.absent(2), written(stretch(ada, entries.subList(0, 2))));
        sendTo(ada, ada, "sent here");
        List<InboxEntry> before = all(ada).entries();
        assertTrue(written(stretch(ada, entries)).conflict().isPresent());
        assertTrue(written(behind(ada, entries.get(1), entries.subList(2, 4))).conflict().isPresent());
        assertTrue(written(stretch(ada, entries(ada, 1, 1))).conflict().isPresent());
        assertTrue(written(stretch(ada, entries(ada, 7, 2))).conflict().isPresent());
        assertEquals(before, all(ada).entries());
    }

    @Test
    default void anInboxCanComeBeforeItsOwner() {
        UserId ada = unknownUser();
        List<InboxEntry> entries = entries(ada, 20, 3);
        assertEquals(Outcome.absent(3), written(stretch(ada, entries)));
        assertEquals(Outcome.absent(1), written(new Piece.OfUser(piece(ada).account(), false, 20)));
        assertEquals(entries, all(ada).entries());
        assertEquals(20, section(Section.USERS, Stored.OfUser.class,
                user -> user.account().user().id().equals(ada)).getFirst().floor());
    }

    @Test
    default void oneMessageInManyInboxesIsOneMessage() {
        UserId ada = movedUser();
        UserId bob = movedUser();
        InboxEntry entry = entries(ada, 1, 1).getFirst();
        InboxEntry copy = new InboxEntry(new Position(4, entry.position().atMillis() + 9), entry.message());
        List<Outcome> outcomes = archive().write(List.of(stretch(ada, List.of(entry)), stretch(bob, List.of(copy))));
        assertEquals(List.of(Outcome.absent(1), Outcome.absent(1)), outcomes);
        assertEquals(List.of(entry), all(ada).entries());
        assertEquals(List.of(copy), all(bob).entries());
        sendTo(ada, ada, "another");
        clock().move(Duration.ofMillis(1));
        assertEquals(List.of(copy), all(bob).entries());
    }

    private <T extends Seen> T seen(Subject subject, Class<T> kind) {
        return kind.cast(archive().look(List.of(subject)).getFirst());
    }

    @Test
    default void aLookTellsHowThingsStandFromAllSides() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        Block block = new Block(ada, bob, BlockScope.EVERYWHERE, clock().instant());
        store().directory().block(block, AccountCondition.exists(), 10);
        sendTo(bob, bob, "one");
        Seen.OfUser user = seen(new Subject.OfUser(ada), Seen.OfUser.class);
        assertEquals(Presence.THERE, user.presence());
        assertEquals(1, user.blocks().there());
        assertEquals(1, user.groups().there());
        assertTrue(user.blocks().isRight() && user.groups().isRight());
        Seen.OfGroup members = seen(new Subject.OfGroup(group), Seen.OfGroup.class);
        assertEquals(2, members.members().there());
        assertTrue(members.members().isRight() && members.ownerIsMember());
        Optional<Instant> joined = Optional.of(clock().instant());
        Optional<Seen.Terms> terms = Optional.of(Seen.Terms.of(block));
        assertEquals(
                List.of(new Seen.OfOwner(Presence.THERE, 1),
                        new Seen.OfMember(Presence.THERE, Presence.THERE, joined, joined),
                        new Seen.OfBlock(Presence.THERE, Presence.THERE, terms, terms)),
                archive().look(List.of(new Subject.OfOwner(bob), new Subject.OfMember(group, ada),
                        new Subject.OfBlock(ada, bob))));
    }

    @Test
    default void whatDoesNotExistIsSeenAsAbsent() {
        UserId nobody = unknownUser();
        GroupId nothing = unknownGroup();
        UserId ada = newUser();
        assertEquals(Presence.ABSENT, seen(new Subject.OfUser(nobody), Seen.OfUser.class).presence());
        assertEquals(Presence.ABSENT, seen(new Subject.OfGroup(nothing), Seen.OfGroup.class).presence());
        assertEquals(
                List.of(new Seen.OfOwner(Presence.ABSENT, 1),
                        new Seen.OfErased(Presence.ABSENT, false, false, Optional.empty()),
                        new Seen.OfErased(Presence.THERE, false, false, Optional.empty()),
                        new Seen.OfMember(Presence.ABSENT, Presence.THERE, Optional.empty(), Optional.empty()),
                        new Seen.OfBlock(Presence.THERE, Presence.ABSENT, Optional.empty(), Optional.empty()),
                        new Seen.OfSession(Presence.ABSENT, false, false)),
                archive().look(List.of(new Subject.OfOwner(nobody), new Subject.OfErased(nobody),
                        new Subject.OfErased(ada), new Subject.OfMember(nothing, ada),
                        new Subject.OfBlock(ada, nobody), new Subject.OfSession(new SessionKey(hex(64)), nobody))));
    }

    @Test
    default void aMendOfWhatStandsOtherwiseChangesNothing() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada));
        Block block = new Block(ada, bob, BlockScope.DIRECT, clock().instant());
        store().directory().block(block, AccountCondition.exists(), 10);
        Subject.OfMember member = new Subject.OfMember(group, ada);
        Subject.OfBlock blocking = new Subject.OfBlock(ada, bob);
        Subject.OfGroup counted = new Subject.OfGroup(group);
        Subject.OfUser counting = new Subject.OfUser(ada);
        Seen.Count wrong = new Seen.Count(OptionalLong.of(7), 3);
        List<Subject> all = List.of(member, blocking, counted, counting);
        List<Seen> before = archive().look(all);
        assertFalse(archive().mend(new Mend.OfMember(member,
                new Seen.OfMember(Presence.ABSENT, Presence.THERE, Optional.of(clock().instant()), Optional.empty()))));
        assertFalse(archive().mend(new Mend.OfMember(member, new Seen.OfMember(Presence.THERE, Presence.THERE,
                Optional.of(clock().instant().minusMillis(1)), Optional.empty()))));
        assertFalse(archive().mend(new Mend.OfBlock(blocking, new Seen.OfBlock(Presence.THERE, Presence.ABSENT,
                Optional.of(Seen.Terms.of(block)), Optional.empty()))));
        assertFalse(archive().mend(
                new Mend.OfGroup(counted, new Seen.OfGroup(Presence.THERE, wrong, Optional.empty(), true))));
        assertFalse(archive().mend(new Mend.OfUser(counting, new Seen.OfUser(Presence.THERE, 1, wrong, wrong))));
        assertFalse(archive().mend(new Mend.OfCopies(message(ada, bob, "never sent").id(), 1, 0)));
        assertEquals(before, archive().look(all));
    }

    @Test
    default void aSessionAndARequestGoIfTheyAreTheVeryOnes() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        // DynamoDB removes by itself what has expired, but not what did so more than five years ago.
        Instant expiry = Instant.ofEpochSecond(clock().instant().getEpochSecond()).minus(Duration.ofDays(6 * 365));
        UserSession session = new UserSession(new SessionKey("9".repeat(64)), ada, clock().instant(), expiry);
        assertTrue(store().credentials().open(session, hash, 10));
        Subject.OfSession subject = new Subject.OfSession(session.key(), ada);
        assertEquals(new Seen.OfSession(Presence.THERE, true, true), seen(subject, Seen.OfSession.class));
        assertFalse(archive().mend(new Mend.OfSession(
                new UserSession(session.key(), ada, session.openedAt(), expiry.plusSeconds(1)))));
        assertTrue(archive().mend(new Mend.OfSession(session)));
        assertFalse(archive().mend(new Mend.OfSession(session)));
        assertEquals(new Seen.OfSession(Presence.THERE, false, false), seen(subject, Seen.OfSession.class));
        RequestKey key = new RequestKey("b".repeat(32) + ada.value().substring(UserId.PREFIX.length()), "f".repeat(64),
                clock().instant());
        var unused = store().inboxes().deliver(message(ada, ada, "keyed"), AccountCondition.exists(),
                facts -> List.of(ada), Optional.of(key));
        Stored.OfRequest request = section(Section.REQUESTS, Stored.OfRequest.class, it -> it.id().equals(key.id()))
                .getFirst();
        assertFalse(archive().mend(new Mend.OfRequest(
                new Stored.OfRequest(request.id(), request.fingerprint(), request.expiresAt().plusSeconds(1)))));
        assertTrue(archive().mend(new Mend.OfRequest(request)));
        assertFalse(archive().mend(new Mend.OfRequest(request)));
        assertEquals(List.of(), section(Section.REQUESTS, Stored.OfRequest.class, it -> it.id().equals(key.id())));
    }

    @Test
    default void whatIsHealthyHasNoFlaws() {
        UserId ada = newUser();
        send(ada, newGroup(List.of(ada, newUser())), "to all");
        assertEquals(List.of(), archive().flaws(10));
    }
}
