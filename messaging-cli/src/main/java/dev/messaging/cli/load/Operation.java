package dev.messaging.cli.load;

/** What a user does by one request. */
public enum Operation {
    /** Asks for what is new in its inbox. */
    CHECK("check"),
    /** Sends to another user. */
    SEND_TO_USER("send to a user"),
    /** Sends to a group that it is in. */
    SEND_TO_GROUP("send to a group"),
    /** Asks for a route that does no work. */
    BARE("bare route");

    private final String words;

    Operation(String words) {
        this.words = words;
    }

    /**
     * For people.
     *
     * @return what it is called in reports
     */
    public String words() {
        return words;
    }
}
