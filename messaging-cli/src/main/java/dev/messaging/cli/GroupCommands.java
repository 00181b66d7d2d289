package dev.messaging.cli;

import dev.messaging.cli.Shown.GroupInFull;
import dev.messaging.cli.Shown.GroupShown;
import dev.messaging.cli.Shown.MembershipShown;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups and who is in them. */
@Command(name = "group", mixinStandardHelpOptions = true,
        description = "Creates and shows groups, adds and removes members.")
final class GroupCommands {
    @Command(description = "Creates an open group.", mixinStandardHelpOptions = true)
    int create(@Mixin Backend backend, @Mixin GroupLimits limits,
            @Option(names = "--id", paramLabel = "ID",
                    description = "An id of your own: group- and up to 64 letters and digits. Default: a random one") @Nullable GroupId id,
            @Option(names = "--name", paramLabel = "NAME",
                    description = "What people call the group. Default: the id") @Nullable Name name,
            @Mixin RepeatKey key, @Option(names = "--member", paramLabel = "USER",
                    description = "Who is in it from the start; can be repeated.") @Nullable Set<UserId> members) {
        return backend.write(limits::applyTo, access -> GroupShown.of(access.groups()
                .create(Optional.ofNullable(id), Optional.ofNullable(name), members == null ? Set.of() : members,
                        key.given())));
    }

    @Command(description = "Shows a group, its owner and its members.", mixinStandardHelpOptions = true)
    int show(@Mixin Backend backend, @Parameters(paramLabel = "GROUP", description = "Which.") GroupId group) {
        return backend.read(access -> GroupInFull.of(access.groups().find(group), //
                backend.all((after, limit) -> access.groups().members(group, after, limit), Member::user)));
    }

    @Command(description = "Adds a member, who gets what is sent from now on.", mixinStandardHelpOptions = true)
    int add(@Mixin Backend backend, @Mixin GroupLimits limits,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", paramLabel = "USER", description = "Who joins.") UserId user) {
        return backend.write(limits::applyTo, access -> {
            access.groups().add(group, user);
            return new MembershipShown(group.value(), user.value(), true);
        });
    }

    @Command(description = "Removes a member, who keeps what was received.", mixinStandardHelpOptions = true)
    int remove(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", paramLabel = "USER", description = "Who leaves.") UserId user) {
        return backend.write(access -> {
            access.groups().remove(group, user);
            return new MembershipShown(group.value(), user.value(), false);
        });
    }
}
