package dev.messaging.cli;

import dev.messaging.core.model.IdempotencyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A name for what a command does, so that a script that repeats the command does not do it twice. */
final class RepeatKey {
    @Option(names = "--idempotency-key", paramLabel = "KEY",
            description = "A name for this very request, made up at random: repeated with it, within 24 hours, the command"
                    + " answers as the first time and does nothing twice.")
    private @Nullable IdempotencyKey key;

    Optional<IdempotencyKey> given() {
        return Optional.ofNullable(key);
    }
}
