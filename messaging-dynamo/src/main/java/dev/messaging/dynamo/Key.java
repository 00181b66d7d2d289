package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of an item in the directory table. All kinds of keys are built here.
 *
 * @param pk the partition key
 * @param sk the sort key
 */
record Key(String pk, String sk) {
    static final String BLOCK = "block#";
    static final String BLOCKED_BY = "blocked-by#";
    static final String GROUP = "group#";
    static final String MEMBER = "member#";
    static final String PROFILE = "profile";
    static final String SESSION = "session#";
    static final String OF_SESSION = "session";
    static final String REQUEST = "key#";
    static final String OF_REQUEST = "key";
    static final Key FORMAT = new Key(TableDefinition.FORMAT_KEY, TableDefinition.FORMAT_KEY);

    /** Enough that deliveries spread over partitions, and few enough that looking through all of them costs little. */
    static final int OUTBOX_SHARDS = 8;

    static Key profile(Recipient userOrGroup) {
        return new Key(userOrGroup.value(), PROFILE);
    }

    static Key block(UserId owner, UserId blocked) {
        return new Key(owner.value(), BLOCK + blocked);
    }

    static Key blockedBy(UserId blocked, UserId owner) {
        return new Key(blocked.value(), BLOCKED_BY + owner);
    }

    static Key member(GroupId group, UserId user) {
        return new Key(group.value(), MEMBER + user);
    }

    static Key membership(UserId user, GroupId group) {
        return new Key(user.value(), GROUP + group);
    }

    /** A session as its user sees it. */
    static Key session(UserId user, SessionKey session) {
        return new Key(user.value(), SESSION + session);
    }

    /** A session by itself. */
    static Key session(SessionKey session) {
        return new Key(SESSION + session, OF_SESSION);
    }

    /** What is remembered of a request. */
    static Key request(RequestKey key) {
        return new Key(REQUEST + key.id(), OF_REQUEST);
    }

    static Key delivery(MessageId message, long acceptedMillis) {
        return outbox(message.value(), acceptedMillis);
    }

    /** The intent to create a group. */
    static Key creation(GroupId group, long begunMillis) {
        return outbox(group.value(), begunMillis);
    }

    private static Key outbox(String id, long millis) {
        int shard = Math.floorMod(id.hashCode(), OUTBOX_SHARDS);
        return new Key(outboxShard(shard), acceptedAt(millis) + "#" + id);
    }

    /** Of what stands in the outbox: the group, if it is the intent to create one. */
    Optional<GroupId> createdGroup() {
        return GroupId.parse(sk.substring(sk.indexOf('#') + 1));
    }

    /** Of what stands in the outbox: when it was accepted, or is to be looked at first. */
    long acceptedMillis() {
        return acceptedMillis(sk);
    }

    static String outboxShard(int shard) {
        return "outbox#" + shard;
    }

    /** Digits enough for the order of the texts to be the order of the times. */
    static String acceptedAt(long millis) {
        return String.format("%015d", millis);
    }

    /** The time in the sort key of what stands in the outbox. */
    static long acceptedMillis(String sk) {
        return Long.parseLong(sk.substring(0, sk.indexOf('#')));
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(Attributes.PK, AttributeValue.fromS(pk), Attributes.SK, AttributeValue.fromS(sk));
    }
}
