package dev.messaging.core.port;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How a {@link Subject} stands. Two looks at what nobody changes between them see the same. */
public sealed interface Seen {
    /** What there is under an id. */
    enum Presence {
        /** A user, or a group. */
        THERE,
        /** A group under creation: it is none yet, and its members stand there already. */
        COMING,
        /** What is left of a user who was erased: nobody, and nobody ever again. */
        ERASED,
        /** Nothing. */
        ABSENT
    }

    /**
     * A user.
     *
     * @param presence whether it is one
     * @param floor as in {@link Stored.OfUser}
     * @param blocks how many others the user blocks
     * @param groups how many groups the user is in
     */
    record OfUser(Presence presence, long floor, Count blocks, Count groups) implements Seen {}

    /**
     * How many there are of something.
     *
     * @param counted as the store has counted; empty if it does not count
     * @param there as many stand there
     */
    record Count(OptionalLong counted, long there) {
        /**
         * Whether both are the same.
         *
         * @return also true if the store does not count
         */
        public boolean isRight() {
            return counted.orElse(there) == there;
        }
    }

    /**
     * The user whom an inbox belongs to.
     *
     * @param presence whether there is one
     * @param floor as in {@link Stored.OfUser}
     */
    record OfOwner(Presence presence, long floor) implements Seen {}

    /**
     * What is left of a user who was erased.
     *
     * @param presence whether it was
     * @param tied whether anything of it is left but its inbox: a session, a block, a membership, a name or a password
     * @param messages whether messages are left in its inbox, or would still be put there
     * @param notBefore from when on its messages may go; empty if they may now
     */
    record OfErased(Presence presence, boolean tied, boolean messages, Optional<Instant> notBefore) implements Seen {
        /**
         * Whether {@link Store#erase} has nothing left to do.
         *
         * @return also true if it was not erased at all
         */
        public boolean isFinished() {
            return presence != Presence.ERASED || !(tied || messages);
        }
    }

    /**
     * A group.
     *
     * @param presence whether it is one
     * @param members how many members it has
     * @param owner who owns it
     * @param ownerIsMember whether that is one of them; true if nobody owns it
     */
    record OfGroup(Presence presence, Count members, Optional<UserId> owner, boolean ownerIsMember) implements Seen {}

    /**
     * A membership. Where a store keeps one side only, both are that one.
     *
     * @param group whether there is the group
     * @param user whether there is the user
     * @param atGroup since when, as the group sees it
     * @param atUser since when, as the user sees it
     */
    record OfMember(Presence group, Presence user, Optional<Instant> atGroup, Optional<Instant> atUser)
            implements
                Seen {
        /**
         * How both sides should be. The group's side is right where they differ, for it decides who gets messages; one side alone
         * is right where both ends are there, for a membership comes and goes in one step, so the other side was lost.
         *
         * @return since when the user should be in the group; empty if it should not
         */
        public Optional<Instant> wanted() {
            return group == Presence.THERE && user == Presence.THERE ? atGroup.or(() -> atUser) : Optional.empty();
        }

        /**
         * Whether nothing is to be mended. While a group comes or a user goes, whoever does that sees to it; what the group alone
         * still has of a user who was erased, no erasure finds.
         *
         * @return whether both sides are as wanted
         */
        public boolean isRight() {
            return group == Presence.COMING || (user == Presence.ERASED && atUser.isPresent())
                    || (atGroup.equals(wanted()) && atUser.equals(wanted()));
        }
    }

    /**
     * A block. Where a store keeps one side only, both are that one.
     *
     * @param owner whether there is the user who blocks
     * @param blocked whether there is the user who is blocked
     * @param atOwner what stands with the one
     * @param atBlocked what stands with the other
     */
    record OfBlock(Presence owner, Presence blocked, Optional<Terms> atOwner, Optional<Terms> atBlocked)
            implements
                Seen {
        /**
         * How both sides should be. The owner's side is right where they differ, for it is what the owner sees and lifts; one side
         * alone is right where both ends are there: so nobody gets through who was blocked.
         *
         * @return what should stand there; empty if nothing should
         */
        public Optional<Terms> wanted() {
            return owner == Presence.THERE && blocked == Presence.THERE
                    ? atOwner.or(() -> atBlocked)
                    : Optional.empty();
        }

        /**
         * Whether nothing is to be mended. While a user goes, whoever does that sees to it; what the other one alone still has of a
         * user who was erased, no erasure finds.
         *
         * @return whether both sides are as wanted
         */
        public boolean isRight() {
            return (owner == Presence.ERASED && atOwner.isPresent())
                    || (blocked == Presence.ERASED && atBlocked.isPresent())
                    || (atOwner.equals(wanted()) && atBlocked.equals(wanted()));
        }
    }

    /**
     * What a block says besides who blocks whom.
     *
     * @param scope how far it goes
     * @param since since when
     */
    record Terms(BlockScope scope, Instant since) {
        /**
         * Those of a block.
         *
         * @param block the block
         * @return its terms
         */
        public static Terms of(Block block) {
            return new Terms(block.scope(), block.since());
        }
    }

    /**
     * A session. Where a store keeps one side only, both are that one.
     *
     * @param user whether there is the user
     * @param there whether it stands by itself, as who shows its token needs it
     * @param listed whether it stands among its user's, as who ends all of them needs it
     */
    record OfSession(Presence user, boolean there, boolean listed) implements Seen {
        /**
         * Whether nothing is to be mended. While a user goes, whoever does that ends the sessions that are listed.
         *
         * @return whether it is nowhere, or can be ended with the user's others
         */
        public boolean isRight() {
            return !there || (listed && user != Presence.ABSENT);
        }
    }
}
