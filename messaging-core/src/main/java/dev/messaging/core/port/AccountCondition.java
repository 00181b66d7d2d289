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
     * The account exists, and that is all: the caller is that user, or an administrator.
     *
     * @return the condition
     */
    static AccountCondition exists() {
        return new Exists();
    }

    /**
     * The account is open.
     *
     * @param ifProtected why not, if it is protected
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

    /**
     * The account is open.
     *
     * @param ifProtected why not, if it is protected
     * @param ifAbsent why not, if there is none
     */
    record IsOpen(Refusal ifProtected, Refusal ifAbsent) implements AccountCondition {
        @Override
        public void check(UserId user, Standing standing) {
            switch (standing) {
                case ABSENT -> throw ifAbsent;
                case PROTECTED -> throw ifProtected;
                case OPEN -> {
                }
            }
        }
    }
}
