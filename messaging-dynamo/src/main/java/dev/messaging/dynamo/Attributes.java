package dev.messaging.dynamo;

import dev.messaging.dynamo.schema.TableDefinition;

/** The names of all attributes. Short where the item is small and there are many. */
final class Attributes {
    static final String PK = TableDefinition.DIRECTORY.partitionKey().name();
    static final String SK = TableDefinition.DIRECTORY.sortKey().name();
    static final String NAME = "name";
    /** Milliseconds since the epoch, like all times. */
    static final String CREATED = "created";
    static final String MEMBERS = "members";
    static final String SINCE = "since";
    static final String SCOPE = "scope";
    static final String JOINED = "joined";
    static final String VERSION = "version";

    static final String RECIPIENT = TableDefinition.MESSAGES.partitionKey().name();
    static final String SEQUENCE = TableDefinition.MESSAGES.sortKey().name();
    static final String AT = "at";
    static final String ID = "id";
    static final String SENDER = "sender";
    /** Whom a direct message is addressed to, where that is not the owner of the inbox: in a sender's copy. */
    static final String RECEIVER = "receiver";
    static final String GROUP = "group";
    static final String TEXT = "text";
    static final String SENT = "sent";

    /** Everybody whom a delivery goes to, and where each begins, as {@link StartsCodec} writes it. */
    static final String STARTS = "starts";
    static final String LEASED_UNTIL = "leased";
    static final String TRIES = "tries";

    private Attributes() {}
}
