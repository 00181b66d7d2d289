package dev.messaging.core;

import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Groups and who is in them. Every method may also throw {@link dev.messaging.core.port.StoreException}.
 */
public final class Groups {
    private final Directory directory;
    private final InstantSource clock;
    private final NewIds newIds;
    private final int membersMax;

    Groups(Directory directory, InstantSource clock, NewIds newIds, int membersMax) {
        this.directory = directory;
        this.clock = clock;
        this.newIds = newIds;
        this.membersMax = membersMax;
    }

    /**
     * Creates a group without members, whose name is the id.
     *
     * @return the new group
     */
    public Group create() {
        GroupId id = newIds.group();
        return create(id, new Name(id.value()));
    }

    /**
     * Creates a group without members.
     *
     * @param name what people call the group
     * @return the new group
     */
    public Group create(Name name) {
        return create(newIds.group(), name);
    }

    /**
     * Creates a group without members under an id of one's own.
     *
     * @param id the id
     * @param name what people call the group
     * @return the new group
     * @throws Refusal.IdTaken if another group has the id
     */
    public Group create(GroupId id, Name name) {
        Group group = new Group(id, name, clock.instant().truncatedTo(ChronoUnit.MILLIS), 0);
        directory.createGroup(group);
        return group;
    }

    /**
     * Adds a member, who gets what is sent from now on.
     *
     * @param group the group
     * @param user who joins
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.AlreadyMember if the user is a member
     * @throws Refusal.GroupFull if there is no room left
     */
    public void add(GroupId group, UserId user) {
        directory.addMember(group, user, clock.instant().truncatedTo(ChronoUnit.MILLIS), membersMax);
    }

    /**
     * Removes a member, who keeps what was received.
     *
     * @param group the group
     * @param user who leaves
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    public void remove(GroupId group, UserId user) {
        directory.removeMember(group, user);
    }

    /**
     * Looks a group up.
     *
     * @param id which
     * @return the group with its present number of members
     * @throws Refusal.NoSuchGroup if there is none
     */
    public Group find(GroupId id) {
        return directory.findGroup(id).orElseThrow(() -> new Refusal.NoSuchGroup(id.value()));
    }

    /**
     * Lists a group's members, by id.
     *
     * @param group the group
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the members
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit) {
        Limits.checkPage(limit);
        return directory.members(group, after, limit);
    }

    /**
     * Lists the groups that a user is in, by id.
     *
     * @param user the user
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the memberships
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Membership> of(UserId user, Optional<GroupId> after, int limit) {
        Limits.checkPage(limit);
        return directory.groupsOf(user, after, limit);
    }
}
