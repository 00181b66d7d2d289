package dev.messaging.cli;

import dev.messaging.cli.Backend.Pages;
import dev.messaging.cli.Shown.DeletedShown;
import dev.messaging.cli.Shown.GroupInFull;
import dev.messaging.cli.Shown.GroupListedInFull;
import dev.messaging.cli.Shown.GroupShown;
import dev.messaging.cli.Shown.MemberListed;
import dev.messaging.cli.Shown.MembershipShown;
import dev.messaging.cli.Shown.OwnerShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Group;
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
        description = "Creates, lists, shows and deletes groups, adds and removes members.", footer = {"", "Example:",
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
        return backend.beginning().write(limits::applyTo, access -> GroupShown.of(access.groups()
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

    @Command(name = "list", description = "Lists all groups, in the store's own order.",
            mixinStandardHelpOptions = true, footer = {"",
                    "On DynamoDB this reads the whole directory, and costs accordingly.", "", "Example:",
                    "  messaging group list --output jsonl"})
    int list(@Mixin Backend backend) {
        return backend.list("groups",
                (access, store) -> new Pages<>(access.groups()::all, Group::id, GroupListedInFull::of));
    }

    @Command(description = "Lists a group's members.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group members group-friends"})
    int members(@Mixin Backend backend, @Parameters(paramLabel = "GROUP", description = "Which.") GroupId group) {
        return backend.list("members", (access, store) -> new Pages<>(
                (after, limit) -> access.groups().members(group, after, limit), Member::user, MemberListed::of));
    }

    @Command(description = {
            "Deletes groups: their members leave, and then the group goes. What was sent to it stays in the inboxes.",
            "Broken off halfway it can be repeated."}, mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group delete group-friends --yes"})
    int delete(@Mixin Backend backend, @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "GROUP", arity = "1..*",
                    description = "Which; - stands for the lines of standard input.") List<String> groups) {
        Ids<GroupId> ids = Ids.ofGroups(groups, surroundings);
        if (!confirmation.isGiven("This deletes " + ids + " for good.")) {
            return ExitCodes.REFUSED;
        }
        return backend.writeEach(ids, (group, access, store) -> new DeletedShown(group.value(), true,
                access.groups().delete(group)));
    }

    @Command(description = "Gives a group another owner, who is a member of it, or none.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging group owner group-friends user-ada"})
    int owner(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") GroupId group,
            @Parameters(index = "1", arity = "0..1", paramLabel = "USER",
                    description = "A member, who owns it from now on.") @Nullable UserId user,
            @Option(names = "--none",
                    description = "Makes the group open: anyone may add to it and read it.") boolean none) {
        if (none == (user != null)) {
            throw new WrongUsage("Either USER or --none says who owns the group from now on.");
        }
        return backend.write(access -> {
            access.groups().setOwner(group, Optional.ofNullable(user));
            return new OwnerShown(group.value(), user == null ? null : user.value());
        });
    }
}
