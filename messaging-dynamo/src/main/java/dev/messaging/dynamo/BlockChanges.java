package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Setting and lifting blocks, each one transaction, seen from both sides. */
final class BlockChanges {
    /** The block stops direct messages; messages in groups still arrive. */
    private static final String DIRECT = "direct";

    private final DirectoryTable table;
    private final Change change;

    BlockChanges(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    void block(Patience patience, Block block) {
        Map<String, AttributeValue> attributes = Map.of(Attributes.SCOPE, Item.of(DIRECT), Attributes.SINCE,
                Item.of(block.since()));
        commit(patience, block.owner(), block.blocked(),
                change.putIfNotThere(Key.block(block.owner(), block.blocked()), attributes),
                change.put(Key.blockedBy(block.blocked(), block.owner()), attributes),
                new Refusal.AlreadyBlocked(block.blocked()));
    }

    void unblock(Patience patience, UserId owner, UserId blocked) {
        commit(patience, owner, blocked, change.deleteIfThere(Key.block(owner, blocked)),
                change.delete(Key.blockedBy(blocked, owner)), new Refusal.NotBlocked(blocked));
    }

    private void commit(Patience patience, UserId owner, UserId blocked, TransactWriteItem ofOwner,
            TransactWriteItem mirror, Refusal ifOfOwnerFails) {
        List<TransactWriteItem> changes = new ArrayList<>(
                List.of(ofOwner, mirror, change.nothingIfThere(Key.profile(owner))));
        if (!owner.equals(blocked)) {
            changes.add(change.nothingIfThere(Key.profile(blocked)));
        }
        Conditions conditions = table.change(patience, changes);
        if (conditions.allHold()) {
            return;
        }
        if (conditions.failed(2)) {
            throw new Refusal.NoSuchUser(owner.value());
        }
        if (changes.size() > 3 && conditions.failed(3)) {
            throw new Refusal.NoSuchUser(blocked.value());
        }
        if (conditions.failed(0)) {
            throw ifOfOwnerFails;
        }
        throw new IllegalStateException("a block refused for no reason: " + conditions);
    }
}
