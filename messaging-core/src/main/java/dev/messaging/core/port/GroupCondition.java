package dev.messaging.core.port;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.Optional;

/**
 * What a group must be for an act to go ahead, as {@link AccountCondition} for accounts: the core decides it, the store looks,
 * before it says anything else about the request. An open group meets every condition.
 */
public sealed interface GroupCondition {
    /**
     * What a store knows about a group.
     *
     * @param exists whether there is such a group
     * @param owner who owns it; empty if it is open, or absent
     * @param hasMember whether {@link #member()} is in it; false if there is none to look for
     */
    record Facts(boolean exists, Optional<UserId> owner, boolean hasMember) {}

    /**
     * Checks the condition.
     *
     * @param group which group it is about
     * @param facts what there is under the id
     * @throws Refusal if it does not hold
     */
    void check(GroupId group, Facts facts);

    /**
     * Whose membership matters: a store need not look otherwise.
     *
     * @return the user, if there is one
     */
    default Optional<UserId> member() {
        return Optional.empty();
    }

    /**
     * The group exists, and that is all: the caller is an administrator, or the act needs no more.
     *
     * @return the condition
     */
    static GroupCondition exists() {
        return new Exists();
    }

    /** The group exists. */
    record Exists() implements GroupCondition {
        @Override
        public void check(GroupId group, Facts facts) {
            if (!facts.exists) {
                throw new Refusal.NoSuchGroup(group.value());
            }
        }
    }

    /**
     * The group is open.
     *
     * @param ifOwned why not, if it is owned
     * @param ifAbsent why not, if there is none
     */
    record IsOpen(Refusal ifOwned, Refusal ifAbsent) implements GroupCondition {
        @Override
        public void check(GroupId group, Facts facts) {
            if (!facts.exists) {
                throw ifAbsent;
            }
            if (facts.owner.isPresent()) {
                throw ifOwned;
            }
        }
    }

    /**
     * The group is open, or a user is in it, or owns it.
     *
     * @param user the user
     * @param otherwise why not; also if there is no such group
     */
    record IsOpenOrHas(UserId user, Refusal otherwise) implements GroupCondition {
        @Override
        public void check(GroupId group, Facts facts) {
            boolean holds = facts.owner.isEmpty() || facts.owner.get().equals(user) || facts.hasMember;
            if (!facts.exists || !holds) {
                throw otherwise;
            }
        }

        @Override
        public Optional<UserId> member() {
            return Optional.of(user);
        }
    }

    /**
     * The group is open, or a user owns it.
     *
     * @param user the user
     * @param otherwise why not; also if there is no such group
     */
    record IsOpenOrOwnedBy(UserId user, Refusal otherwise) implements GroupCondition {
        @Override
        public void check(GroupId group, Facts facts) {
            if (!facts.exists || !facts.owner.map(user::equals).orElse(true)) {
                throw otherwise;
            }
        }
    }
}
