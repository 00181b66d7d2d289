package dev.messaging.dynamo.capacity;

/**
 * How large the items are, by DynamoDB's rule: the names of the attributes in UTF-8, texts in UTF-8, numbers a byte for two digits
 * and one more, binary data as it is. For ids that the system made (32 hex digits), and names of users and groups of 12
 * bytes. A test compares these with what the store writes.
 */
public final class ItemBytes {
    /** What DynamoDB adds to each item for the bill of storage, and for nothing else. */
    public static final int STORED_MORE = 100;

    private static final int USER_ID = 5 + 32;
    private static final int GROUP_ID = 6 + 32;
    private static final int MESSAGE_ID = 8 + 32;
    private static final int HASH = 64;
    private static final int NAME = 12;
    /** Milliseconds: 13 digits. */
    private static final int TIME = 8;
    /** Seconds: 10 digits. */
    private static final int SECONDS = 6;
    /** A number in an inbox: 3 or 4 digits, as of most; half of 10 to 10,000 is a byte off at the most. */
    private static final int SEQUENCE = 3;
    private static final int COUNT = 3;
    private static final int KEY_NAMES = "pk".length() + "sk".length();

    /** Of the recipients of a delivery, packed: half a byte a hex digit, and what tells where one ends, … */
    private static final double START_UNKNOWN = 19.9;
    private static final double STARTS_UNKNOWN = 36;
    /** … and if the inboxes have entries, their numbers and times. */
    private static final double START_KNOWN = 30;
    private static final double STARTS_KNOWN = 65;

    private ItemBytes() {}

    private static int named(String name, int value) {
        return name.length() + value;
    }

    private static int message(int textBytes) {
        return named("id", MESSAGE_ID) + named("sender", USER_ID) + named("text", textBytes) + named("sent", TIME);
    }

    private static int entry(int textBytes) {
        return named("recipient", USER_ID) + named("sequence", SEQUENCE) + named("at", TIME) + message(textBytes);
    }

    /**
     * Of a direct message in the inbox of whom it is addressed to.
     *
     * @param textBytes of its text, in UTF-8
     * @return bytes
     */
    public static int directEntry(int textBytes) {
        return entry(textBytes);
    }

    /**
     * Of a group message in an inbox.
     *
     * @param textBytes of its text, in UTF-8
     * @return bytes
     */
    public static int groupEntry(int textBytes) {
        return entry(textBytes) + named("group", GROUP_ID);
    }

    /**
     * Of an open user's profile; of a protected one about 150 bytes more.
     *
     * @return bytes
     */
    public static int userProfile() {
        return KEY_NAMES + USER_ID + "profile".length() + named("name", NAME) + named("created", TIME);
    }

    /**
     * Of a group's profile, if nobody owns it.
     *
     * @return bytes
     */
    public static int groupProfile() {
        return KEY_NAMES + GROUP_ID + "profile".length() + named("name", NAME) + named("created", TIME)
                + named("members", COUNT);
    }

    /**
     * Of a member, where the group's members are listed. The same stands where the user's groups are listed, a byte shorter.
     *
     * @return bytes
     */
    public static int member() {
        return KEY_NAMES + GROUP_ID + "member#".length() + USER_ID + named("joined", TIME);
    }

    /**
     * Of a block, where the blocker's are listed.
     *
     * @return bytes
     */
    public static int block() {
        return KEY_NAMES + USER_ID + "block#".length() + USER_ID + named("scope", "everywhere".length())
                + named("since", TIME);
    }

    /**
     * Of a session, where its user's are listed. The same stands by itself.
     *
     * @return bytes
     */
    public static int session() {
        return KEY_NAMES + USER_ID + "session#".length() + HASH + named("user", USER_ID) + named("opened", TIME)
                + named("expires", SECONDS);
    }

    /**
     * Of a group message on its way in the outbox. The recipients are packed: this is a little more than what comes of it.
     *
     * @param recipients how many it goes to
     * @param textBytes of its text, in UTF-8
     * @param inboxesEmpty whether nothing stands in their inboxes yet
     * @return bytes
     */
    public static double delivery(int recipients, int textBytes, boolean inboxesEmpty) {
        return KEY_NAMES + "outbox#0".length() + 15 + 1 + MESSAGE_ID + named("group", GROUP_ID) + message(textBytes)
                + "starts".length()
                + (inboxesEmpty
                        ? STARTS_UNKNOWN + recipients * START_UNKNOWN
                        : STARTS_KNOWN + recipients * START_KNOWN);
    }

    /**
     * Of what is remembered of a request with a key.
     *
     * @return bytes
     */
    public static int requestRecord() {
        return KEY_NAMES + "key#".length() + HASH + "key".length() + named("fingerprint", HASH)
                + named("decision", "done".length() + MESSAGE_ID + 20) + named("until", TIME)
                + named("expires", SECONDS)
                + named("starts", 60);
    }
}
