package dev.messaging.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** How JSON is read and written here. */
final class Json {
    static final int DEPTH_MAX = 32;
    static final int DIGITS_MAX = 1_000;
    static final int FIELD_NAME_MAX = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).maxNumberLength(DIGITS_MAX)
                            .maxNameLength(FIELD_NAME_MAX).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final ObjectReader READER = MAPPER.reader();
    /** The second dialect's own documentation has a comma behind the last field. */
    private static final ObjectReader FORGIVING_READER = READER.with(JsonReadFeature.ALLOW_TRAILING_COMMA);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    static ObjectReader reader(Dialect dialect) {
        return dialect == Dialect.ACTIONS ? FORGIVING_READER : READER;
    }

    static byte[] bytes(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return WRITER.createGenerator(out);
    }
}
