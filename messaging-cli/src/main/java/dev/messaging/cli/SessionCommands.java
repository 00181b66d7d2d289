package dev.messaging.cli;

import dev.messaging.cli.Shown.RevokedShown;
import dev.messaging.cli.Shown.SessionListed;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sessions, by their keys: a key names a session, and opens nothing. */
@Command(name = "session", mixinStandardHelpOptions = true, description = "Lists and ends users' sessions.",
        footer = {"",
                "Example:", "  messaging session list user-ada"})
final class SessionCommands {
    private final Surroundings surroundings;

    SessionCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "list", description = "Lists users' sessions that have not expired.",
            mixinStandardHelpOptions = true, footer = {"", "Example:", "  messaging session list user-ada"})
    int list(@Mixin Backend backend, @Parameters(paramLabel = "USER", arity = "1..*",
            description = "Whose; - stands for the lines of standard input.") List<String> users) {
        Ids<UserId> ids = Ids.ofUsers(users, surroundings);
        if (!ids.isOne()) {
            return backend.readEach(ids,
                    (user, access, store) -> sessions(access, user).stream().map(SessionListed::of).toList());
        }
        UserId user = ids.one();
        return backend.list("sessions", (access, store) -> new Backend.Pages<UserSession, SessionKey>(
                (after, limit) -> new Page<>(sessions(access, user), false), UserSession::key, SessionListed::of));
    }

    private static List<UserSession> sessions(Access access, UserId user) {
        var unused = access.users().find(user); // Or there would be none, for whoever does not exist.
        return access.sessions().of(user);
    }

    @Command(description = {"Ends a user's session, or all of several users'.",
            "Every server that runs notices within a minute."}, mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging session revoke user-ada --all"})
    int revoke(@Mixin Backend backend,
            @Parameters(arity = "1..*", paramLabel = "USER [KEY]",
                    description = "Whose, and which one, as \"session list\" shows it; with --all whose, and - stands for the lines of standard input.") List<String> words,
            @Option(names = "--all", description = "All of them.") boolean all) {
        boolean named = words.size() == 2 && !words.get(1).startsWith("user-") && !words.get(1).equals(Ids.FROM_INPUT);
        if (all == named) {
            throw new WrongUsage("Either KEY or --all says which sessions end.");
        }
        Optional<SessionKey> key = named ? Optional.of(new SessionKey(words.get(1))) : Optional.empty();
        return backend.writeEach(Ids.ofUsers(named ? words.subList(0, 1) : words, surroundings),
                (user, access, store) -> ended(access, user, key));
    }

    private RevokedShown ended(Access access, UserId user, Optional<SessionKey> key) {
        List<SessionKey> open = sessions(access, user).stream().map(UserSession::key)
                .filter(each -> key.isEmpty() || key.get().equals(each)).toList();
        if (key.isPresent() && open.isEmpty()) { // It may have been ended before, and then all is as it was asked for.
            surroundings.notes().println(user + " has no such session open.");
        }
        open.forEach(each -> access.sessions().end(user, each));
        return new RevokedShown(user.value(), open.size());
    }
}
