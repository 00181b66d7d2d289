package dev.messaging.cli;

import dev.messaging.cli.Shown.BlockShown;
import dev.messaging.cli.Shown.UserInFull;
import dev.messaging.cli.Shown.UserShown;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users and blocks. */
@Command(name = "user", mixinStandardHelpOptions = true, description = "Creates, shows and blocks users.")
final class UserCommands {
    @Command(description = "Creates a user.", mixinStandardHelpOptions = true)
    int create(@Mixin Backend backend,
            @Option(names = "--id", paramLabel = "ID",
                    description = "An id of your own: user- and up to 64 letters and digits. Default: a random one") @Nullable UserId id,
            @Option(names = "--name", paramLabel = "NAME",
                    description = "What people call the user. Default: the id") @Nullable Name name) {
        return backend.write(access -> UserShown.of(switch (id) {
            case null -> name == null ? access.users().create() : access.users().create(name);
            default -> access.users().create(id, name == null ? new Name(id.value()) : name);
        }));
    }

    @Command(description = "Shows a user, whom the user blocks, and which groups the user is in.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Who.") UserId user) {
        return backend.read(access -> UserInFull.of(access.users().find(user), //
                backend.all((after, limit) -> access.users().blocks(user, after, limit),
                        Block::blocked),
                backend.all((after, limit) -> access.groups().of(user, after, limit),
                        Membership::group)));
    }

    @Command(description = "Stops direct messages from one user to another.", mixinStandardHelpOptions = true)
    int block(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "USER", description = "Who does not want the messages.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED",
                    description = "Whose messages are refused.") UserId blocked) {
        return backend.write(access -> BlockShown.of(access.users().block(user, blocked)));
    }

    @Command(description = "Lifts a block.", mixinStandardHelpOptions = true)
    int unblock(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "USER", description = "Who blocked.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED", description = "Who was blocked.") UserId blocked) {
        return backend.write(access -> {
            access.users().unblock(user, blocked);
            return new BlockShown(user.value(), blocked.value(), false);
        });
    }
}
