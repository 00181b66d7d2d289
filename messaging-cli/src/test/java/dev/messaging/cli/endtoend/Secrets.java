package dev.messaging.cli.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must stand in no log and no error: all passwords of the tests hold a word, and all tokens begin with one, by which they
 * are found, in clear or in the Base64 of an Authorization header.
 */
final class Secrets {
    private static final String IN_PASSWORDS = "Secret-";
    private static final Pattern FOUND = Pattern.compile(IN_PASSWORDS + "|mst_[0-9A-Za-z_-]{43}|" + inBase64(0) + "|"
            + inBase64(1) + "|" + inBase64(2));

    private Secrets() {}

    /** The first secret in a text, with what surrounds it. */
    static Optional<String> in(String text) {
        Matcher found = FOUND.matcher(text);
        return found.find()
                ? Optional
                        .of(text.substring(Math.max(0, found.start() - 80), Math.min(text.length(), found.end() + 20)))
                : Optional.empty();
    }

    /** What becomes of the word behind so many other bytes; the characters that depend on its neighbours left out. */
    private static String inBase64(int before) {
        byte[] bytes = ("x".repeat(before) + IN_PASSWORDS).getBytes(StandardCharsets.US_ASCII);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return Pattern.quote(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 1));
    }
}
