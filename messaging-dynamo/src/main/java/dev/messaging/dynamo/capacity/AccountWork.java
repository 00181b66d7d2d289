package dev.messaging.dynamo.capacity;

/** Passwords and sessions. What a node knows of an account or a session is 45 s old at the most. */
public sealed interface AccountWork extends Operation {
    private static double listed(int sessions) {
        return Units.strong(ItemBytes.userProfile() + 150 + (double) sessions * ItemBytes.session());
    }

    /**
     * Verifying a password or a token, before what the caller asks for. After a password the check finds the account known.
     *
     * @param known whether this node knows the account, or the session, already
     */
    record Verify(boolean known) implements AccountWork {
        @Override
        public Cost cost() {
            return known ? Cost.NOTHING : Cost.readDirectory(Units.eventual(Units.WRITE_BYTES));
        }
    }

    /** Verifying what there is not: that is confirmed by a second read, strongly. */
    record VerifyUnknown() implements AccountWork {
        @Override
        public Cost cost() {
            return new Verify(false).cost().then(Cost.readDirectory(Units.strong(0)));
        }
    }

    /**
     * Opening a session.
     *
     * @param sessions how many the user has already
     */
    record OpenSession(int sessions) implements AccountWork {
        @Override
        public Cost cost() {
            return Cost.readDirectory(listed(sessions)).then(Cost.writeDirectory(3 * DirectoryChange.CHANGE));
        }
    }

    /**
     * Listing a user's sessions.
     *
     * @param sessions how many there are
     */
    record ListSessions(int sessions) implements AccountWork {
        @Override
        public Cost cost() {
            return Cost.readDirectory(Units.strong((double) sessions * ItemBytes.session()));
        }
    }

    /**
     * Ending sessions of one user, both sides of each.
     *
     * @param sessions how many
     */
    record EndSessions(int sessions) implements AccountWork {
        @Override
        public Cost cost() {
            return Cost.writeDirectory(2 * DirectoryChange.CHANGE * sessions);
        }
    }

    /**
     * Changing a password, which ends the user's sessions.
     *
     * @param sessions how many there are
     */
    record ChangePassword(int sessions) implements AccountWork {
        @Override
        public Cost cost() {
            return Cost.readDirectory(listed(sessions)).then(
                    Cost.writeDirectory(DirectoryChange.CHANGE + 2 * DirectoryChange.CHANGE * sessions));
        }
    }

    /** Changing a password when it is another than was thought by then. */
    record ChangePasswordInVain() implements AccountWork {
        @Override
        public Cost cost() {
            return Cost.readDirectory(listed(0));
        }
    }
}
