package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Password;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a new password comes from: not from the command line, which everybody on the machine can read. */
final class PasswordSource {
    private static final String VARIABLE = "MESSAGING_PASSWORD";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** More than the longest password takes in UTF-8, also before it is brought into its normal form. */
    private static final int BYTES_MAX = 16 * Password.CODE_POINTS_MAX;

    @Option(names = "--password-prompt", description = "Asks for the password twice, and does not show it.")
    private boolean prompt;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "Takes the password from the first line of a file; - is standard input.")
    private @Nullable String file;

    @Option(names = "--password-env",
            description = "Takes the password from the environment variable " + VARIABLE + ".")
    private boolean environment;

    Password read(Surroundings surroundings) {
        return new Password(text(surroundings));
    }

    private String text(Surroundings surroundings) {
        if (prompt) {
            return asked(surroundings);
        }
        if (file != null) {
            return firstLine(surroundings, file);
        }
        if (environment) {
            return fromEnvironment(surroundings);
        }
        throw new WrongUsage("One of --password-prompt, --password-file and --password-env says where it comes from.");
    }

    private static String asked(Surroundings surroundings) {
        String password = answer(surroundings, "New password: ");
        if (!answer(surroundings, "Once more: ").equals(password)) {
            throw new WrongUsage("What was typed differs; nothing was done.");
        }
        return password;
    }

    private static String answer(Surroundings surroundings, String question) {
        return surroundings.hiddenQuestion().apply(question).orElseThrow(() -> new WrongUsage(
                "--password-prompt needs a terminal to ask at; --password-file - takes standard input."));
    }

    private static String fromEnvironment(Surroundings surroundings) {
        String password = surroundings.environment().get(VARIABLE);
        if (password == null) {
            throw new WrongUsage("--password-env takes the environment variable " + VARIABLE + ", which is not set.");
        }
        return password;
    }

    private static String firstLine(Surroundings surroundings, String file) {
        if (file.equals("-")) {
            return firstLine(surroundings.input(), "Standard input");
        }
        try (InputStream input = Files.newInputStream(Path.of(file))) {
            return firstLine(input, "--password-file " + file);
        } catch (InvalidPathException noPath) {
            throw new WrongUsage("--password-file takes the path of a file: " + noPath.getReason() + ".");
        } catch (IOException unreadable) {
            throw unreadable("--password-file " + file, unreadable);
        }
    }

    /** The messages of the commonest troubles are nothing but the path. */
    static WrongUsage unreadable(String name, IOException trouble) {
        return new WrongUsage(name + " cannot be read: " + switch (trouble) {
            case NoSuchFileException missing -> "there is no such file.";
            case AccessDeniedException denied -> "the user that this program runs as may not.";
            default -> trouble.getMessage();
        });
    }

    /** Some editors begin files with a byte order mark, which nobody sees and nobody can type as part of a password. */
    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private static String firstLine(InputStream input, String name) {
        try {
            ByteBuffer line = ByteBuffer.allocate(BYTES_MAX + 1);
            for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
                if (line.position() == BYTES_MAX) {
                    throw new WrongUsage(name + " begins with a line that is too long for a password.");
                }
                line.put((byte) next);
            }
            String text = withoutMark(StandardCharsets.UTF_8.newDecoder().decode(line.flip()).toString());
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException broken) {
            throw new WrongUsage(name + " is not valid UTF-8.");
        } catch (IOException unreadable) {
            throw unreadable(name, unreadable);
        }
    }
}
