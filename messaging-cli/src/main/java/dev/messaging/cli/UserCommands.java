package dev.messaging.cli;

import dev.messaging.cli.Backend.Pages;
import dev.messaging.cli.Shown.BlockListed;
import dev.messaging.cli.Shown.BlockShown;
import dev.messaging.cli.Shown.ErasedShown;
import dev.messaging.cli.Shown.PasswordShown;
import dev.messaging.cli.Shown.SuspensionShown;
import dev.messaging.cli.Shown.UnblockShown;
import dev.messaging.cli.Shown.UserInFull;
import dev.messaging.cli.Shown.UserListed;
import dev.messaging.cli.Shown.UserShown;
import dev.messaging.cli.bulk.People;
import dev.messaging.cli.wiring.StoreRequest.Use;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users and blocks. */
@Command(name = "user", mixinStandardHelpOptions = true, description = "Creates, lists, shows and blocks users.",
        footer = {"",
                "Example:", "  messaging user create --name Ada"})
final class UserCommands {
    private final Surroundings surroundings;

    UserCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Creates a user: protected if it gets a password, open to everybody if not.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging user create --name Ada --password-prompt"})
    int create(@Mixin Backend backend, @Mixin PasswordLimit limit, @Mixin RepeatKey key,
            @Option(names = "--id", paramLabel = "ID",
                    description = "An id of your own: user- and up to 64 letters and digits. Default: a random one") @Nullable UserId id,
            @Option(names = "--name", paramLabel = "NAME",
                    description = "What people call the user. Default: the id") @Nullable Name name,
            @ArgGroup(exclusive = true, multiplicity = "0..1") @Nullable PasswordSource source) {
        Optional<Password> password = Optional.ofNullable(source).map(given -> limit.checked(given.read(surroundings)));
        return backend.beginning().write(access -> UserShown
                .of(access.users().create(Optional.ofNullable(id), Optional.ofNullable(name), password, key.given())));
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = {
            "Creates the users of a CSV file, whose first line names its columns: id, name, password, each of which may be empty or left out.",
            "Nothing is written if a line is wrong. Who is there already under the id, with the same name, is passed over. A row without an id"
                    + " is created once within 24 hours from the same file; give ids to repeat it safely later.",
            "Each result is shown as soon as it is known; with --output jsonl as an object a line."},
            footer = {"", "Example:", "  messaging user import users.csv"})
    int importUsers(@Mixin Backend backend, @Mixin PasswordLimit limit,
            @Parameters(paramLabel = "FILE", description = "The file, in UTF-8.") Path file,
            @Option(names = "--skip-bad", description = "Leaves wrong lines out.") boolean skipBad,
            @Option(names = "--dry-run",
                    description = "Reads and compares everything, and writes nothing.") boolean dryRun) {
        UserImport users = new UserImport(surroundings, dryRun);
        People people = People.in(file, limit::checked);
        users.checkAll(people, skipBad);
        int done = backend.writeOneByOne("users", dryRun ? Use.READ : Use.BEGIN,
                (access, store, results) -> users.create(people, access, store, results));
        return users.conflicts() == 0 ? done : ExitCodes.REFUSED;
    }

