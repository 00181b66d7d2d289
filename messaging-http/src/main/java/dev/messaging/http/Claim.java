package dev.messaging.http;

/**
 * Whom a call is counted for: who the caller claims to be, and where. Claims are counted before they are checked, for
 * checking costs more than what is to be saved. With the name alone anybody could use up somebody else's calls by naming
 * them; with the address beside it, callers can only use up what is theirs.
 *
 * @param user who the caller claims to be, cut to a bounded length; empty if nobody is named
 * @param address where the caller is
 */
record Claim(String user, ClientAddress address) {
    /** Longer than every id; what is cut off names nobody. */
    private static final int USER_LENGTH_MAX = 100;

    Claim {
        user = user.substring(0, Math.min(user.length(), USER_LENGTH_MAX));
    }

    /** Counted for the address, whoever calls. */
    static Claim of(ClientAddress address) {
        return new Claim("", address);
    }
}
