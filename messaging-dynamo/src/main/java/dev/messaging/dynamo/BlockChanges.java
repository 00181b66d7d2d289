package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Setting and lifting blocks, each one transaction, seen from both sides and counted. */
final class BlockChanges {
    private static final int BLOCK = 0;
    private static final int OWNER = 2;
    private static final int BLOCKED = 3;

    /** A transaction takes 100 changes: the count, and two for each block. */
    private static final int REMOVED_AT_ONCE = 49;

    private final DirectoryTable table;
    private final Surroundings surroundings;
    private final Change change;

    BlockChanges(DirectoryTable table, Surroundings surroundings) {
        this.table = table;
        this.surroundings = surroundings;
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

    /**
     * Removes blocks that a user has set who is erased, and blocks against it, so many of each at the most. Nobody sets one or lifts
     * one meanwhile.
     *
     * @return how many there were
     */
    int removeAll(Patience patience, UserId erased, int atMost) {
        List<UserId> blocked = others(patience, erased, Key.BLOCK, atMost);
        for (int i = 0; i < blocked.size(); i += REMOVED_AT_ONCE) {
            removeOwn(patience, erased, blocked.subList(i, Math.min(blocked.size(), i + REMOVED_AT_ONCE)));
        }
        List<UserId> owners = others(patience, erased, Key.BLOCKED_BY, atMost);
        var unused = surroundings.inParallel(
                owners.stream().<Supplier<Boolean>>map(owner -> () -> isRemoved(patience, owner, erased)).toList());
        return blocked.size() + owners.size();
    }

    private List<UserId> others(Patience patience, UserId user, String prefix, int atMost) {
        return table.list(patience, user.value(), prefix, Optional.empty(), atMost).stream().limit(atMost)
                .map(item -> new UserId(DynamoDirectory.idBehind(prefix, item))).toList();
    }

    /** Many in one transaction, for each counts at the same profile; one by one, if somebody else removes some of them too. */
    private void removeOwn(Patience patience, UserId owner, List<UserId> blocked) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.countIf(Key.profile(owner), Attributes.BLOCKS, -blocked.size(), Requirement.isThere()));
        blocked.forEach(other -> changes.add(change.deleteIfThere(Key.block(owner, other))));
        blocked.forEach(other -> changes.add(change.delete(Key.blockedBy(other, owner))));
        if (!table.change(patience, changes).allHold()) {
            blocked.forEach(other -> {
                boolean unused = isRemoved(patience, owner, other);
            });
        }
    }

    /** Where only the mirror is left, that goes alone. */
    private boolean isRemoved(Patience patience, UserId owner, UserId blocked) {
        TransactWriteItem mirror = change.delete(Key.blockedBy(blocked, owner));
        return table.change(patience, List.of(change.deleteIfThere(Key.block(owner, blocked)), mirror,
                change.countIf(Key.profile(owner), Attributes.BLOCKS, -1, Requirement.isThere()))).allHold()
                || table.change(patience, List.of(mirror)).allHold();
    }

    private Conditions commit(Patience patience, UserId owner, UserId blocked, TransactWriteItem ofOwner,
            TransactWriteItem mirror, TransactWriteItem count) {
        List<TransactWriteItem> changes = new ArrayList<>(List.of(ofOwner, mirror, count));
        if (!owner.equals(blocked)) {
            changes.add(change.nothingIf(Key.profile(blocked), Requirement.isUser()));
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
