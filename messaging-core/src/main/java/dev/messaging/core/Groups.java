package dev.messaging.core;

import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Groups and who is in them. Every method may also throw {@link dev.messaging.core.port.StoreException}.
 */
public final class Groups {
    /** How often deleting goes on where somebody has joined meanwhile. */
    private static final int DELETION_ROUNDS = 10;

    private final Directory directory;
    private final InstantSource clock;
    private final NewIds newIds;
    private final RequestKeys requestKeys;
    private final Caller caller;
    private final Rights rights;
    private final MembershipLimits limits;

    Groups(Directory directory, InstantSource clock, NewIds newIds, RequestKeys requestKeys, Caller caller,
            Rights rights, MembershipLimits limits) {
        this.directory = directory;
        this.clock = clock;
        this.newIds = newIds;
        this.requestKeys = requestKeys;
        this.caller = caller;
        this.rights = rights;
        this.limits = limits;
    }

    /**
     * Creates a group whose name is the id; otherwise as {@link #create(Optional, Optional, Set)}, without further members.
     *
     * @return the new group
     */
    public Group create() {
        return create(Optional.empty(), Optional.empty(), Set.of());
    }

    /**
     * Creates a group; otherwise as {@link #create(Optional, Optional, Set)}, without further members.
     *
     * @param name what people call the group
     * @return the new group
     */
    public Group create(Name name) {
        return create(Optional.empty(), Optional.of(name), Set.of());
    }

    /**
     * Creates a group under an id of one's own; otherwise as {@link #create(Optional, Optional, Set)}, without further
     * members.
     *
     * @param id the id
     * @param name what people call the group
     * @return the new group
     * @throws Refusal.IdTaken if another group has the id
     */
    public Group create(GroupId id, Name name) {
        return create(Optional.of(id), Optional.of(name), Set.of());
    }

    /**
     * Creates a group: it exists at once with all its members, or not at all. If the caller is a user, it is the group's owner
     * and a member too; otherwise the group is open.
     *
     * @param id the id; a random one if there is none
     * @param name what people call the group; the id if there is none
     * @param members who is in it from the start
     * @return the new group
     * @throws Refusal.Unauthenticated if credentials are required, and the caller has not shown who it is
     * @throws Refusal.NoSuchUser if a member does not exist
     * @throws Refusal.GroupFull if there are too many members
     * @throws Refusal.TooManyGroups if a member is in as many groups as a user may
     * @throws Refusal.IdTaken if another group has the id
     */
    public Group create(Optional<GroupId> id, Optional<Name> name, Set<UserId> members) {
        return create(id, name, members, Optional.empty());
    }

    /**
     * Creates a group once, however often this is repeated with the same key within {@link RequestKey#KEPT}, refusals by a rule
     * included; otherwise as {@link #create(Optional, Optional, Set)}.
     *
     * @param id the id; a random one if there is none
     * @param name what people call the group; the id if there is none
     * @param members who is in it from the start
     * @param key the caller's name for this request; none is as without
     * @return the new group, as it was created
     * @throws Refusal.Unauthenticated if credentials are required, and the caller has not shown who it is
     * @throws Refusal.NoSuchUser if a member does not exist
     * @throws Refusal.GroupFull if there are too many members
     * @throws Refusal.TooManyGroups if a member is in as many groups as a user may
     * @throws Refusal.IdTaken if another group has the id
     * @throws Refusal.KeyReused if the key was used for another group
     */
    public Group create(Optional<GroupId> id, Optional<Name> name, Set<UserId> members, Optional<IdempotencyKey> key) {
        rights.checkCreatesGroup();
        Optional<UserId> owner = caller instanceof Caller.User(UserId user, var session)
                ? Optional.of(user)
                : Optional.empty();
        List<UserId> all = Stream.concat(owner.stream(), members.stream()).distinct().toList();
        if (all.size() > limits.membersOfGroup()) {
            throw new Refusal.GroupFull(limits.membersOfGroup());
        }
        GroupId newId = id.orElseGet(newIds::group);
        Group group = group(newId, name, now(), all.size(), owner);
        Done done = directory.createGroup(group, all, limits, key.map(given -> requestKeys.of(given, "create-group", "",
                asked(id, name, all), group.createdAt())));
        return group(new GroupId(done.id()), name, done.at(), done.count(), owner);
    }

    private static Group group(GroupId id, Optional<Name> name, Instant createdAt, int members,
            Optional<UserId> owner) {
        return new Group(id, name.orElseGet(() -> new Name(id.value())), createdAt, members, owner);
    }

