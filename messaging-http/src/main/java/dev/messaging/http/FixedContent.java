package dev.messaging.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that stay the same as long as the server runs: a client that has them already does not get them again. */
final class FixedContent {
    private static final int TAG_BYTES = 12;

    private final String mediaType;
    private final byte[] bytes;
    private final String tag;

    FixedContent(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.tag = '"' + HexFormat.of().formatHex(Arrays.copyOf(Hashes.sha256(bytes), TAG_BYTES)) + '"';
    }

    void send(Context context) throws IOException {
        context.header(Header.ETAG, tag);
        context.header(Header.CACHE_CONTROL, "no-cache"); // Keep it, and ask whether it is still so.
        if (EntityTags.has(context, tag)) {
            Answers.unchanged(context);
        } else {
            Answers.whole(context, 200, mediaType, bytes);
        }
    }
}
