package dev.messaging.core.port;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;

/**
 * What an account must be for an act to go ahead. The core decides it, by who calls; the store looks whether it holds, as it
 * acts, and before it says anything else about the request. Where a method says so, what it knows may be up to a minute old.
 */
public sealed interface AccountCondition {
    /**
     * Checks the condition.
     *
     * @param user whose account it is about
     * @param standing what there is under the id
     * @throws Refusal if it does not hold
     */
    void check(UserId user, Standing standing);

    /**
     * The account exists, and that is all: the caller is an administrator.
     *
     * @return the condition
     */
    static AccountCondition exists() {
        return new Exists();
    }

    /**
     * The account exists and is not suspended: the caller is that user.
     *
     * @return the condition
     */
    static AccountCondition mayAct() {
        return new MayAct();
    }

    /**
     * The account is open, and not suspended.
     *
     * @param ifProtected why not, if it is protected, suspended or not
     * @param ifAbsent why not, if there is none
     * @return the condition
     */
    static AccountCondition isOpen(Refusal ifProtected, Refusal ifAbsent) {
        return new IsOpen(ifProtected, ifAbsent);
    }

    /** The account exists. */
    record Exists() implements AccountCondition {
        @Override
        public void check(UserId user, Standing standing) {
            if (standing == Standing.ABSENT) {
                throw new Refusal.NoSuchUser(user.value());
            }
        }
    }

    /** The account exists and is not suspended. */
    record MayAct() implements AccountCondition {
        @Override
        public void check(UserId user, Standing standing) {
            switch (standing) {
                case ABSENT -> throw new Refusal.NoSuchUser(user.value());
                case OPEN_SUSPENDED, PROTECTED_SUSPENDED -> throw new Refusal.Suspended(user);
                case OPEN, PROTECTED -> {
                }
            }
        }
    }

    /**
     * The account is open, and not suspended.
     *
     * @param ifProtected why not, if it is protected, suspended or not
     * @param ifAbsent why not, if there is none
     */
    record IsOpen(Refusal ifProtected, Refusal ifAbsent) implements AccountCondition {
        @Override
        public void check(UserId user, Standing standing) {
            switch (standing) {
                case ABSENT -> throw ifAbsent;
                case PROTECTED, PROTECTED_SUSPENDED -> throw ifProtected;
                case OPEN_SUSPENDED -> throw new Refusal.Suspended(user);
                case OPEN -> {
                }
            }
        }
    }
}