    /** The members in whatever order: it is the same group. */
    private static List<String> asked(Optional<GroupId> id, Optional<Name> name, List<UserId> members) {
        return List.of(id.map(GroupId::value).orElse(""), name.map(Name::value).orElse(""),
                members.stream().map(UserId::value).sorted().collect(Collectors.joining(" ")));
    }

    /**
     * Adds a member, who gets what is sent from now on.
     *
     * @param group the group
     * @param user who joins
     * @throws Refusal.Unauthenticated if the group is owned, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the group is owned, and the caller is not in it
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.AlreadyMember if the user is a member
     * @throws Refusal.GroupFull if there is no room left
     * @throws Refusal.TooManyGroups if the user is in as many groups as a user may
     */
    public void add(GroupId group, UserId user) {
        directory.addMember(group, user, now(), rights.toTakePartIn(group), limits);
    }

    /**
     * Removes a member, who keeps what was received. If it owned the group, the longest-standing member does so from then on.
     *
     * @param group the group
     * @param user who leaves
     * @throws Refusal.Unauthenticated if the group is owned, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the group is owned, and the caller is neither its owner nor who leaves
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    public void remove(GroupId group, UserId user) {
        directory.removeMember(group, user, rights.toRemove(user, group));
    }

    /**
     * Looks a group up.
     *
     * @param id which
     * @return the group with its present number of members
     * @throws Refusal.Unauthenticated if the group is owned, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the group is owned, and the caller is not in it
     * @throws Refusal.NoSuchGroup if there is none
     */
    public Group find(GroupId id) {
        return directory.findGroup(id, rights.toTakePartIn(id));
    }

    /**
     * Lists a group's members, by id.
     *
     * @param group the group
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the members
     * @throws Refusal.Unauthenticated if the group is owned, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the group is owned, and the caller is not in it
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit) {
        Limits.checkPage(limit);
        return directory.members(group, after, limit, rights.toTakePartIn(group));
    }

    /**
     * Lists the groups that a user is in, by id.
     *
     * @param user the user
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the memberships
     * @throws Refusal.Unauthenticated if the user's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Membership> of(UserId user, Optional<GroupId> after, int limit) {
        Limits.checkPage(limit);
        return directory.groupsOf(user, after, limit, rights.toActAs(user));
    }

    /**
     * Lists all groups, in the store's own order, which is the same each time.
     *
     * @param after where to go on: behind the last group of the part before
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the groups, each with the number of members that it had at some moment meanwhile
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Group> all(Optional<GroupId> after, int limit) {
        rights.checkAdministers("list groups");
        Limits.checkPage(limit);
        return directory.groups(after, limit);
    }

    /**
     * Gives a group another owner, or none, which makes it open.
     *
     * @param group the group
     * @param owner a member of the group
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    public void setOwner(GroupId group, Optional<UserId> owner) {
        rights.checkAdministers("choose the owner of a group");
        directory.setOwner(group, owner);
    }

    /**
     * Deletes a group: its members leave one after the other, its owner last, and then the group goes. What was sent to it stays in
     * the inboxes, and what was accepted meanwhile still arrives. If this ends before its end, some members have left, and it can
     * be repeated. An id that somebody has chosen can be chosen again afterwards.
     *
     * @param group the group
     * @return how many members have left
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchGroup if the group does not exist
     */
    public int delete(GroupId group) {
        rights.checkAdministers("delete groups");
        int left = 0;
        for (int round = 0; round < DELETION_ROUNDS; round++) {
            left += removeAll(group, directory.findGroup(group, GroupCondition.exists()).owner());
            if (directory.removeIfEmpty(group)) {
                return left;
            }
        }
        throw StoreException
                .notDone(left + " members have left " + group + ", and others joined meanwhile, or are being"
                        + " erased, which has to be finished first.");
    }

    /** With the owner last, nobody else comes to own the group on the way. */
    private int removeAll(GroupId group, Optional<UserId> owner) {
        int left = 0;
        Optional<UserId> after = Optional.empty();
        Page<Member> page;
        do {
            page = directory.members(group, after, Limits.PAGE_MAX, GroupCondition.exists());
            for (Member member : page.items()) {
                boolean isOwner = owner.equals(Optional.of(member.user()));
                left += isOwner ? 0 : removeIfMember(group, member.user());
                after = Optional.of(member.user());
            }
        } while (page.more());
        return left + owner.map(last -> removeIfMember(group, last)).orElse(0);
    }

    /** Tells how many have left by that. */
    private int removeIfMember(GroupId group, UserId user) {
        try {
            directory.removeMember(group, user, GroupCondition.exists());
            return 1;
        } catch (Refusal.NotMember | Refusal.NoSuchUser leftAlready) { // Who is erased leaves by that.
            return 0;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
