package dev.messaging.cli;

import dev.messaging.cli.Shown.RevokedShown;
import dev.messaging.cli.Shown.SessionListed;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sessions, by their keys: a key names a session, and opens nothing. */
@Command(name = "session", mixinStandardHelpOptions = true, description = "Lists and ends users' sessions.",
        footer = {"",
                "Example:", "  messaging session list user-ada"})
final class SessionCommands {
    @Command(name = "list", description = "Lists a user's sessions that have not expired.",
            mixinStandardHelpOptions = true, footer = {"", "Example:", "  messaging session list user-ada"})
    int list(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Whose.") UserId user) {
        return backend.list("sessions", (access, store) -> {
            var unused = access.users().find(user); // Or there would be none, for whoever does not exist.
            return new Backend.Pages<UserSession, SessionKey>(
                    (after, limit) -> new Page<>(access.sessions().of(user), false), UserSession::key,
                    SessionListed::of);
        });
    }

    @Command(description = {"Ends a user's session, or all.",
            "Every server that runs notices within a minute."}, mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging session revoke user-ada --all"})
    int revoke(@Mixin Backend backend,
            @Parameters(index = "0", paramLabel = "USER", description = "Whose.") UserId user,
            @Parameters(index = "1", arity = "0..1", paramLabel = "KEY",
                    description = "The one that \"session list\" shows so.") @Nullable String named,
            @Option(names = "--all", description = "All of them.") boolean all) {
        if (all == (named != null)) {
            throw new WrongUsage("Either KEY or --all says which sessions end.");
        }
        Optional<SessionKey> key = Optional.ofNullable(named).map(SessionKey::new);
        return backend.write(access -> {
            var unused = access.users().find(user);
            List<SessionKey> open = access.sessions().of(user).stream().map(UserSession::key)
                    .filter(each -> key.isEmpty() || key.get().equals(each)).toList();
            open.forEach(each -> access.sessions().end(user, each));
            return new RevokedShown(user.value(), open.size());
        });
    }
}
