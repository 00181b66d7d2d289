package dev.messaging.dynamo.capacity;

/** Users, blocks, groups and members: changes of them, and reading them. */
public sealed interface DirectoryChange extends Operation {
    /** Each item of a transaction here is small. */
    double CHANGE = Units.inTransaction(Units.WRITE_BYTES);
    /** As many members as join in one transaction of 100 changes: three each, and one for the group. */
    int MEMBERS_AT_ONCE = 33;

    /**
     * Creating a user.
     *
     * @param keyed whether the request has a key
     */
    record CreateUser(boolean keyed) implements DirectoryChange {
        @Override
        public Cost cost() {
            return Cost.writeDirectory(keyed ? 2 * CHANGE : Units.write(ItemBytes.userProfile()));
        }
    }

    /**
     * Creating a group: up to 33 members (32 with a key) in one transaction, more in steps.
     *
     * @param members how many are in it from the beginning
     * @param keyed whether the request has a key
     */
    record CreateGroup(int members, boolean keyed) implements DirectoryChange {
        private double request() {
            return keyed ? CHANGE : 0;
        }

        @Override
        public Cost cost() {
            if (members == 0 && !keyed) {
                return Cost.writeDirectory(Units.write(ItemBytes.groupProfile()));
            }
            return members <= (keyed ? MEMBERS_AT_ONCE - 1 : MEMBERS_AT_ONCE)
                    ? Cost.writeDirectory(CHANGE + 3 * CHANGE * members + request())
                    : large();
        }

        /** All profiles are looked at; the intent and the group's place; the members; the profile, and the intent goes. */
        private Cost large() {
            int steps = (members + MEMBERS_AT_ONCE - 1) / MEMBERS_AT_ONCE;
            return looked()
                    .then(Cost.writeDirectory(2 * CHANGE))
                    .then(new Cost(steps, TableUnits.writing(steps * CHANGE + 3 * CHANGE * members), TableUnits.NONE))
                    .then(Cost.writeDirectory(2 * CHANGE + request()));
        }

        private Cost looked() {
            return Cost.readDirectory(members + 1 + (keyed ? 1 : 0));
        }
    }

    /**
     * The same request to create a group of more than 32 members with a key again.
     *
     * @param members how many
     */
    record CreateLargeGroupAgain(int members) implements DirectoryChange {
        @Override
        public Cost cost() {
            return new CreateGroup(members, true).looked();
        }
    }

    /**
     * Blocking, or unblocking: both sides, the count, and that the other one exists.
     *
     * @param self whether users do it to themselves
     */
    record ChangeBlock(boolean self) implements DirectoryChange {
        @Override
        public Cost cost() {
            return Cost.writeDirectory((self ? 3 : 4) * CHANGE);
        }
    }

    /** Who adds a member. */
    enum Adder {
        /** An administrator, the one who joins, or anybody where the group is open: nobody is looked for in the group. */
        NOBODY_IN_PARTICULAR,
        /** A member, who is looked for. */
        MEMBER,
        /** Somebody who is looked for and not in it: a second attempt is made on what the group is. */
        STRANGER
    }

    /**
     * Adding a member: the two counts, and both sides.
     *
     * @param adder who does it
     */
    record AddMember(Adder adder) implements DirectoryChange {
        @Override
        public Cost cost() {
            Cost plain = Cost.writeDirectory(4 * CHANGE);
            Cost vouched = Cost.writeDirectory(5 * CHANGE);
            return switch (adder) {
                case NOBODY_IN_PARTICULAR -> plain;
                case MEMBER -> vouched;
                case STRANGER -> vouched.then(plain);
            };
        }
    }

    /** Removing a member who does not own the group. */
    record RemoveMember() implements DirectoryChange {
        @Override
        public Cost cost() {
            return Cost.writeDirectory(4 * CHANGE);
        }
    }

    /**
     * The owner leaves: an attempt as if it were anybody, the members, and an attempt that names the heir.
     *
     * @param members how many there were, the owner included
     */
    record OwnerLeaves(int members) implements DirectoryChange {
        @Override
        public Cost cost() {
            double read = Units.strong(ItemBytes.groupProfile() + (double) members * ItemBytes.member());
            return Cost.writeDirectory(4 * CHANGE).then(Cost.readDirectory(read))
                    .then(Cost.writeDirectory((members > 1 ? 6 : 4) * CHANGE));
        }
    }

    /**
     * Reading a group.
     *
     * @param asMember whether who asks has to be in it
     */
    record ReadGroup(boolean asMember) implements DirectoryChange {
        @Override
        public Cost cost() {
            return Cost.readDirectory(asMember ? 2 : 1);
        }
    }

    /**
     * A page of a group's members.
     *
     * @param members how many are on the page; one more is looked for
     * @param asMember whether who asks has to be in it
     */
    record ReadMembers(int members, boolean asMember) implements DirectoryChange {
        @Override
        public Cost cost() {
            double listed = Units.strong((double) members * ItemBytes.member());
            return new ReadGroup(asMember).cost().beside(Cost.readDirectory(listed));
        }
    }
}
