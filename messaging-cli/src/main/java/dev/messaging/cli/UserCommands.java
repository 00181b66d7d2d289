package dev.messaging.cli;

import dev.messaging.cli.Shown.BlockShown;
import dev.messaging.cli.Shown.PasswordShown;
import dev.messaging.cli.Shown.SuspensionShown;
import dev.messaging.cli.Shown.SuspensionsShown;
import dev.messaging.cli.Shown.UnblockShown;
import dev.messaging.cli.Shown.UserInFull;
import dev.messaging.cli.Shown.UserShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users and blocks. */
@Command(name = "user", mixinStandardHelpOptions = true, description = "Creates, shows and blocks users.")
final class UserCommands {
    private final Surroundings surroundings;

    UserCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Creates a user: protected if it gets a password, open to everybody if not.",
            mixinStandardHelpOptions = true)
    int create(@Mixin Backend backend, @Mixin PasswordLimit limit, @Mixin RepeatKey key,
            @Option(names = "--id", paramLabel = "ID",
                    description = "An id of your own: user- and up to 64 letters and digits. Default: a random one") @Nullable UserId id,
            @Option(names = "--name", paramLabel = "NAME",
                    description = "What people call the user. Default: the id") @Nullable Name name,
            @ArgGroup(exclusive = true, multiplicity = "0..1") @Nullable PasswordSource source) {
        Optional<Password> password = Optional.ofNullable(source).map(given -> limit.checked(given.read(surroundings)));
        return backend.write(access -> UserShown
                .of(access.users().create(Optional.ofNullable(id), Optional.ofNullable(name), password, key.given())));
    }

    @Command(
            description = "Sets a user's password, which makes an open account a protected one, and ends all its sessions.",
            mixinStandardHelpOptions = true)
    int password(@Mixin Backend backend, @Mixin PasswordLimit limit,
            @Parameters(paramLabel = "USER", description = "Whose.") UserId user,
            @ArgGroup(exclusive = true, multiplicity = "1") PasswordSource source) {
        Password password = limit.checked(source.read(surroundings));
        return backend.write(access -> {
            access.users().setPassword(user, password);
            return new PasswordShown(user.value(), "protected");
        });
    }

    @Command(
            description = "Suspends users: nobody acts as them until it is lifted, and their sessions end. They still get messages.",
            mixinStandardHelpOptions = true)
    int suspend(@Mixin Backend backend,
            @Parameters(paramLabel = "USER", arity = "1..*", description = "Who.") List<UserId> users,
            @Option(names = "--lift", description = "Lifts the suspension.") boolean lift) {
        return backend.write(access -> new SuspensionsShown(users.stream().map(user -> {
            access.users().suspend(user, !lift);
            return new SuspensionShown(user.value(), !lift);
        }).toList()));
    }

    @Command(
            description = "Erases a user for good: name, password, sessions, blocks, memberships and inbox. Asks first.",
            footer = {"",
                    "What was begun is gone on with by the same command, whatever became of it. On DynamoDB the messages"
                            + " of the last 25 hours can go only after that time: the command says when to run it again."},
            mixinStandardHelpOptions = true)
    int erase(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Whom.") UserId user,
            @Option(names = "--yes", description = "Begins without asking.") boolean yes) {
        Erasing erasing = new Erasing(surroundings);
        if (!yes) {
            erasing.checkCanAsk();
        }
        return backend.write((access, store) -> erasing.erase(access, store, user, !yes));
    }

    @Command(
            description = "Shows a user, how it is protected, whether it is suspended, whom it blocks, and which groups it is in.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Who.") UserId user) {
        return backend.read((access, store) -> UserInFull.of(account(store, user), //
                backend.all((after, limit) -> access.users().blocks(user, after, limit),
                        Block::blocked),
                backend.all((after, limit) -> access.groups().of(user, after, limit),
                        Membership::group)));
    }

    private static Account account(Store store, UserId user) {
        return store.directory().findUser(user).orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
    }

    @Command(description = "Stops messages from one user to another.", mixinStandardHelpOptions = true)
    int block(@Mixin Backend backend, @Mixin BlockLimit limit,
            @Parameters(index = "0", paramLabel = "USER", description = "Who does not want the messages.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED",
                    description = "Whose messages are refused.") UserId blocked,
            @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "direct",
                    description = "direct for direct messages alone, everywhere for groups too. Default: ${DEFAULT-VALUE}") BlockScope scope) {
        return backend.write(limit::applyTo,
                access -> BlockShown.of(access.users().block(user, blocked, scope)));
    }

    @Command(description = "Lifts a block.", mixinStandardHelpOptions = true)
    int unblock(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "USER", description = "Who blocked.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED", description = "Who was blocked.") UserId blocked) {
        return backend.write(access -> {
            access.users().unblock(user, blocked);
            return new UnblockShown(user.value(), blocked.value(), false);
        });
    }
}
