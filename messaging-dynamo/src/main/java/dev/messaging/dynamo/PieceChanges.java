package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Writes users, groups, members and blocks where nothing stands, seen from both sides and counted. */
final class PieceChanges {
    private final DirectoryTable directory;
    private final Requests requests;
    private final Change change;

    PieceChanges(DirectoryTable directory) {
        this.directory = directory;
        this.requests = new Requests(directory);
        this.change = new Change(directory.name());
    }

    Outcome put(Patience patience, Piece piece) {
        return switch (piece) {
            case Piece.OfUser user -> put(patience, user, Key.profile(user.account().user().id()), profile(user));
            case Piece.OfGroup group -> put(patience, group, Key.profile(group.id()), Profiles.of(group.empty()));
            case Piece.OfMember member -> join(patience, List.of(member)).getFirst();
            case Piece.OfBlock(Block block) -> block(patience, block);
            case Piece.OfInbox elsewhere -> throw new IllegalArgumentException("an inbox is no item");
            case Piece.OfRequest request -> request(patience, request);
            case Piece.OfErased elsewhere -> throw new IllegalArgumentException("nothing is put for who was erased");
        };
    }

    private static Map<String, AttributeValue> profile(Piece.OfUser user) {
        Map<String, AttributeValue> profile = new HashMap<>(Profiles.of(user.account()));
        if (user.floor() > 1) {
            profile.put(Attributes.FLOOR, Item.of(user.floor()));
        }
        return profile;
    }

    /** What stands there all at once may be this very item: an attempt whose answer was lost. */
    private Outcome put(Patience patience, Piece piece, Key key, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.putAll(key.attributes());
        return directory.putNew(patience, item)
                .map(standing -> Pieces.against(piece, standing))
                .filter(outcome -> outcome.conflict().isPresent()).orElse(Outcome.absent(1));
    }

    /** In the same way as the request itself would be decided; what is remembered by then may be just this. */
    private Outcome request(Patience patience, Piece.OfRequest piece) {
        RequestRecord record = RequestRecord.of(piece.key(), piece.decision(), new RequestRecord.Nowhere());
        return requests.decide(patience, piece.key(), record)
                .map(standing -> piece.against(standing.fingerprint(), standing.decision().toText(),
                        piece.key().expiresAt()))
                .filter(outcome -> outcome.conflict().isPresent()).orElse(Outcome.absent(1));
    }

    /**
     * Adds members of one group in one transaction.
     *
     * @param members at most {@link GroupCreation#MEMBERS_AT_ONCE}
     */
    List<Outcome> join(Patience patience, List<Piece.OfMember> members) {
        GroupId group = members.getFirst().group();
        List<TransactWriteItem> joining = new ArrayList<>();
        joining.add(change.countIf(Key.profile(group), Attributes.MEMBERS, members.size(), Requirement.isGroup()));
        members.forEach(member -> joining.addAll(joining(member)));
        Conditions conditions = directory.change(patience, joining);
        if (conditions.allHold()) {
            return members.stream().map(unused -> Outcome.absent(1)).toList();
        }
        if (conditions.failed(0)) {
            return members.stream().map(unused -> Outcome.lacks(group)).toList();
        }
        return members.size() == 1
                ? List.of(refused(conditions.failed(1), members.getFirst().user()))
                : members.stream().map(member -> join(patience, List.of(member)).getFirst()).toList();
    }

    private List<TransactWriteItem> joining(Piece.OfMember member) {
        Map<String, AttributeValue> joined = Map.of(Attributes.JOINED, Item.of(member.joinedAt()));
        return List.of(change.countIf(Key.profile(member.user()), Attributes.GROUPS, 1, Requirement.isUser()),
                change.putIfNotThere(Key.member(member.group(), member.user()), joined),
                change.putIfNotThere(Key.membership(member.user(), member.group()), joined));
    }

    private Outcome block(Patience patience, Block block) {
        Map<String, AttributeValue> attributes = Map.of(Attributes.SCOPE, Item.of(block.scope().text()),
                Attributes.SINCE, Item.of(block.since()));
        List<TransactWriteItem> changes = new ArrayList<>(List.of(
                change.countIf(Key.profile(block.owner()), Attributes.BLOCKS, 1, Requirement.isUser()),
                change.putIfNotThere(Key.block(block.owner(), block.blocked()), attributes),
                change.putIfNotThere(Key.blockedBy(block.blocked(), block.owner()), attributes)));
        if (!block.owner().equals(block.blocked())) {
            changes.add(change.nothingIf(Key.profile(block.blocked()), Requirement.isUser()));
        }
        Conditions conditions = directory.change(patience, changes);
        if (conditions.allHold()) {
            return Outcome.absent(1);
        }
        return conditions.failed(0)
                ? Outcome.lacks(block.owner())
                : refused(conditions.failed(3), block.blocked());
    }

    /** What stood there when it was asked for was judged already. */
    private static Outcome refused(boolean lacks, UserId user) {
        return lacks
                ? Outcome.lacks(user)
                : Outcome.conflict("somebody else wrote about " + user + " at the same time");
    }
}
