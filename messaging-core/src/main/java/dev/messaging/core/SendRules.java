package dev.messaging.core;

import dev.messaging.core.model.Draft;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Facts;
import java.util.List;

/** Who may write to whom, and whose inboxes a message goes to. */
final class SendRules {
    private SendRules() {}

    static List<UserId> recipients(Draft draft, Facts facts) {
        return switch (draft.recipient()) {
            case UserId receiver -> ofDirect(draft, receiver, (Facts.Direct) facts);
            case GroupId group -> ofGroup(draft.sender(), group, (Facts.OfGroup) facts);
        };
    }

    private static List<UserId> ofDirect(Draft draft, UserId receiver, Facts.Direct facts) {
        UserId sender = draft.sender();
        if (!facts.receiverExists()) {
            throw new Refusal.NoSuchUser(receiver.value());
        }
        if (facts.blocked()) {
            throw new Refusal.Blocked(receiver);
        }
        boolean copy = draft.copyToSender() && !sender.equals(receiver);
        return copy ? List.of(receiver, sender) : List.of(receiver);
    }

    /** Every member gets it, the sender too, but for those who want to hear nothing of the sender. */
    private static List<UserId> ofGroup(UserId sender, GroupId group, Facts.OfGroup facts) {
        if (!facts.groupExists()) {
            throw new Refusal.NoSuchGroup(group.value());
        }
        if (!facts.members().contains(sender)) {
            throw new Refusal.SenderNotMember(group);
        }
        return facts.members().stream().filter(member -> !facts.deaf().contains(member)).toList();
    }
}
