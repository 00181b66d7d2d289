package dev.messaging.core.port;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users, blocks, groups and memberships.
 *
 * <p>A change either happens entirely, seen from both sides (the group's members and the user's groups), or, when it is
 * refused, not at all. Of several callers that attempt the same change at once exactly one succeeds. What was answered
 * is seen by every later call, on every node.
 *
 * <p>Where several refusals apply, a missing user or group comes before everything else, and the one named first in the
 * parameters comes first.
 *
 * <p>Lists are in the order of the ids, by the code of their characters. Times are kept to the millisecond.
 */
public interface Directory {
    /** The most ids that {@link #findUsers} takes at once. */
    int FIND_USERS_MAX = 100;

    /**
     * Creates a user. Repeating it with an equal user may succeed, so that a lost answer does no harm.
     *
     * @param user the user
     * @throws Refusal.IdTaken if another user has the id
     */
    void createUser(User user);

    /**
     * Looks a user up.
     *
     * @param id who
     * @return the user, or empty if there is none
     */
    Optional<User> findUser(UserId id);

    /**
     * Looks several users up.
     *
     * @param ids who: at most {@value #FIND_USERS_MAX}
     * @return those that exist, in the order of their ids
     */
    List<User> findUsers(Set<UserId> ids);

    /**
     * Makes {@code owner} refuse direct messages from {@code blocked}, on every node, for every send that starts after
     * this call has returned.
     *
     * @param block who blocks whom, and since when
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.AlreadyBlocked if the block stands already
     */
    void block(Block block);

    /**
     * Lifts a block.
     *
     * @param owner who blocked
     * @param blocked who was blocked
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.NotBlocked if there is no such block
     */
    void unblock(UserId owner, UserId blocked);

    /**
     * Lists whom a user blocks, by id.
     *
     * @param owner who blocks
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @return the blocks
     * @throws Refusal.NoSuchUser if the owner does not exist
     */
    Page<Block> blocks(UserId owner, Optional<UserId> after, int limit);

    /**
     * Creates a group without members. Repeating it with an equal group may succeed, so that a lost answer does no harm.
     *
     * @param group the group; its number of members is 0
     * @throws Refusal.IdTaken if another group has the id
     */
    void createGroup(Group group);

    /**
     * Looks a group up.
     *
     * @param id which
     * @return the group with its present number of members, or empty if there is none
     */
    Optional<Group> findGroup(GroupId id);

    /**
     * Adds a member.
     *
     * @param group the group
     * @param user who joins
     * @param joinedAt when
     * @param membersMax how many members the group may have, from 1 to 5,000
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.AlreadyMember if the user is a member, even if the group is full
     * @throws Refusal.GroupFull if there is no room left
     */
    void addMember(GroupId group, UserId user, Instant joinedAt, int membersMax);

    /**
     * Removes a member, who keeps what was received.
     *
     * @param group the group
     * @param user who leaves
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    void removeMember(GroupId group, UserId user);

    /**
     * Lists a group's members, by id.
     *
     * @param group the group
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @return the members
     * @throws Refusal.NoSuchGroup if the group does not exist
     */
    Page<Member> members(GroupId group, Optional<UserId> after, int limit);

    /**
     * Lists the groups that a user is in, by id.
     *
     * @param user the user
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @return the memberships
     * @throws Refusal.NoSuchUser if the user does not exist
     */
    Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit);
}
