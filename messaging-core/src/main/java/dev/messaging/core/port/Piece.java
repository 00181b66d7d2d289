package dev.messaging.core.port;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be moved from one store to another. What counts as identical is said here, so that it is the same on every store. */
public sealed interface Piece {
    /**
     * A user.
     *
     * @param account the account
     * @param anyPassword whether the password is only a stand-in, so that an account which is protected by another one counts as
     *     identical
     * @param floor the number from which on the inbox has all its entries, at least 1
     */
    record OfUser(Account account, boolean anyPassword, long floor) implements Piece {
        /**
         * Compares with the account that stands under the id.
         *
         * @param standing that account
         * @return identical or a conflict
         */
        public Outcome against(Account standing) {
            if (!standing.user().equals(account.user())) {
                return Outcome.conflict(account.user().id() + " is there with another name or time of creation");
            }
            boolean samePassword = anyPassword
                    ? standing.password().isPresent() == account.password().isPresent()
                    : standing.password().equals(account.password());
            if (!samePassword) {
                return Outcome.conflict(account.user().id() + " is there with another password, or one has none");
            }
            return standing.suspended() == account.suspended()
                    ? Outcome.same(1)
                    : Outcome.conflict(account.user().id() + " is suspended on one side only");
        }
    }

    /**
     * That a user was erased. What there is of it is erased as {@link Store#erase} does it, or, if nothing is, its id is marked all
     * the same: so nobody gets it, and nothing that is imported later comes back under it.
     *
     * @param user who was
     * @param erasedAt when that was begun; kept if it was not erased there before
     */
    record OfErased(UserId user, Instant erasedAt) implements Piece {}

    /**
     * A group, without its members.
     *
     * @param id which
     * @param name what people call it
     * @param createdAt when it was created
     * @param owner who owns it
     */
    record OfGroup(GroupId id, Name name, Instant createdAt, Optional<UserId> owner) implements Piece {
        /**
         * Compares with the group that stands under the id, but for its members.
         *
         * @param standing that group
         * @return identical or a conflict
         */
        public Outcome against(Group standing) {
            return standing.name().equals(name) && standing.createdAt().equals(createdAt)
                    && standing.owner().equals(owner)
                            ? Outcome.same(1)
                            : Outcome.conflict(id + " is there with another name, time of creation or owner");
        }

        /**
         * The group as it begins.
         *
         * @return a group without members
         */
        public Group empty() {
            return new Group(id, name, createdAt, 0, owner);
        }
    }

    /**
     * How a request with a key was decided, so that who repeats it is answered the same. Nothing of it is left to be done.
     *
     * @param key the request's, as it was first used
     * @param decision how it was decided
     */
    record OfRequest(RequestKey key, Decision decision) implements Piece {
        /**
         * Compares with what is remembered under the id. What was forgotten before this request was made is as if it were not there.
         *
         * @param fingerprint what that request asked for
         * @param decided how it was decided, in text form
         * @param expiresAt when it is forgotten
         * @return what writing does
         */
        public Outcome against(String fingerprint, String decided, Instant expiresAt) {
            if (!expiresAt.isAfter(key.usedAt())) {
                return Outcome.absent(1);
            }
            return fingerprint.equals(key.fingerprint()) && decided.equals(decision.toText())
                    && expiresAt.equals(key.expiresAt())
                            ? Outcome.same(1)
                            : Outcome
                                    .conflict("the request " + key.id() + " was made there too, and decided otherwise");
        }
    }

    /**
     * A membership, both sides of it.
     *
     * @param group in which group
     * @param user who is
     * @param joinedAt since when
     */
    record OfMember(GroupId group, UserId user, Instant joinedAt) implements Piece {
        /**
         * Compares with the membership that stands.
         *
         * @param standingSince when that user joined
         * @return identical or a conflict
         */
        public Outcome against(Instant standingSince) {
            return standingSince.equals(joinedAt)
                    ? Outcome.same(1)
                    : Outcome.conflict(user + " is in " + group + " there since another time");
        }
    }

