package dev.messaging.cli;

import dev.messaging.core.Messaging;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many members a group may have. */
final class GroupLimit {
    @Option(names = "--group-members-max", paramLabel = "MEMBERS", defaultValue = "1000", converter = InRange.class,
            description = "The most members of a group, up to "
                    + Messaging.GROUP_MEMBERS_CEILING + ". Default: ${DEFAULT-VALUE}")
    private int membersMax;

    Messaging.Builder applyTo(Messaging.Builder builder) {
        return builder.groupMembersMax(membersMax);
    }

    private static final class InRange implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int members = Integer.parseInt(text);
            if (members < 1 || members > Messaging.GROUP_MEMBERS_CEILING) {
                throw new TypeConversionException(
                        "'" + text + "' is not from 1 to " + Messaging.GROUP_MEMBERS_CEILING);
            }
            return members;
        }
    }
}
