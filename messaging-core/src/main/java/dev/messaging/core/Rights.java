package dev.messaging.core;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;

/**
 * Who may do what, in one place:
 *
 * <table>
 * <caption>By what the account or the group is</caption>
 * <tr><th>act</th><th>open account or group</th><th>protected account, owned group</th></tr>
 * <tr><td>act as a user: send, check, block, unblock, list blocks and groups</td><td>anyone</td><td>that user</td></tr>
 * <tr><td>read a user's name and creation time</td><td>anyone</td><td>any authenticated user</td></tr>
 * <tr><td>add to a group, read it and its members</td><td>anyone</td><td>its members</td></tr>
 * <tr><td>remove from a group</td><td>anyone</td><td>its owner; oneself always</td></tr>
 * <tr><td>create a user or a group</td><td colspan="2">anyone</td></tr>
 * </table>
 *
 * <p>Where credentials are required, the anonymous caller may only create a protected user, and a user acts only as itself.
 * An administrator may do everything. As a user that is suspended nobody else acts.
 *
 * <p>What depends on the account or the group becomes a condition, which the store checks as it acts. To an authenticated caller
 * what does not exist looks like what is somebody else's; but who leaves a group or writes to one is told, as documented,
 * whether it exists.
 */
final class Rights {
    private final Caller caller;
    private final boolean required;

    /** @param required whether callers must have shown who they are */
    Rights(Caller caller, boolean required) {
        this.caller = caller;
        this.required = required;
    }

    /** To send, check, block, unblock, and list what is a user's own. */
    AccountCondition toActAs(UserId user) {
        return switch (caller) {
            case Caller.Administrator() -> AccountCondition.exists();
            case Caller.User(UserId id, var session) -> {
                if (id.equals(user)) {
                    yield AccountCondition.mayAct();
                }
                Refusal no = new Refusal.NotPermitted("act as " + user);
                if (required) {
                    throw no;
                }
                yield AccountCondition.isOpen(no, no);
            }
            case Caller.Anonymous() -> {
                checkNotRequired();
                yield AccountCondition.isOpen(new Refusal.Unauthenticated(), new Refusal.NoSuchUser(user.value()));
            }
        };
    }

    /** To change or set what protects the account, and to look after its sessions: for nobody else, even if it is open. */
    void checkKeeps(UserId user) {
        switch (caller) {
            case Caller.Administrator() -> {
            }
            case Caller.User(UserId id, var session) -> {
                if (!id.equals(user)) {
                    throw new Refusal.NotPermitted("act as " + user);
                }
            }
            case Caller.Anonymous() -> throw new Refusal.Unauthenticated();
        }
    }

    /** @param what only an administrator may do, as a clause that follows "The caller may not" */
    void checkAdministers(String what) {
        if (!(caller instanceof Caller.Administrator)) {
            throw caller instanceof Caller.Anonymous
                    ? new Refusal.Unauthenticated()
                    : new Refusal.NotPermitted(what);
        }
    }

    /** To read a user's name and creation time. */
    AccountCondition toRead(UserId user) {
        if (caller instanceof Caller.Anonymous) {
            checkNotRequired();
            return AccountCondition.isOpen(new Refusal.Unauthenticated(), new Refusal.NoSuchUser(user.value()));
        }
        return AccountCondition.exists();
    }

    /** To add to a group, and to read it and its members. */
    GroupCondition toTakePartIn(GroupId group) {
        return switch (caller) {
            case Caller.Administrator() -> GroupCondition.exists();
            case Caller.User(UserId id, var session) -> new GroupCondition.IsOpenOrHas(id,
                    new Refusal.NotPermitted("take part in " + group));
            case Caller.Anonymous() -> ofAnonymous(group);
        };
    }

    /** To remove somebody from a group. */
    GroupCondition toRemove(UserId user, GroupId group) {
        return switch (caller) {
            case Caller.Administrator() -> GroupCondition.exists();
            case Caller.User(UserId id, var session) -> id.equals(user)
                    ? GroupCondition.exists()
                    : new GroupCondition.IsOpenOrOwnedBy(id,
                            new Refusal.NotPermitted("remove others from " + group));
            case Caller.Anonymous() -> ofAnonymous(group);
        };
    }

    void checkCreatesUser(boolean isProtected) {
        if (required && !isProtected && !(caller instanceof Caller.Administrator)) {
            throw new Refusal.BadValue("password", "is missing: here every user has one");
        }
    }

    void checkCreatesGroup() {
        if (caller instanceof Caller.Anonymous) {
            checkNotRequired();
        }
    }

    private GroupCondition ofAnonymous(GroupId group) {
        checkNotRequired();
        return new GroupCondition.IsOpen(new Refusal.Unauthenticated(), new Refusal.NoSuchGroup(group.value()));
    }

    private void checkNotRequired() {
        if (required) {
            throw new Refusal.Unauthenticated();
        }
    }
}
