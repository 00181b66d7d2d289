package dev.messaging.core;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.time.Instant;
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
    private final Store store;
    private final Authentication authentication;
    private final InstantSource clock;
    private final NewIds newIds;
    private final RequestKeys requestKeys;
    private final Caller caller;
    private final Rights rights;
    private final int blocksMax;

    Users(Store store, Authentication authentication, InstantSource clock, NewIds newIds, RequestKeys requestKeys,
            Caller caller, Rights rights, int blocksMax) {
        this.store = store;
        this.authentication = authentication;
        this.clock = clock;
        this.newIds = newIds;
        this.requestKeys = requestKeys;
        this.caller = caller;
        this.rights = rights;
        this.blocksMax = blocksMax;
    }

    /**
     * Creates an open user whose name is the id.
     *
     * @return the new user
     */
    public User create() {
        return create(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Creates an open user.
     *
     * @param name what people call the user
     * @return the new user
     */
    public User create(Name name) {
        return create(Optional.empty(), Optional.of(name), Optional.empty());
    }

    /**
     * Creates an open user under an id of one's own.
     *
     * @param id the id
     * @param name what people call the user
     * @return the new user
     * @throws Refusal.IdTaken if another user has the id
     */
    public User create(UserId id, Name name) {
        return create(Optional.of(id), Optional.of(name), Optional.empty());
    }

    /**
     * Creates a user: protected if it gets a password, open if not.
     *
     * @param id the id; a random one if there is none
     * @param name what people call the user; the id if there is none
     * @param password what the user will show who it is by
     * @return the new user
     * @throws Refusal.IdTaken if another user has the id
     * @throws Refusal.BadValue if there is no password where credentials are required
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public User create(Optional<UserId> id, Optional<Name> name, Optional<Password> password) {
        return create(id, name, password, Optional.empty());
    }

    /**
     * Creates a user once, however often this is repeated with the same key within {@link RequestKey#KEPT}; otherwise as {@link
     * #create(Optional, Optional, Optional)}. The password is the one that came first.
     *
     * @param id the id; a random one if there is none
     * @param name what people call the user; the id if there is none
     * @param password what the user will show who it is by
     * @param key the caller's name for this request; none is as without
     * @return the new user
     * @throws Refusal.IdTaken if another user has the id
     * @throws Refusal.BadValue if there is no password where credentials are required
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     * @throws Refusal.KeyReused if the key was used for another user
     */
    public User create(Optional<UserId> id, Optional<Name> name, Optional<Password> password,
            Optional<IdempotencyKey> key) {
        rights.checkCreatesUser(password.isPresent());
        UserId newId = id.orElseGet(newIds::user);
        User user = user(newId, name, now());
        Optional<PasswordHash> hash = password.map(authentication::hash);
        Account account = new Account(user, hash);
        Done done = store.directory().createUser(account,
                key.map(given -> requestKeys.of(given, "create-user", "", asked(id, name, password),
                        user.createdAt())));
        if (key.isEmpty()) { // Of a request with a key, the password may be another than the one that came first.
            password.ifPresent(clear -> authentication.created(account, clear, hash.orElseThrow()));
        }
        return user(new UserId(done.id()), name, done.at());
    }

    private static User user(UserId id, Optional<Name> name, Instant createdAt) {
        return new User(id, name.orElseGet(() -> new Name(id.value())), createdAt);
    }

    private static List<String> asked(Optional<UserId> id, Optional<Name> name, Optional<Password> password) {
        return List.of(id.map(UserId::value).orElse(""), name.map(Name::value).orElse(""),
                Boolean.toString(password.isPresent()));
    }

    /**
     * Changes a user's password, and ends its sessions but the one that the caller acts under.
     *
     * @param user whose
     * @param current the present password
     * @param next the password from now on
     * @param attempts a say in whether the present password may be tried
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.WrongCredentials if the present password is another one
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public void changePassword(UserId user, Password current, Password next, Attempts attempts) {
        rights.checkKeeps(user);
        Optional<SessionKey> kept = caller instanceof Caller.User(UserId id, var session)
                ? session
                : Optional.empty();
        authentication.changePassword(user, current, next, kept, attempts);
    }

    /**
     * Sets a user's password without knowing the present one, or makes an open user a protected one, and ends all its
     * sessions. Nodes that know the account as an open one notice within a minute.
     *
     * @param user whose
     * @param next the password from now on
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchUser if there is no such user
     * @throws Refusal.TooBusy if too many passwords wait to be hashed
     */
    public void setPassword(UserId user, Password next) {
        rights.checkAdministers("set a password without the present one");
        authentication.setPassword(user, next);
    }

    /**
     * Suspends a user, or lifts that: as long as it stands, nobody acts as that user but an administrator. Its password is refused,
     * and so is whoever acts as it without one. Its sessions are ended, and stay so when it is lifted. It still gets messages, and
     * stays in its groups. Other nodes notice within a minute. Repeating it changes nothing.
     *
     * @param user who
     * @param suspended whether it is to be suspended from now on
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchUser if there is no such user
     */
    public void suspend(UserId user, boolean suspended) {
        rights.checkAdministers("suspend users");
        authentication.suspend(user, suspended);
    }

    /**
     * Erases a user for good, a part at a time: call it again until nothing is left, by hand or in a loop; who dies in between
     * loses nothing but time. From the first call on there is no such user, on other nodes within a minute. Its name, its
     * password, its sessions, blocks, memberships and inbox go; its id is never given out again; messages that it sent stay with
     * those who got them. A store may have to keep the newest entries of its inbox for a day: see {@link Erasure.Later}. An inbox
     * that is nobody's goes likewise.
     *
     * @param user who
     * @param atMost how many blocks, groups and messages to remove now, of each, at most or about; from 1 to {@value
     *     Store#ERASE_MAX}
     * @return what was removed, and what is left
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchUser if there never was such a user, and nothing stands under its id
     * @throws Refusal.BadValue if the number is out of range
     */
    public Erasure erase(UserId user, int atMost) {
        rights.checkAdministers("erase users");
        if (atMost < 1 || atMost > Store.ERASE_MAX) {
            throw new Refusal.BadValue("atMost", "must be from 1 to " + Store.ERASE_MAX);
        }
        return authentication.erase(user, () -> store.erase(user, atMost));
    }

    /**
     * Looks a user up.
     *
     * @param id who
     * @return the user
     * @throws Refusal.Unauthenticated if the account is protected, and the caller has not shown who it is
     * @throws Refusal.NoSuchUser if there is none
     */
    public User find(UserId id) {
        AccountCondition condition = rights.toRead(id);
        Optional<Account> account = store.directory().findUser(id);
        condition.check(id, account.map(Account::standing).orElse(Standing.ABSENT).butForSuspension());
        return account.orElseThrow().user();
    }

    /**
     * Lists all users, in the store's own order, which is the same each time.
     *
     * @param after where to go on: behind the last user of the part before
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the users' accounts, with what is kept of their passwords: to be shown to nobody
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Account> all(Optional<UserId> after, int limit) {
        rights.checkAdministers("list users");
        Limits.checkPage(limit);
        return store.directory().users(after, limit);
    }

    /**
     * Looks several users up, for their names.
     *
     * @param ids who: 1 to {@value Directory#FIND_USERS_MAX}
     * @return those that exist, in the order of their ids
     * @throws Refusal.Unauthenticated if one of them is protected, and the caller has not shown who it is
     * @throws Refusal.BadValue if there are none or too many ids
     */
    public List<User> find(Set<UserId> ids) {
        if (ids.isEmpty() || ids.size() > Directory.FIND_USERS_MAX) {
            throw new Refusal.BadValue("ids", "must be 1 to " + Directory.FIND_USERS_MAX + " ids");
        }
        AccountCondition unused = rights.toRead(ids.iterator().next()); // refuses who may read nothing at all
        List<Account> accounts = store.directory().findUsers(Set.copyOf(ids));
        accounts.forEach(account -> rights.toRead(account.user().id()).check(account.user().id(),
                account.standing().butForSuspension()));
        return accounts.stream().map(Account::user).toList();
    }

    /**
     * Stops direct messages; otherwise as {@link #block(UserId, UserId, BlockScope)}.
     *
     * @param owner who does not want the messages
     * @param blocked whose messages are refused
     * @return the block
     */
    public Block block(UserId owner, UserId blocked) {
        return block(owner, blocked, BlockScope.DIRECT);
    }

    /**
     * Stops messages: once this has returned, no send from {@code blocked} to {@code owner} that starts later is accepted, on
     * any node. A user can block itself.
     *
     * @param owner who does not want the messages
     * @param blocked whose messages are refused
     * @param scope whether what {@code blocked} writes to groups passes {@code owner} by as well
     * @return the block
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.AlreadyBlocked if a block stands already, whatever its scope
     * @throws Refusal.TooManyBlocks if the owner blocks as many others as a user may
     */
    public Block block(UserId owner, UserId blocked, BlockScope scope) {
        Block block = new Block(owner, blocked, scope, now());
        store.directory().block(block, rights.toActAs(owner), blocksMax);
        return block;
    }

    /**
     * Lifts a block.
     *
     * @param owner who blocked
     * @param blocked who was blocked
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if one of them does not exist
     * @throws Refusal.NotBlocked if there is no such block
     */
    public void unblock(UserId owner, UserId blocked) {
        store.directory().unblock(owner, blocked, rights.toActAs(owner));
    }

    /**
     * Lists whom a user blocks, by id.
     *
     * @param owner who blocks
     * @param after where to go on: only ids beyond this one
     * @param limit the most to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the blocks
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the limit is out of range
     */
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit) {
        Limits.checkPage(limit);
        return store.directory().blocks(owner, after, limit, rights.toActAs(owner));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
