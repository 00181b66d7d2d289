package dev.messaging.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How answers look: a table for people, or JSON for programs. The names are those of the HTTP API. */
final class Answers {
    private enum Form {
        table, json
    }

    private final PrintWriter out;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Form form = Form.table;

    Answers(PrintWriter out) {
        this.out = out;
    }

    /** Prints an object whose fields are plain values, or lists of objects with plain values. */
    void print(Object answer) {
        switch (form) {
            case json -> out.println(json(answer));
            case table -> Table.lines(mapper(Instant::toString).valueToTree(answer)).forEach(out::println);
        }
        out.flush();
    }

    private static String json(Object answer) {
        try {
            return mapper(at -> Long.toString(at.toEpochMilli())).writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectMapper mapper(Function<Instant, String> times) {
        return new ObjectMapper()
                .registerModule(new SimpleModule().addSerializer(Instant.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Instant at, JsonGenerator to, SerializerProvider context) throws IOException {
                        to.writeString(times.apply(at));
                    }
                }));
    }
}
