package dev.messaging.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Bytes that stay the same as long as the server runs: a client that has them already does not get them again. */
final class FixedContent {
    private static final int TAG_BYTES = 12;

    private final String mediaType;
    private final byte[] bytes;
    private final String tag;

    FixedContent(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.tag = '"' + HexFormat.of().formatHex(Arrays.copyOf(sha256(bytes), TAG_BYTES)) + '"';
    }

    void send(Context context) throws IOException {
        context.header(Header.ETAG, tag);
        context.header(Header.CACHE_CONTROL, "no-cache"); // Keep it, and ask whether it is still so.
        if (has(Optional.ofNullable(context.header(Header.IF_NONE_MATCH)).orElse(""))) {
            Answers.unchanged(context);
        } else {
            Answers.whole(context, 200, mediaType, bytes);
        }
    }

    private boolean has(String known) {
        List<String> tags = Arrays.stream(known.split(",", -1)).map(String::strip).toList();
        return tags.contains(tag) || tags.contains("W/" + tag) || tags.contains("*");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }
}
