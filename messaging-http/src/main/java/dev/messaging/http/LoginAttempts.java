package dev.messaging.http;

import dev.messaging.core.Attempts;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many wrong passwords are tried out: for one account from one address, and from one address in all. Nobody
 * knows beforehand whether a password is wrong, so one is taken for each attempt, and given back if it was right.
 *
 * <p>An account is known here by what the caller calls it, whether it exists or not: an answer must not tell. From another
 * address its owner can always log in; only the address tries in vain.
 */
final class LoginAttempts {
    private final Quota ofAccounts;
    private final Quota ofAddresses;

    LoginAttempts(RateLimits limits, TimeMeter clock) {
        this.ofAccounts = new Quota("logins", limits.failedLoginsOfAccount(), limits.rememberedMax(), clock);
        this.ofAddresses = new Quota("address-logins", limits.failedLoginsOfAddress(), limits.rememberedMax(), clock);
    }

    /**
     * A say in one attempt.
     *
     * @param address where the request comes from
     * @param user whose password it is said to be; any text
     */
    Attempt of(ClientAddress address, String user) {
        return new Attempt(new Claim(user, address), Claim.of(address));
    }

    List<Quota> quotas() {
        return List.of(ofAccounts, ofAddresses);
    }

    /** How many accounts and addresses are remembered. */
    long remembered() {
        return ofAccounts.callers() + ofAddresses.callers();
    }

    /** One request's attempt to try a password out. */
    final class Attempt implements Attempts {
        private final Claim account;
        private final Claim address;
        private final AtomicBoolean counted = new AtomicBoolean();

        private Attempt(Claim account, Claim address) {
            this.account = account;
            this.address = address;
        }

        /**
         * Takes one of the account's and one of the address', or nothing.
         *
         * @throws ProblemException if there is none left
         */
        @Override
        public void begin() {
            Level ofAccount = ofAccounts.take(account);
            if (!ofAccount.taken()) {
                throw refused(ofAccount, "this account from your address");
            }
            Level ofAddress = ofAddresses.take(address);
            if (!ofAddress.taken()) {
                ofAccounts.giveBack(account);
                throw refused(ofAddress, "accounts at all, from your address");
            }
            counted.set(true);
        }

        @Override
        public void succeed() {
            forget();
        }

        /** The attempt was not a wrong password, whatever else it was: it does not count. Calling twice does no harm. */
        void forget() {
            if (counted.getAndSet(false)) {
                ofAccounts.giveBack(account);
                ofAddresses.giveBack(address);
            }
        }

        private static ProblemException refused(Level level, String whose) {
            return level.refusal("there were too many wrong passwords for " + whose);
        }
    }
}
