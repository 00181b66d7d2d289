package dev.messaging.cli;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands answer: the names are the HTTP API's, times are in ISO 8601, lists are whole. */
final class Shown {
    private Shown() {}

    record UserShown(String userId, String username, Instant createdAt) {
        static UserShown of(User user) {
            return new UserShown(user.id().value(), user.name().value(), user.createdAt());
        }
    }

    /** The account is {@code open} or {@code protected}. */
    record UserInFull(String userId, String username, String account, boolean suspended, Instant createdAt,
            List<BlockListed> blocks, List<GroupListed> groups) {
        static UserInFull of(Account account, List<Block> blocks, List<Membership> groups) {
            User user = account.user();
            return new UserInFull(user.id().value(), user.name().value(),
                    account.standing().butForSuspension().name().toLowerCase(Locale.ROOT), account.suspended(),
                    user.createdAt(),
                    blocks.stream().map(BlockListed::of).toList(),
                    groups.stream().map(GroupListed::of).toList());
        }
    }

    record UserListed(String userId, String username, String account, boolean suspended, Instant createdAt) {
        static UserListed of(Account account) {
            User user = account.user();
            return new UserListed(user.id().value(), user.name().value(),
                    account.standing().butForSuspension().name().toLowerCase(Locale.ROOT), account.suspended(),
                    user.createdAt());
        }
    }

    record SuspensionShown(String userId, boolean suspended) {}

    /** What went, and, unless it is complete, why not all, and when to go on. */
    record ErasedShown(String userId, boolean complete, int sessions, int blocks, int groups, int messages,
            @Nullable String left, @Nullable Instant notBefore) {
        static ErasedShown of(UserId user, Erasure erasure) {
            Erasure.@Nullable Later later = erasure.left() instanceof Erasure.Later left ? left : null;
            return new ErasedShown(user.value(), erasure.left() instanceof Erasure.Nothing, erasure.sessions(),
                    erasure.blocks(), erasure.groups(), erasure.messages(), later == null ? null : later.why(),
                    later == null ? null : later.notBefore());
        }

        static boolean isNothing(Erasure erasure) {
            return erasure.sessions() + erasure.blocks() + erasure.groups() + erasure.messages() == 0;
        }
    }

    record PasswordShown(String userId, String account) {}

    record BlockListed(String blockedUserId, String scope, Instant since) {
        static BlockListed of(Block block) {
            return new BlockListed(block.blocked().value(), block.scope().text(), block.since());
        }
    }

    record GroupListed(String groupId, String groupName, Instant joinedAt) {
        static GroupListed of(Membership membership) {
            return new GroupListed(membership.group().value(), membership.groupName().value(), membership.joinedAt());
        }
    }

    record BlockShown(String userId, String blockedUserId, boolean blocked, String scope) {
        static BlockShown of(Block block) {
            return new BlockShown(block.owner().value(), block.blocked().value(), true, block.scope().text());
        }
    }

    record UnblockShown(String userId, String blockedUserId, boolean blocked) {}

    record GroupShown(String groupId, String groupName, Instant createdAt) {
        static GroupShown of(Group group) {
            return new GroupShown(group.id().value(), group.name().value(), group.createdAt());
        }
    }

    /** The owner is null if the group is open. */
    record GroupInFull(String groupId, String groupName, Instant createdAt, @Nullable String ownerId,
            List<MemberListed> members) {
        static GroupInFull of(Group group, List<Member> members) {
            return new GroupInFull(group.id().value(), group.name().value(), group.createdAt(),
                    group.owner().map(UserId::value).orElse(null),
                    members.stream().map(MemberListed::of).toList());
        }
    }

    record GroupListedInFull(String groupId, String groupName, int members, @Nullable String ownerId,
            Instant createdAt) {
        static GroupListedInFull of(Group group) {
            return new GroupListedInFull(group.id().value(), group.name().value(), group.members(),
                    group.owner().map(UserId::value).orElse(null), group.createdAt());
        }
    }

    /** The owner is null if the group is open. */
    record OwnerShown(String groupId, @Nullable String ownerId) {}

    record DeletedShown(String groupId, boolean deleted, int membersWhoLeft) {}

    /** The key names the session; it is not what opens it. */
    record SessionListed(String userId, String session, Instant openedAt, Instant expiresAt) {
        static SessionListed of(UserSession session) {
            return new SessionListed(session.user().value(), session.key().value(), session.openedAt(),
                    session.expiresAt());
        }
    }

    record RevokedShown(String userId, int ended) {}

    record TrimmedShown(String userId, long removed) {}

    record MemberListed(String userId, Instant joinedAt) {
        static MemberListed of(Member member) {
            return new MemberListed(member.user().value(), member.joinedAt());
        }
    }

    record MembershipShown(String groupId, String userId, boolean member) {}

    record SentShown(String messageId, Instant sentAt) {
        static SentShown of(Message message) {
            return new SentShown(message.id().value(), message.sentAt());
        }
    }

    record InboxShown(List<MessageListed> messages, boolean more, String next) {
        static InboxShown of(InboxPage page) {
            return new InboxShown(page.entries().stream().map(MessageListed::of).toList(), page.more(),
                    page.next().toText());
        }
    }

    /** The timestamp stays a number of milliseconds in a table too, for {@code --later-than} takes it. */
    record MessageListed(String messageId, String timestamp, Instant sentAt, String senderId, String recipientId,
            String message) {
        static MessageListed of(InboxEntry entry) {
            Message message = entry.message();
            return new MessageListed(message.id().value(), Long.toString(entry.position().atMillis()), message.sentAt(),
                    message.sender().value(), message.recipient().value(), message.text().value());
        }
    }

    /** As it comes: what people look at first comes first. */
    record MessageFollowed(Instant sentAt, String senderId, String recipientId, String message, String messageId,
            String timestamp) {
        static MessageFollowed of(InboxEntry entry) {
            MessageListed listed = MessageListed.of(entry);
            return new MessageFollowed(listed.sentAt, listed.senderId, listed.recipientId, listed.message,
                    listed.messageId, listed.timestamp);
        }
    }
}
