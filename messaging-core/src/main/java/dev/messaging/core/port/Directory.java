package dev.messaging.core.port;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
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
 * <p>Where several refusals apply, a condition that the core set comes before everything else, then a missing user or group,
 * the one named first in the parameters first.
 *
 * <p>Lists are in the order of the ids, by the code of their characters. Times are kept to the millisecond.
 */
public interface Directory {
    /** The most ids that {@link #findUsers} takes at once. */
    int FIND_USERS_MAX = 100;

    /**
     * Creates a user. Repeating it with an equal account may succeed, so that a lost answer does no harm. With a key, one user
     * is created, whatever is repeated: if a request with the key was decided before, it is answered again.
     *
     * @param account the user, with a password or without
     * @param key by what the request is known again, if at all
     * @return the user's id, and when it was created: as given, or as decided first
     * @throws Refusal.IdTaken if another user has the id, or had it and was erased
     * @throws Refusal.KeyReused if the key's request was another one
     */
    Decision.Done createUser(Account account, Optional<RequestKey> key);

    /**
     * Creates a user by a request that carries no key, as {@link #createUser(Account, Optional)}.
     *
     * @param account the user, with a password or without
     * @throws Refusal.IdTaken if another user has the id
     */
    default void createUser(Account account) {
        var unused = createUser(account, Optional.empty());
    }

    /**
     * Looks a user up.
     *
     * @param id who
     * @return the user's account, or empty if there is none
     */
    Optional<Account> findUser(UserId id);

    /**
     * Looks several users up.
     *
     * @param ids who: at most {@value #FIND_USERS_MAX}
     * @return those that exist, in the order of their ids
     */
    List<Account> findUsers(Set<UserId> ids);

    /**
     * Lists all users, in the store's own order, which is the same each time. Who is there from the first part to the last is
     * listed once; who is created meanwhile may be.
     *
     * @param after where to go on: behind the last user of the part before
     * @param limit the most to return, from 1 to 1,000
     * @return the users' accounts
     */
    Page<Account> users(Optional<UserId> after, int limit);

    /**
     * Makes {@code owner} refuse messages from {@code blocked}, on every node, for every send that starts after this call
     * has returned.
     *
     * @param block who blocks whom, how far, and since when
     * @param onOwner what the owner's account must be
     * @param blocksMax how many others a user may block, from 1 to 10,000
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.AlreadyBlocked if a block stands already, whatever its scope
     * @throws Refusal.TooManyBlocks if there is no room left
     */
    void block(Block block, AccountCondition onOwner, int blocksMax);

    /**
     * Lifts a block.
     *
     * @param owner who blocked
     * @param blocked who was blocked
     * @param onOwner what the owner's account must be
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.NotBlocked if there is no such block
     */
    void unblock(UserId owner, UserId blocked, AccountCondition onOwner);

    /**
     * Lists whom a user blocks, by id.
     *
     * @param owner who blocks
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @param onOwner what the owner's account must be
     * @return the blocks
     * @throws Refusal.NoSuchUser if the owner does not exist
     */
    Page<Block> blocks(UserId owner, Optional<UserId> after, int limit, AccountCondition onOwner);

    /**
     * Creates a group with its first members: it exists at once with all of them, or not at all. Repeating it with an equal
     * group may succeed, so that a lost answer does no harm. With a key, one group is created, whatever is repeated: if a
     * request with the key was decided before, it is answered again, or what its rule said is thrown again.
     *
     * @param group the group; its number of members is that of {@code members}. An owner is one of them
     * @param members who is in it from the start, without duplicates; joined when the group was created
     * @param limits how large groups and lists of groups may grow
     * @param key by what the request is known again, if at all
     * @return the group's id, when it was created, and with how many members: as given, or as decided first
     * @throws Refusal.NoSuchUser if a member does not exist
     * @throws Refusal.GroupFull if there are too many members
     * @throws Refusal.TooManyGroups if a member is in too many groups
     * @throws Refusal.IdTaken if another group has the id
     * @throws Refusal.KeyReused if the key's request was another one
     */
    Decision.Done createGroup(Group group, List<UserId> members, MembershipLimits limits, Optional<RequestKey> key);

    /**
     * Creates a group by a request that carries no key, as {@link #createGroup(Group, List, MembershipLimits, Optional)}.
     *
     * @param group the group
     * @param members who is in it from the start
     * @param limits how large groups and lists of groups may grow
     */
    default void createGroup(Group group, List<UserId> members, MembershipLimits limits) {
        var unused = createGroup(group, members, limits, Optional.empty());
    }

    /**
     * Looks a group up.
     *
     * @param id which
     * @param onGroup what the group must be
     * @return the group with its present number of members
     * @throws Refusal.NoSuchGroup if there is none
     */
    Group findGroup(GroupId id, GroupCondition onGroup);

    /**
     * Adds a member.
     *
     * @param group the group
     * @param user who joins
     * @param joinedAt when
     * @param onGroup what the group must be
     * @param limits how large groups and lists of groups may grow
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.AlreadyMember if the user is a member, even if there is no room
     * @throws Refusal.GroupFull if there is no room left in the group
     * @throws Refusal.TooManyGroups if the user is in too many groups
     */
    void addMember(GroupId group, UserId user, Instant joinedAt, GroupCondition onGroup, MembershipLimits limits);

    /**
     * Removes a member, who keeps what was received. If it is the owner, the member who joined first among those who are
     * left owns the group from then on (of several the one with the least id); if nobody is left, the owner stays.
     *
     * @param group the group
     * @param user who leaves
     * @param onGroup what the group must be
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    void removeMember(GroupId group, UserId user, GroupCondition onGroup);

    /**
     * Lists a group's members, by id.
     *
     * @param group the group
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @param onGroup what the group must be
     * @return the members
     * @throws Refusal.NoSuchGroup if the group does not exist
     */
    Page<Member> members(GroupId group, Optional<UserId> after, int limit, GroupCondition onGroup);

    /**
     * Lists the groups that a user is in, by id.
     *
     * @param user the user
     * @param after where to go on: only ids beyond this one, which need not exist
     * @param limit the most to return, from 1 to 1,000
     * @param onUser what the user's account must be
     * @return the memberships
     * @throws Refusal.NoSuchUser if the user does not exist
     */
    Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit, AccountCondition onUser);

    /**
     * Lists all groups, as {@link #users} does users. The number of members is as of a moment while they are listed.
     *
     * @param after where to go on: behind the last group of the part before
     * @param limit the most to return, from 1 to 1,000
     * @return the groups
     */
    Page<Group> groups(Optional<GroupId> after, int limit);

    /**
     * Gives a group another owner, or none.
     *
     * @param group the group
     * @param owner a member, or empty to make the group open
     * @throws Refusal.NoSuchGroup if the group does not exist
     * @throws Refusal.NoSuchUser if the user does not exist
     * @throws Refusal.NotMember if the user is not a member
     */
    void setOwner(GroupId group, Optional<UserId> owner);

    /**
     * Removes a group that nobody is in. Messages that were sent to it stay where they are. Its id is free again.
     *
     * @param group the group
     * @return whether there is no such group any more; false if somebody is in it
     */
    boolean removeIfEmpty(GroupId group);
}