    @Command(
            description = "Sets a user's password, which makes an open account a protected one, and ends all its sessions.",
            mixinStandardHelpOptions = true, footer = {"", "Example:",
                    "  messaging user password user-ada --password-file ada.txt"})
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
            mixinStandardHelpOptions = true, footer = {"", "Example:", "  messaging user suspend user-ada"})
    int suspend(@Mixin Backend backend,
            @Parameters(paramLabel = "USER", arity = "1..*",
                    description = "Who; - stands for the lines of standard input.") List<String> users,
            @Option(names = "--lift", description = "Lifts the suspension.") boolean lift) {
        return backend.writeEach(Ids.ofUsers(users, surroundings), (user, access, store) -> {
            access.users().suspend(user, !lift);
            return new SuspensionShown(user.value(), !lift);
        });
    }

    @Command(
            description = "Erases users for good: name, password, sessions, blocks, memberships and inbox. Asks first about each.",
            footer = {"",
                    "What was begun is gone on with by the same command, whatever became of it. On DynamoDB the messages"
                            + " of the last 25 hours can go only after that time: the command says when to run it again,"
                            + " and ends with exit code 1.",
                    "", "Example:", "  messaging user erase user-ada"},
            mixinStandardHelpOptions = true)
    int erase(@Mixin Backend backend,
            @Parameters(paramLabel = "USER", arity = "1..*",
                    description = "Whom; - stands for the lines of standard input.") List<String> users,
            @Option(names = "--yes", description = "Begins without asking.") boolean yes) {
        Ids<UserId> ids = Ids.ofUsers(users, surroundings);
        Erasing erasing = new Erasing(surroundings);
        if (!yes) {
            erasing.checkCanAsk(ids);
        }
        AtomicBoolean complete = new AtomicBoolean(true);
        int done = backend.writeEach(ids, (user, access, store) -> {
            ErasedShown erased = erasing.erase(access, store, user, !yes);
            if (!erased.complete()) {
                complete.set(false);
            }
            return erased;
        });
        return complete.get() ? done : Math.max(done, ExitCodes.REFUSED);
    }

    @Command(
            description = "Shows users, how they are protected, whether they are suspended, whom they block, and which groups they are in.",
            mixinStandardHelpOptions = true, footer = {"", "Example:", "  messaging user show user-ada"})
    int show(@Mixin Backend backend, @Parameters(paramLabel = "USER", arity = "1..*",
            description = "Who; - stands for the lines of standard input.") List<String> users) {
        return backend.readEach(Ids.ofUsers(users, surroundings),
                (user, access, store) -> UserInFull.of(account(store, user), //
                        backend.all((after, limit) -> access.users().blocks(user, after, limit), Block::blocked),
                        backend.all((after, limit) -> access.groups().of(user, after, limit), Membership::group)));
    }

    @Command(name = "list", description = "Lists all users, in the store's own order.", mixinStandardHelpOptions = true,
            footer = {"", "On DynamoDB this reads the whole directory, and costs accordingly.", "", "Example:",
                    "  messaging user list --output jsonl"})
    int list(@Mixin Backend backend) {
        return backend.list("users", (access, store) -> new Pages<>(access.users()::all,
                account -> account.user().id(), UserListed::of));
    }

    @Command(description = "Lists whom a user blocks.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging user blocks user-ada"})
    int blocks(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Who blocks.") UserId user) {
        return backend.list("blocks", (access, store) -> new Pages<>(
                (after, limit) -> access.users().blocks(user, after, limit), Block::blocked, BlockListed::of));
    }

    private static Account account(Store store, UserId user) {
        return store.directory().findUser(user).orElseThrow(() -> new Refusal.NoSuchUser(user.value()));
    }

    @Command(description = "Stops messages from other users to one.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging user block user-ada user-bob --scope everywhere"})
    int block(@Mixin Backend backend, @Mixin BlockLimit limit,
            @Parameters(index = "0", paramLabel = "USER", description = "Who does not want the messages.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED", arity = "1..*",
                    description = "Whose messages are refused; - stands for the lines of standard input.") List<String> blocked,
            @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "direct",
                    completionCandidates = Values.BlockScopes.class,
                    description = "direct for direct messages alone, everywhere for groups too. Default: ${DEFAULT-VALUE}") BlockScope scope) {
        return backend.writeEach(Ids.ofUsers(blocked, surroundings), limit::applyTo,
                (other, access, store) -> BlockShown.of(access.users().block(user, other, scope)));
    }

    @Command(description = "Lifts blocks.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging user unblock user-ada user-bob"})
    int unblock(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "USER", description = "Who blocked.") UserId user,
            @Parameters(index = "1", paramLabel = "BLOCKED", arity = "1..*",
                    description = "Who was blocked; - stands for the lines of standard input.") List<String> blocked) {
        return backend.writeEach(Ids.ofUsers(blocked, surroundings), (other, access, store) -> {
            access.users().unblock(user, other);
            return new UnblockShown(user.value(), other.value(), false);
        });
    }
}
