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
    static final String VERSION = TableDefinition.FORMAT_VERSION_ATTRIBUTE;
    /** Of a group: who owns it; absent if it is open. */
    static final String OWNER = "owner";
    /** Of a user: what is kept of the password; absent if the account is open. */
    static final String PASSWORD = "password";
    /** Of a user: how many others it blocks, and how many groups it is in; absent for none. */
    static final String BLOCKS = "blocks";
    static final String GROUPS = "groups";
    /** Of a user: how often the password was set or a session opened, so that these do not race; absent for never. */
    static final String CHANGES = "changes";
    /** Of a user: since when nobody may act as it; absent if one may. */
    static final String SUSPENDED = "suspended";
    /**
     * Of what is left of a user: when it was erased. There is nothing else but what the numbers of the inbox rest on: {@link #STARTS}
     * says where the entry that closes it begins, and {@link #CLOSED} and {@link #AT} where it stands.
     */
    static final String ERASED = "erased";
    static final String CLOSED = "closed";
    /** Of a user: the number from which on the inbox has all its entries; absent for 1. */
    static final String FLOOR = "floor";
    /** Of a session. */
    static final String USER = "user";
    static final String OPENED = "opened";
    /** Seconds since the epoch: from then on the item is as if it were not there, and DynamoDB deletes it some day. */
    static final String EXPIRES = TableDefinition.DIRECTORY.expiryAttribute().orElseThrow();
    /** Of what holds the place of a group under creation, and of the intent to create it: which creation it is. */
    static final String CREATION = "creation";
    /** Of what holds the place of a group under creation: it will not be created any more. */
    static final String SWEPT = "swept";

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

    /** Of a request with a key: a hash of what it asked for, how it was decided, and until when that holds. */
    static final String FINGERPRINT = "fingerprint";
    static final String DECISION = "decision";
    static final String UNTIL = "until";
    /** Of a request with a key whose message goes through the outbox: when it was put there. */
    static final String ACCEPTED = "accepted";

    /** Everybody whom a delivery goes to, and where each begins, as {@link StartsCodec} writes it. */
    static final String STARTS = "starts";
    static final String LEASED_UNTIL = "leased";
    static final String TRIES = "tries";

    private Attributes() {}
}
