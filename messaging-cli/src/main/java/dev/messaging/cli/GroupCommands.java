package dev.messaging.cli;

import dev.messaging.cli.Shown.GroupInFull;
import dev.messaging.cli.Shown.GroupShown;
import dev.messaging.cli.Shown.MembershipShown;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups and who is in them. */
@Command(name = "group", mixinStandardHelpOptions = true,
        description = "Creates and shows groups, adds and removes members.")
final class GroupCommands {
    @Command(description = "Creates a group without members.", mixinStandardHelpOptions = true)
    int create(@Mixin Backend backend,
            @Option(names = "--id", paramLabel = "ID",
                    description = "An id of your own: group- and up to 64 letters and digits. Default: a random one") @Nullable GroupId id,
            @Option(names = "--name", paramLabel = "NAME",
                    description = "What people call the group. Default: the id") @Nullable Name name) {
        return backend.write(access -> GroupShown.of(switch (id) {
            case null -> name == null ? access.groups().create() : access.groups().create(name);
            default -> access.groups().create(id, name == null ? new Name(id.value()) : name);
        }));
    }

    @Command(description = "Shows a group and its members.", mixinStandardHelpOptions = true)
    int show(@Mixin Backend backend, @Parameters(paramLabel = "GROUP", description = "Which.") GroupId group) {
        return backend.read(access -> GroupInFull.of(access.groups().find(group), //
                backend.all((after, limit) -> access.groups().members(group, after, limit), Member::user)));
    }

    @Command(description = "Adds a member, who gets what is sent from now on.", mixinStandardHelpOptions = true)
    int add(@Mixin Backend backend, @Mixin GroupLimit limit,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", paramLabel = "USER", description = "Who joins.") UserId user) {
        return backend.write(limit::applyTo, access -> {
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
