package dev.messaging.cli;

import dev.messaging.cli.Shown.GroupInFull;
import dev.messaging.cli.Shown.GroupShown;
import dev.messaging.cli.Shown.MembershipShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups and who is in them. */
@Command(name = "group", mixinStandardHelpOptions = true,
        description = "Creates and shows groups, adds and removes members.", footer = {"", "Example:",
                "  messaging group create --name Friends --member user-ada --member user-bob"})
final class GroupCommands {
    private final Surroundings surroundings;

    GroupCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Creates an open group.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group create --name Friends --member user-ada --member user-bob"})
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

    @Command(description = "Shows groups, their owners and their members.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group show group-friends"})
    int show(@Mixin Backend backend, @Parameters(paramLabel = "GROUP", arity = "1..*",
            description = "Which; - stands for the lines of standard input.") List<String> groups) {
        return backend.readEach(Ids.ofGroups(groups, surroundings),
                (group, access, store) -> GroupInFull.of(access.groups().find(group), //
                        backend.all((after, limit) -> access.groups().members(group, after, limit), Member::user)));
    }

    @Command(description = "Adds members, who get what is sent from now on.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group add group-friends user-ada user-bob"})
    int add(@Mixin Backend backend, @Mixin GroupLimits limits,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", paramLabel = "USER", arity = "1..*",
                    description = "Who joins; - stands for the lines of standard input.") List<String> users) {
        return backend.writeEach(Ids.ofUsers(users, surroundings), limits::applyTo, (user, access, store) -> {
            access.groups().add(group, user);
            return new MembershipShown(group.value(), user.value(), true);
        });
    }

    @Command(description = "Removes members, who keep what was received.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group remove group-friends user-bob"})
    int remove(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", paramLabel = "USER", arity = "1..*",
                    description = "Who leaves; - stands for the lines of standard input.") List<String> users) {
        return backend.writeEach(Ids.ofUsers(users, surroundings), (user, access, store) -> {
            access.groups().remove(group, user);
            return new MembershipShown(group.value(), user.value(), false);
        });
    }
}
