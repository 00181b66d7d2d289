package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Compares pieces with what stands in the tables, and writes what is missing, many at once. */
final class Pieces {
    private final DirectoryTable directory;
    private final Surroundings surroundings;
    private final PieceChanges changes;
    private final InboxStretches stretches;

    Pieces(DirectoryTable directory, InboxTable inboxes, Surroundings surroundings) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.changes = new PieceChanges(directory);
        this.stretches = new InboxStretches(directory, inboxes);
    }

    /** What became of the piece at an index. */
    private record Judged(int index, Outcome outcome) {}

    List<Outcome> compare(Patience patience, List<Piece> pieces) {
        return judged(patience, pieces, false);
    }

    /** All but erasures, which are told as they would turn out. */
    List<Outcome> write(Patience patience, List<Piece> pieces) {
        return judged(patience, pieces, true);
    }

    private List<Outcome> judged(Patience patience, List<Piece> pieces, boolean writing) {
        Map<Key, Item> found = directory.get(patience, pieces.stream().flatMap(Pieces::keys).distinct().toList());
        Outcome[] outcomes = new Outcome[pieces.size()];
        List<Supplier<List<Judged>>> first = new ArrayList<>();
        List<Supplier<List<Judged>>> work = new ArrayList<>();
        Map<GroupId, List<Integer>> joining = new LinkedHashMap<>();
        Map<UserId, List<Integer>> blocking = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            int index = i;
            Piece piece = pieces.get(i);
            Optional<Outcome> standing = standing(piece, found);
            if (piece instanceof Piece.OfInbox stretch && standing.isEmpty()) {
                work.add(() -> List.of(new Judged(index, stretches.outcome(patience, stretch, writing))));
            } else if (standing.isPresent() || !writing || piece instanceof Piece.OfErased) {
                outcomes[i] = standing.orElse(Outcome.absent(1));
            } else if (piece instanceof Piece.OfMember member) {
                joining.computeIfAbsent(member.group(), unused -> new ArrayList<>()).add(i);
            } else if (piece instanceof Piece.OfBlock(Block block)) {
                blocking.computeIfAbsent(block.owner(), unused -> new ArrayList<>()).add(i);
            } else {
                // Users and groups, on which the others rest, are there before them.
                first.add(() -> List.of(new Judged(index, changes.put(patience, piece))));
            }
        }
        joining.values().forEach(members -> work.add(() -> joined(patience, pieces, members)));
        // All blocks of one owner are counted in one item, where they would meet.
        blocking.values().forEach(blocks -> work.add(() -> blocks.stream()
                .map(i -> new Judged(i, changes.put(patience, pieces.get(i)))).toList()));
        for (List<Supplier<List<Judged>>> round : List.of(first, work)) {
            surroundings.inParallel(round).stream().flatMap(Collection::stream)
                    .forEach(one -> outcomes[one.index()] = one.outcome());
        }
        return List.of(outcomes);
    }

    /** As many members of a group at once as a transaction takes; one by one if that does not go through. */
    private List<Judged> joined(Patience patience, List<Piece> pieces, List<Integer> indexes) {
        List<Judged> judged = new ArrayList<>();
        for (int from = 0; from < indexes.size(); from += GroupCreation.MEMBERS_AT_ONCE) {
            List<Integer> some = indexes.subList(from,
                    Math.min(indexes.size(), from + GroupCreation.MEMBERS_AT_ONCE));
            List<Outcome> outcomes = changes.join(patience,
                    some.stream().map(i -> (Piece.OfMember) pieces.get(i)).toList());
            for (int i = 0; i < some.size(); i++) {
                judged.add(new Judged(some.get(i), outcomes.get(i)));
            }
        }
        return judged;
    }

    private static Stream<Key> keys(Piece piece) {
        return switch (piece) {
            case Piece.OfUser user -> Stream.of(Key.profile(user.account().user().id()));
            case Piece.OfErased erased -> Stream.of(Key.profile(erased.user()));
            case Piece.OfGroup group -> Stream.of(Key.profile(group.id()));
            case Piece.OfMember member -> Stream.of(Key.member(member.group(), member.user()),
                    Key.membership(member.user(), member.group()));
            case Piece.OfBlock(Block block) -> Stream.of(Key.block(block.owner(), block.blocked()),
                    Key.blockedBy(block.blocked(), block.owner()));
            case Piece.OfInbox stretch -> Stream.of(Key.profile(stretch.owner()));
            case Piece.OfRequest request -> Stream.of(Key.request(request.key()));
        };
    }

    /** What there is to say without writing; empty if nothing stands there. */
    private static Optional<Outcome> standing(Piece piece, Map<Key, Item> found) {
        List<Item> items = keys(piece).map(found::get).flatMap(Stream::ofNullable).toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        if (piece instanceof Piece.OfInbox(UserId owner, var after, var entries)) {
            return Profiles.isUser(items.getFirst()) ? Optional.empty() : Optional.of(Outcome.erased(owner));
        }
        if (piece instanceof Piece.OfErased) {
            return Optional.of(Profiles.isUser(items.getFirst()) ? Outcome.absent(1) : Outcome.same(1));
        }
        if (items.size() < keys(piece).count()) {
            return Optional.of(Outcome.conflict(words(piece) + " stands there from one side only"));
        }
        Outcome outcome = items.stream().map(item -> against(piece, item)).filter(it -> it.conflict().isPresent())
                .findFirst().orElseGet(() -> against(piece, items.getFirst()));
        return outcome.written() > 0 ? Optional.empty() : Optional.of(outcome); // What has expired is not there.
    }

    static Outcome against(Piece piece, Item item) {
        return switch (piece) {
            case Piece.OfUser user -> Profiles.isUser(item)
                    ? user.against(Profiles.account(item))
                    : Outcome.erased(user.account().user().id());
            case Piece.OfGroup group -> Profiles.isGroup(item)
                    ? group.against(Profiles.group(item))
                    : Outcome.conflict(group.id() + " is being created there");
            case Piece.OfMember member -> member.against(item.time(Attributes.JOINED));
            case Piece.OfBlock block ->
                block.against(StoredItems.block(block.block().owner(), block.block().blocked(), item));
            case Piece.OfInbox elsewhere -> throw new IllegalArgumentException("an inbox is no item");
            case Piece.OfRequest request -> request.against(item.text(Attributes.FINGERPRINT),
                    item.text(Attributes.DECISION), item.time(Attributes.UNTIL));
            case Piece.OfErased elsewhere -> throw new IllegalArgumentException("nothing is put for who was erased");
        };
    }

    private static String words(Piece piece) {
        return switch (piece) {
            case Piece.OfMember member -> member.user() + " in " + member.group();
            case Piece.OfBlock(Block block) -> "the block of " + block.blocked() + " by " + block.owner();
            default -> "it";
        };
    }
}
