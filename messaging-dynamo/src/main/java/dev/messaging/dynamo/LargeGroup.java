package dev.messaging.dynamo;

import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DirectoryTable.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Creates a group that is too large for one transaction, in steps:
 *
 * <ol>
 * <li>The intent is put into the outbox, and something that holds the group's place to where its profile will be.
 * <li>The members join, some at a time, on the condition that the place is still held by this creation.
 * <li>The profile takes the place, on the same condition, and the intent goes, and a request with a key is decided: now the group
 * exists. Who finds the request decided by another meanwhile sweeps its own group.
 * </ol>
 *
 * <p>The intent says until when the creator may work on it: the creator has leased it. Who finds it after that sweeps: it
 * marks the place first, so that a creator that was only slow can do nothing any more; then the members leave again, each in the same transaction that counts it; then the place and the intent
 * go. However many sweep at once, and however late, each step is on the condition that the place is held by that very
 * creation.
 *
 * <p>The members join one transaction after the other: all look at the place, and transactions that meet in an item fail. More
 * at once would gain nothing: all write to the group's partition, which takes 1,000 units a second, 500 members.
 */
final class LargeGroup {
    private static final Logger LOG = LoggerFactory.getLogger(LargeGroup.class);
    private static final int PLACE = 0;
    /** Of the changes that finish. */
    private static final int REQUEST = 2;
    /** Of the changes by which a member leaves. */
    private static final int COUNT = 2;
    /** Twice what DynamoDB needs. */
    private static final Duration FOR_MEMBER = Duration.ofMillis(4);
    /**
     * How much longer than its patience the creator is left alone: its clock may be behind and another node's ahead, each as
     * far as allowed; and there is a little for a request under way, and because the times in answers are whole seconds.
     */
    private static final Duration LEFT_ALONE = ClockGuard.OFF_AT_MOST.multipliedBy(2).plusSeconds(10);

    private final DirectoryTable table;
    private final Surroundings surroundings;
    private final Change change;

    LargeGroup(DirectoryTable table, Surroundings surroundings) {
        this.table = table;
        this.surroundings = surroundings;
        this.change = new Change(table.name());
    }

    /**
     * A creation under way.
     *
     * @param group which group
     * @param intent where the intent stands
     * @param mark what tells it from others of the same group
     */
    record Creation(GroupId group, Key intent, String mark) {
        private Key place() {
            return Key.profile(group);
        }

        private Map<String, AttributeValue> attributes() {
            return Map.of(Attributes.CREATION, Item.of(mark));
        }

        private Map<String, AttributeValue> attributesLeasedUntil(long millis) {
            return Map.of(Attributes.CREATION, Item.of(mark), Attributes.LEASED_UNTIL, Item.of(millis));
        }

        private Requirement isThis() {
            return Requirement.is(Attributes.CREATION, Item.of(mark));
        }

        private Requirement isNotThis() {
            return Requirement.lacks(Attributes.CREATION)
                    .or(Requirement.isNot(Attributes.CREATION, Item.of(mark)));
        }

        private Requirement isThisAndGoesOn() {
            return isThis().and(Requirement.lacks(Attributes.SWEPT));
        }

        private Requirement isThisAndSwept() {
            return isThis().and(Requirement.has(Attributes.SWEPT));
        }
    }

    /** Creates, or gives how the request was decided meanwhile. */
    Optional<RequestRecord> create(Patience usual, Group group, List<UserId> members, int groupsMax,
            Deciding deciding) {
        Patience patience = usual.longer(FOR_MEMBER.multipliedBy(members.size()));
        Creation creation = new Creation(group.id(), Key.creation(group.id(), surroundings.nowMillis()),
                UUID.randomUUID().toString());
        boolean begun;
        try {
            begun = begin(patience, group, creation);
            for (int i = 0; begun && i < members.size(); i += GroupCreation.MEMBERS_AT_ONCE) {
                join(patience, group, creation,
                        members.subList(i, Math.min(members.size(), i + GroupCreation.MEMBERS_AT_ONCE)), groupsMax);
            }
        } catch (Refusal refused) {
            sweepAtOnce(patience, creation);
            throw refused;
        } catch (StoreException trouble) {
            // Whatever has taken effect, or still may, is swept: without the last step there will be no group.
            throw StoreException.notDone("The group could not be created: " + trouble.getMessage(), trouble);
        }
        if (!begun) {
            return deciding.remember(patience);
        }
        Optional<RequestRecord> first = finish(patience, group, creation, deciding);
        if (first.isPresent()) {
            sweepAtOnce(patience, creation);
        }
        return first;
    }

    /** False if the very group is there already. */
    private boolean begin(Patience patience, Group group, Creation creation) {
        Duration leftAlone = patience.left().plus(LEFT_ALONE);
        Conditions conditions = table.change(patience,
                List.of(change.putIfNotThere(creation.place(), creation.attributes()), change.put(creation.intent,
                        creation.attributesLeasedUntil(surroundings.nowMillis() + leftAlone.toMillis()))));
        if (conditions.failed(PLACE)) {
            conditions.old(PLACE).ifPresent(standing -> GroupCreation.checkIsThis(group, standing));
        }
        return conditions.allHold();
    }

