package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Setting and lifting blocks, each one transaction, seen from both sides and counted. */
final class BlockChanges {
    private static final int BLOCK = 0;
    private static final int OWNER = 2;
    private static final int BLOCKED = 3;

    private final DirectoryTable table;
    private final Change change;

    BlockChanges(DirectoryTable table) {
        this.table = table;
        this.change = new Change(table.name());
    }

    void block(Patience patience, Block block, AccountCondition onOwner, int blocksMax) {
        Map<String, AttributeValue> attributes = Map.of(Attributes.SCOPE, Item.of(block.scope().text()),
                Attributes.SINCE, Item.of(block.since()));
        UserId owner = block.owner();
        UserId blocked = block.blocked();
        Conditions conditions = commit(patience, owner, blocked,
                change.putIfNotThere(Key.block(owner, blocked), attributes),
                change.put(Key.blockedBy(blocked, owner), attributes),
                change.countIf(Key.profile(owner), Attributes.BLOCKS, 1,
                        Requirement.of(onOwner).and(Requirement.isBelow(Attributes.BLOCKS, blocksMax))));
        judge(conditions, owner, blocked, onOwner, new Refusal.AlreadyBlocked(blocked));
        if (conditions.failed(OWNER)) {
            throw new Refusal.TooManyBlocks(blocksMax);
        }
    }

    void unblock(Patience patience, UserId owner, UserId blocked, AccountCondition onOwner) {
        judge(commit(patience, owner, blocked, change.deleteIfThere(Key.block(owner, blocked)),
                change.delete(Key.blockedBy(blocked, owner)),
                change.countIf(Key.profile(owner), Attributes.BLOCKS, -1, Requirement.of(onOwner))), owner, blocked,
                onOwner, new Refusal.NotBlocked(blocked));
    }

    private Conditions commit(Patience patience, UserId owner, UserId blocked, TransactWriteItem ofOwner,
            TransactWriteItem mirror, TransactWriteItem count) {
        List<TransactWriteItem> changes = new ArrayList<>(List.of(ofOwner, mirror, count));
        if (!owner.equals(blocked)) {
            changes.add(change.nothingIfThere(Key.profile(blocked)));
        }
        return table.change(patience, changes);
    }

    private static void judge(Conditions conditions, UserId owner, UserId blocked, AccountCondition onOwner,
            Refusal ifOfOwnerFails) {
        if (conditions.failed(OWNER)) {
            onOwner.check(owner, Profiles.standing(conditions.old(OWNER)));
        }
        if (conditions.failed(BLOCKED)) {
            throw new Refusal.NoSuchUser(blocked.value());
        }
        if (conditions.failed(BLOCK)) {
            throw ifOfOwnerFails;
        }
    }
}
