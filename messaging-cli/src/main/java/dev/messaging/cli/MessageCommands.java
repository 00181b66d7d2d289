package dev.messaging.cli;

import dev.messaging.cli.Shown.InboxShown;
import dev.messaging.cli.Shown.MessageFollowed;
import dev.messaging.cli.Shown.SentShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sending, and checking what has come. */
@Command(name = "message", mixinStandardHelpOptions = true,
        description = "Sends messages, checks inboxes and follows them.",
        footer = {
                "", "Example:", "  messaging message check user-bob"})
final class MessageCommands {
    /** As over HTTP: the largest whole number that every JSON reader keeps exactly. */
    private static final long TIMESTAMP_MAX = 1L << 53;

    private static final int TAIL_AT_ONCE = 100;

    private final Surroundings surroundings;

    MessageCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Sends a message to a user or to a group.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging message send --from user-ada --to user-bob --text Hello"})
    int send(@Mixin Backend backend, @Mixin RepeatKey key,
            @Option(names = "--from", paramLabel = "USER", required = true, description = "Who writes.") UserId sender,
            @Option(names = "--to", paramLabel = "USER|GROUP", required = true,
                    description = "A user, or a group that the sender is in.") Recipient recipient,
            @Option(names = "--text", paramLabel = "TEXT", required = true,
                    description = "What to say; - takes it from standard input, as it comes.") String text,
            @Option(names = "--copy-to-sender",
                    description = "Puts a direct message into the sender's inbox too.") boolean copyToSender) {
        Text checked = text.equals("-") ? new Text(fromInput()) : Values.text(text);
        return backend.write(access -> SentShown
                .of(access.messages().send(new Draft(sender, recipient, checked, copyToSender), key.given())
                        .message()));
    }

    @Command(description = "Shows what stands in a user's inbox, oldest first.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging message check user-bob --limit 20"})
    int check(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Whose inbox.") UserId user,
            @Option(names = "--after", paramLabel = "CURSOR",
                    description = "Only what came behind the \"next\" of an earlier check.") @Nullable String after,
            @Option(names = "--later-than", paramLabel = "TIMESTAMP",
                    description = "Only what is later, in milliseconds since the epoch.") @Nullable Long laterThan,
            @Option(names = "--limit", paramLabel = "MESSAGES", defaultValue = "100",
                    description = "The most to show, up to 1000. Default: ${DEFAULT-VALUE}") int limit) {
        From from = from(user, after, laterThan);
        int most = Math.toIntExact(Values.inRange("--limit", limit, 1, Inboxes.READ_MAX));
        return backend.readList("messages", access -> InboxShown.of(access.messages().check(user, from, most)),
                InboxShown::messages, shown -> "The next check goes on with --after " + shown.next());
    }

    @Command(description = {"Follows a user's inbox: shows what comes, as it comes, until interrupted.",
            "What other processes send shows within about a second."}, mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging message tail user-bob --since 10m"})
    int tail(@Mixin Backend backend, @Parameters(paramLabel = "USER", description = "Whose inbox.") UserId user,
            @Option(names = "--since", paramLabel = "AGE", converter = Age.class,
                    description = "Shows first what came within that time: 30s, 10m, 2h, 7d.") @Nullable Duration since) {
        return backend.follow(
                (access, store) -> access.messages().listen(user, beginning(store, user, since), TAIL_AT_ONCE),
                page -> page.entries().stream().map(MessageFollowed::of).toList());
    }

    /** From the end on, unless it was said since when. */
    private static From beginning(Store store, UserId user, @Nullable Duration since) {
        return since == null
                ? From.after(new Cursor(user, store.inboxes().tail(user)))
                : From.laterThan(Math.max(0, Clock.systemUTC().millis() - since.toMillis()));
    }

    private static From from(UserId user, @Nullable String after, @Nullable Long laterThan) {
        if (after != null && laterThan != null) {
            throw new WrongUsage("Only one of --after and --later-than can say where to begin.");
        }
        if (after != null) {
            return From.after(Cursor.parse(after, user));
        }
        return laterThan == null
                ? From.beginning()
                : From.laterThan(Values.inRange("--later-than", laterThan, 0, TIMESTAMP_MAX));
    }

    /** Reads one byte more than a text may have, so that a longer one is refused and not cut. */
    private String fromInput() {
        try {
            byte[] bytes = surroundings.input().readNBytes(Text.BYTES_MAX + 1);
            return bytes.length > Text.BYTES_MAX
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw new WrongUsage("The text on standard input is not valid UTF-8.");
        } catch (IOException unreadable) {
            throw new WrongUsage("Standard input cannot be read: " + unreadable.getMessage());
        }
    }
}