    private void join(Patience patience, Group group, Creation creation, List<UserId> members, int groupsMax) {
        List<TransactWriteItem> changes = new ArrayList<>();
        changes.add(change.nothingIf(creation.place(), creation.isThisAndGoesOn()));
        members.forEach(member -> changes.addAll(GroupCreation.joining(change, group, member, groupsMax)));
        Conditions conditions = table.change(patience, changes);
        GroupCreation.checkJoined(conditions, members, groupsMax);
        if (conditions.failed(PLACE)) {
            throw tooSlow(group);
        }
    }

    private Optional<RequestRecord> finish(Patience patience, Group group, Creation creation, Deciding deciding) {
        List<TransactWriteItem> changes = new ArrayList<>(
                List.of(change.putIf(creation.place(), Profiles.of(group), creation.isThisAndGoesOn()),
                        change.delete(creation.intent)));
        changes.addAll(deciding.changes());
        Conditions conditions = table.change(patience, changes);
        Optional<RequestRecord> first = deciding.first(conditions, REQUEST);
        if (first.isEmpty() && conditions.failed(PLACE)) {
            throw tooSlow(group);
        }
        return first;
    }

    private static StoreException tooSlow(Group group) {
        return StoreException.notDone("Creating " + group.id() + " took too long, and was given up.");
    }

    private void sweepAtOnce(Patience patience, Creation creation) {
        try {
            boolean unused = sweep(patience, creation);
        } catch (StoreException trouble) {
            LOG.info("What is left of {} is swept later: {}", creation.group, trouble.getMessage());
        }
    }

    /**
     * Undoes a creation that has not been finished; of one that holds its place no more, only the intent goes.
     *
     * @return whether that was it, and not somebody else who did the last of it
     */
    boolean sweep(Patience patience, Creation creation) {
        Conditions marked = table.change(patience,
                List.of(change.setIf(creation.place(), Map.of(Attributes.SWEPT, Item.of(1)), creation.isThis())));
        if (!marked.allHold()) {
            return dropIntent(patience, creation);
        }
        Set<UserId> gone = new HashSet<>();
        for (int rounds = 1;; rounds++) {
            List<UserId> members = members(patience, creation);
            if (members.isEmpty() || !leave(patience, creation, members, gone)) {
                break;
            }
            if (!patience.pause(rounds)) {
                throw StoreException.notDone("Too many members of " + creation.group + " to be removed.");
            }
        }
        return table.change(patience, List.of(change.deleteIf(creation.place(), creation.isThisAndSwept()),
                change.deleteIf(creation.intent, creation.isThis()))).allHold();
    }

    /** Mostly the intent went together with the place; but one that stands alone would stand for ever. */
    private boolean dropIntent(Patience patience, Creation creation) {
        return table.change(patience, List.of(change.nothingIf(creation.place(), creation.isNotThis()),
                change.deleteIf(creation.intent, creation.isThis()))).allHold();
    }

    private List<UserId> members(Patience patience, Creation creation) {
        return table.partition(patience, creation.group.value()).stream().filter(DynamoDirectory::isMember)
                .map(DynamoDirectory::memberId).toList();
    }

    /**
     * Lets members leave, in the order of the list.
     *
     * @param gone who turned out not to exist any more, and so counts nothing; the next round knows it
     * @return false if the place is not held by this creation any more: others have swept it
     */
    private boolean leave(Patience patience, Creation creation, List<UserId> members, Set<UserId> gone) {
        for (int i = 0; i < members.size(); i += GroupCreation.MEMBERS_AT_ONCE) {
            List<UserId> some = members.subList(i, Math.min(members.size(), i + GroupCreation.MEMBERS_AT_ONCE));
            List<TransactWriteItem> changes = new ArrayList<>();
            changes.add(change.nothingIf(creation.place(), creation.isThisAndSwept()));
            some.forEach(member -> changes.addAll(leaving(creation.group, member, gone.contains(member))));
            Conditions conditions = table.change(patience, changes);
            if (conditions.failed(PLACE)) {
                return false;
            }
            IntStream.range(0, some.size())
                    .filter(n -> conditions.failedOnNothing(1 + n * GroupCreation.CHANGES_OF_MEMBER + COUNT))
                    .mapToObj(some::get).forEach(gone::add);
        }
        return true;
    }

    /** If somebody else has swept a member already, the whole transaction fails, and it is looked who is left. */
    private List<TransactWriteItem> leaving(GroupId group, UserId member, boolean gone) {
        Key profile = Key.profile(member);
        return List.of(change.deleteIfThere(Key.member(group, member)), change.delete(Key.membership(member, group)),
                gone
                        ? change.nothingIf(profile, Requirement.isNotThere())
                        : change.countIf(profile, Attributes.GROUPS, -1, Requirement.isThere()));
    }
}
