package dev.messaging.http;

import dev.messaging.core.Attempts;
import dev.messaging.core.Authentication;
import dev.messaging.core.Caller;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who calls, by the {@code Authorization} header. None means the anonymous caller; whatever is not right about one that is
 * there counts as wrong credentials, so that nobody goes on as a stranger who thinks to be known.
 */
final class AuthorizationHeader {
    private final Authentication authentication;
    private final Function<String, Attempts> attempts;

    /** @param attempts a say in whether a password may be tried out, by whose it is said to be */
    AuthorizationHeader(Authentication authentication, Function<String, Attempts> attempts) {
        this.authentication = authentication;
        this.attempts = attempts;
    }

    /**
     * Tells who calls.
     *
     * @param given every such header of the request
     * @throws Refusal.WrongCredentials if there are several, or it is of no known form, or opens nothing
     */
    Caller caller(List<String> given) {
        if (given.isEmpty()) {
            return Caller.anonymous();
        }
        String[] words = given.getFirst().strip().split(" +", -1);
        if (given.size() > 1 || words.length != 2) {
            throw new Refusal.WrongCredentials();
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "bearer" -> authentication.byToken(
                    SessionToken.parse(words[1]).orElseThrow(Refusal.WrongCredentials::new));
            case "basic" -> byPassword(decoded(words[1]));
            default -> throw new Refusal.WrongCredentials();
        };
    }

    /**
     * Whom such headers name, without a look at whether that is true.
     *
     * @return a user's id, or what stands for a session; empty if they name nobody
     */
    static Optional<String> claimed(List<String> given) {
        String[] words = given.isEmpty() ? new String[0] : given.getFirst().strip().split(" +", -1);
        if (words.length != 2) {
            return Optional.empty();
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "bearer" -> SessionToken.parse(words[1]).map(token -> "session " + token.key().value());
            case "basic" -> claimedUser(words[1]);
            default -> Optional.empty();
        };
    }

    private static Optional<String> claimedUser(String base64) {
        try {
            return Optional.of(decoded(base64).split(":", -1)).filter(parts -> parts.length > 1).map(parts -> parts[0]);
        } catch (Refusal.WrongCredentials unreadable) {
            return Optional.empty();
        }
    }

    /** No id holds a colon, but a password may. */
    private Caller byPassword(String userAndPassword) {
        int colon = userAndPassword.indexOf(':');
        if (colon < 0) {
            throw new Refusal.WrongCredentials();
        }
        String user = userAndPassword.substring(0, colon);
        return authentication.byPassword(user, password(userAndPassword.substring(colon + 1)), attempts.apply(user));
    }

    private static Password password(String text) {
        try {
            return new Password(text);
        } catch (Refusal.BadValue nobodyHasIt) {
            throw new Refusal.WrongCredentials();
        }
    }

    private static String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw new Refusal.WrongCredentials();
        }
    }
}
