package dev.messaging.core;

import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.RequestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes of a client's key what the store knows the request by. Two users never meet under one key, nor do two kinds of requests; anonymous creations
 * share one space of keys.
 * The hash of what was asked for is keyed by the client's key itself, which the store never sees, so that nobody who reads the
 * store can try out which text was sent.
 */
final class RequestKeys {
    private static final String MAC = "HmacSHA256";

    private final String scope;

    /** @param caller whose requests these are */
    RequestKeys(Caller caller) {
        this.scope = switch (caller) {
            case Caller.Anonymous() -> "anonymous";
            case Caller.Administrator() -> "administrator";
            case Caller.User(UserId id, var session) -> id.value();
        };
    }

    /**
     * @param kind what kind of request it is
     * @param subject on whose behalf, where the caller does not tell
     * @param asked everything that was asked for, but passwords; always as many parts for the same kind
     */
    RequestKey of(IdempotencyKey key, String kind, String subject, List<String> asked, Instant now) {
        try {
            String id = hex(MessageDigest.getInstance("SHA-256")
                    .digest(joined(Stream.of(scope, kind, subject, key.text()))));
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.text().getBytes(StandardCharsets.UTF_8), MAC));
            return new RequestKey(id, hex(mac.doFinal(joined(asked.stream()))), now);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has these", impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Each part with its length before it, so that no two lists of parts look the same. */
    private static byte[] joined(Stream<String> parts) {
        List<byte[]> all = parts.map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
        ByteBuffer joined = ByteBuffer.allocate(all.stream().mapToInt(part -> 4 + part.length).sum());
        all.forEach(part -> joined.putInt(part.length).put(part));
        return Arrays.copyOf(joined.array(), joined.position());
    }
}
