package dev.messaging.core;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users, and whom they do not want to hear from. Every method may also throw
 * {@link dev.messaging.core.port.StoreException}.
 */
public final class Users {
    private final Directory directory;
    private final InstantSource clock;
    private final NewIds newIds;

    Users(Directory directory, InstantSource clock, NewIds newIds) {
        this.directory = directory;
        this.clock = clock;
        this.newIds = newIds;
    }

    /**
     * Creates a user whose name is the id.
     *
     * @return the new user
     */
    public User create() {
        UserId id = newIds.user();
        return create(id, new Name(id.value()));
    }

    /**
     * Creates a user.
     *
     * @param name what people call the user
     * @return the new user
     */
    public User create(Name name) {
        return create(newIds.user(), name);
    }

    /**
     * Creates a user under an id of one's own.
     *
     * @param id the id
     * @param name what people call the user
     * @return the new user
     * @throws Refusal.IdTaken if another user has the id
     */
    public User create(UserId id, Name name) {
        User user = new User(id, name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        directory.createUser(user);
        return user;
    }

    /**
     * Looks a user up.
     *
     * @param id who
     * @return the user
     * @throws Refusal.NoSuchUser if there is none
     */
    public User find(UserId id) {
        return directory.findUser(id).orElseThrow(() -> new Refusal.NoSuchUser(id.value()));
    }

    /**
     * Looks several users up, for their names.
     *
     * @param ids who: 1 to {@value Directory#FIND_USERS_MAX}
     * @return those that exist, in the order of their ids
     * @throws Refusal.BadValue if there are none or too many ids
     */
    public List<User> find(Set<UserId> ids) {
        if (ids.isEmpty() || ids.size() > Directory.FIND_USERS_MAX) {
            throw new Refusal.BadValue("ids", "must be 1 to " + Directory.FIND_USERS_MAX + " ids");
        }
        return directory.findUsers(Set.copyOf(ids));
    }

    /**
     * Stops direct messages: once this has returned, no send from {@code blocked} to {@code owner} that starts later is
     * accepted, on any node. Messages in groups that both are in still arrive. A user can block itself.
     *
     * @param owner who does not want the messages
     * @param blocked whose messages are refused
     * @return the block
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.AlreadyBlocked if the block stands already
     */
    public Block block(UserId owner, UserId blocked) {
        Block block = new Block(owner, blocked, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        directory.block(block);
        return block;
    }

    /**
     * Lifts a block.
     *
     * @param owner who blocked
     * @param blocked who was blocked
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.NotBlocked if there is no such block
     */
    public void unblock(UserId owner, UserId blocked) {
        directory.unblock(owner, blocked);
    }

    /**
     * Lists whom a user blocks, by id.
     *
     * @param owner who blocks
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the blocks
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit) {
        Limits.checkPage(limit);
        return directory.blocks(owner, after, limit);
    }
}
