package dev.messaging.core;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses every change, whichever way it comes. What the store has accepted before, it still finishes, and a request with a key that was
 * decided before is answered as it was then: so that whoever does not know what became of it learns it here, and need not ask
 * elsewhere. Each method is written out, so that
 * one that comes into a port does not compile until somebody has said here whether it changes anything.
 */
final class ReadOnlyStore implements Store {
    private final Store store;
    private final Directory directory;
    private final Credentials credentials;
    private final Inboxes inboxes;
    private final Archive archive;

    ReadOnlyStore(Store store) {
        this.store = store;
        this.directory = new ReadDirectory(store.directory(), store.archive());
        this.credentials = new ReadCredentials(store.credentials());
        this.inboxes = new ReadInboxes(store.inboxes(), store.directory(), store.archive());
        this.archive = new ReadArchive(store.archive());
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Inboxes inboxes() {
        return inboxes;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public int recover() {
        return store.recover();
    }

    @Override
    public Erasure erase(UserId user, int atMost) {
        throw new Refusal.ReadOnly();
    }

    @Override
    public void close() {
        store.close();
    }

    /** What was done before is answered again, and nothing new is done. */
    private static Done asBefore(Archive archive, Optional<RequestKey> key) {
        return key.flatMap(archive::decided).orElseThrow(Refusal.ReadOnly::new).orThrow();
    }

    private record ReadDirectory(Directory all, Archive archive) implements Directory {
        @Override
        public Done createUser(Account account, Optional<RequestKey> key) {
            return asBefore(archive, key);
        }

        @Override
        public Optional<Account> findUser(UserId id) {
            return all.findUser(id);
        }

        @Override
        public List<Account> findUsers(Set<UserId> ids) {
            return all.findUsers(ids);
        }

        @Override
        public void block(Block block, AccountCondition onOwner, int blocksMax) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public void unblock(UserId owner, UserId blocked, AccountCondition onOwner) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit, AccountCondition onOwner) {
            return all.blocks(owner, after, limit, onOwner);
        }

        @Override
        public Done createGroup(Group group, List<UserId> members, MembershipLimits limits, Optional<RequestKey> key) {
            return asBefore(archive, key);
        }

        @Override
        public Group findGroup(GroupId id, GroupCondition onGroup) {
            return all.findGroup(id, onGroup);
        }

        @Override
        public void addMember(GroupId group, UserId user, Instant joinedAt, GroupCondition onGroup,
                MembershipLimits limits) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public void removeMember(GroupId group, UserId user, GroupCondition onGroup) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public Page<Member> members(GroupId group, Optional<UserId> after, int limit, GroupCondition onGroup) {
            return all.members(group, after, limit, onGroup);
        }

        @Override
        public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit, AccountCondition onUser) {
            return all.groupsOf(user, after, limit, onUser);
        }

        @Override
        public Page<Account> users(Optional<UserId> after, int limit) {
            return all.users(after, limit);
        }

        @Override
        public Page<Group> groups(Optional<GroupId> after, int limit) {
            return all.groups(after, limit);
        }

        @Override
        public void setOwner(GroupId group, Optional<UserId> owner) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public boolean removeIfEmpty(GroupId group) {
            throw new Refusal.ReadOnly();
        }
    }

    private record ReadCredentials(Credentials all) implements Credentials {
        @Override
        public Optional<Account> recent(UserId user) {
            return all.recent(user);
        }

        @Override
        public boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next,
                Optional<SessionKey> kept) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public void suspend(UserId user, boolean suspended) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public boolean open(UserSession session, PasswordHash verified, int sessionsMax) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public Optional<UserSession> recent(SessionKey key) {
            return all.recent(key);
        }

        @Override
        public List<UserSession> sessions(UserId user, Instant now) {
            return all.sessions(user, now);
        }

        @Override
        public void end(UserId user, List<SessionKey> keys) {
            throw new Refusal.ReadOnly();
        }
    }

    private record ReadInboxes(Inboxes all, Directory directory, Archive archive) implements Inboxes {
        @Override
        public Done deliver(Message message, AccountCondition onSender, Admission admission, Optional<RequestKey> key) {
            if (key.isPresent()) {
                onSender.check(message.sender(),
                        directory.findUser(message.sender()).map(Account::standing).orElse(Standing.ABSENT));
            }
            return asBefore(archive, key);
        }

        @Override
        public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
            return all.read(owner, from, limit, onOwner);
        }

        @Override
        public Position tail(UserId owner) {
            return all.tail(owner);
        }

        @Override
        public Set<UserId> grown(Map<UserId, Position> places) {
            return all.grown(places);
        }

        @Override
        public Duration newsEvery() {
            return all.newsEvery();
        }

        @Override
        public int trim(UserId owner, Instant before, int atMost) {
            throw new Refusal.ReadOnly();
        }
    }

    private record ReadArchive(Archive all) implements Archive {
        @Override
        public Part read(Section section, Optional<String> after, int limit) {
            return all.read(section, after, limit);
        }

        @Override
        public InboxPart inbox(UserId owner, long behind, int limit) {
            return all.inbox(owner, behind, limit);
        }

        @Override
        public Optional<Decision> decided(RequestKey key) {
            return all.decided(key);
        }

        @Override
        public List<Outcome> compare(List<Piece> pieces) {
            return all.compare(pieces);
        }

        @Override
        public List<Outcome> write(List<Piece> pieces) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public List<Seen> look(List<Subject> subjects) {
            return all.look(subjects);
        }

        @Override
        public boolean mend(Mend mend) {
            throw new Refusal.ReadOnly();
        }

        @Override
        public boolean keepsBothSides() {
            return all.keepsBothSides();
        }

        @Override
        public List<Flaw> flaws(int atMost) {
            return all.flaws(atMost);
        }
    }
}