    /**
     * A block, both sides of it.
     *
     * @param block the block
     */
    record OfBlock(Block block) implements Piece {
        /**
         * Compares with the block that stands.
         *
         * @param standing that block
         * @return identical or a conflict
         */
        public Outcome against(Block standing) {
            return standing.equals(block)
                    ? Outcome.same(1)
                    : Outcome.conflict(
                            block.owner() + " blocks " + block.blocked()
                                    + " there in another scope or since another time");
        }
    }

    /**
     * A stretch of an inbox. It goes only where it fits: behind the entry that it goes on from, or into an inbox without entries;
     * never into the inbox of a user who was erased.
     *
     * @param owner whose inbox; need not be a user yet
     * @param after the place of the entry before the first; {@link Position#START} if the inbox begins with the first, whatever its
     *     number: then that is the floor
     * @param entries at least one, both numbers of their places rising
     */
    record OfInbox(UserId owner, Position after, List<InboxEntry> entries) implements Piece {
        /**
         * Keeps a copy.
         *
         * @throws IllegalArgumentException if there are no entries, or they do not rise, or one would close the inbox
         */
        public OfInbox {
            entries = List.copyOf(entries);
            if (entries.isEmpty()) {
                throw new IllegalArgumentException("a stretch without entries");
            }
            Position before = after;
            for (InboxEntry entry : entries) {
                if (!rises(before, entry.position())) {
                    throw new IllegalArgumentException(entry.position() + " does not come after " + before);
                }
                if (entry.message().id().equals(MessageId.CLOSING)) {
                    throw new IllegalArgumentException(entry.position() + " would close the inbox");
                }
                before = entry.position();
            }
        }

        /**
         * Whether a place can come after another.
         *
         * @param before the one
         * @param next the other
         * @return whether both numbers rise
         */
        public static boolean rises(Position before, Position next) {
            return next.sequence() > before.sequence() && next.atMillis() > before.atMillis();
        }

        /**
         * From which number on a store looks at what stands in the inbox.
         *
         * @return that of the entry before the first, if there is one
         */
        public long lookFrom() {
            return after.equals(Position.START) ? entries.getFirst().position().sequence() : after.sequence();
        }

        /**
         * How many entries a store looks at.
         *
         * @return enough to tell whether something else follows
         */
        public int lookAt() {
            return entries.size() + 2;
        }

        /**
         * Compares with what stands in the inbox. What is missing can be written if this is no conflict: all of it comes after
         * everything that stands there.
         *
         * @param standing the entries from {@link #lookFrom} on, in order: {@link #lookAt} of them, or all
         * @param tail where the inbox ends; matters only if nothing stands there
         * @return how many entries are missing at the end, and how many stand there before them; or a conflict
         */
        public Outcome against(List<InboxEntry> standing, Position tail) {
            boolean begins = after.equals(Position.START);
            if (begins && standing.isEmpty() && !tail.equals(Position.START)) {
                return Outcome.conflict("the inbox of " + owner + " ends at " + tail.sequence() + " there, before "
                        + entries.getFirst().position().sequence() + " with which it begins here");
            }
            if (!begins && (standing.isEmpty() || !standing.getFirst().position().equals(after))) {
                return Outcome.conflict("the inbox of " + owner + " has not the entry " + after.sequence()
                        + " there that this goes on from: import the earlier file first");
            }
            List<InboxEntry> there = begins ? standing : standing.subList(1, standing.size());
            int same = Math.min(there.size(), entries.size());
            for (int i = 0; i < same; i++) {
                if (!there.get(i).equals(entries.get(i))) {
                    return Outcome.conflict("the inbox of " + owner + " has another entry there than "
                            + entries.get(i).position().sequence());
                }
            }
            return new Outcome(entries.size() - same, same, Optional.empty());
        }
    }
}
