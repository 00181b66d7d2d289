package dev.messaging.cli;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import picocli.CommandLine.Option;

/** How long a new password must be. */
final class PasswordLimit {
    @Option(names = "--password-min", paramLabel = "CHARACTERS", defaultValue = "8", converter = Characters.class,
            description = "The fewest characters of a new password, up to "
                    + Password.CODE_POINTS_MAX + ". Default: ${DEFAULT-VALUE}")
    private int charactersMin;

    /** How many characters a new password must have. */
    int charactersMin() {
        return charactersMin;
    }

    Password checked(Password password) {
        if (password.length() < charactersMin) {
            throw new Refusal.BadValue("password", "must have at least " + charactersMin + " characters");
        }
        return password;
    }

    private static final class Characters extends InRange {
        Characters() {
            super(Password.CODE_POINTS_MAX);
        }
    }
}
