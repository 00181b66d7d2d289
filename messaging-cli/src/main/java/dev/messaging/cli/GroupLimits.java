package dev.messaging.cli;

import dev.messaging.core.Messaging;
import picocli.CommandLine.Option;

/** How large groups and lists of groups may grow. */
final class GroupLimits {
    @Option(names = "--group-members-max", paramLabel = "MEMBERS", defaultValue = "1000", converter = Members.class,
            description = "The most members of a group, up to "
                    + Messaging.GROUP_MEMBERS_CEILING + ". Default: ${DEFAULT-VALUE}")
    private int membersMax;

    @Option(names = "--groups-max", paramLabel = "GROUPS", defaultValue = "1000", converter = Groups.class,
            description = "The most groups that a user may be in, up to "
                    + Messaging.LISTS_CEILING + ". Default: ${DEFAULT-VALUE}")
    private int groupsMax;

    Messaging.Builder applyTo(Messaging.Builder builder) {
        return builder.groupMembersMax(membersMax).groupsMax(groupsMax);
    }

    private static final class Members extends InRange {
        Members() {
            super(Messaging.GROUP_MEMBERS_CEILING);
        }
    }

    private static final class Groups extends InRange {
        Groups() {
            super(Messaging.LISTS_CEILING);
        }
    }
}
