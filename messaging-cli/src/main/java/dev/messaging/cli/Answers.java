package dev.messaging.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.messaging.cli.wiring.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * How answers look: a table for people, or JSON for programs. The names are those of the HTTP API. As JSON Lines, whatever
 * there are several of stands one on a line, as it comes, so that nothing has to be kept in memory.
 */
final class Answers {
    private enum Form {
        table, json, jsonl
    }

    /** How many rows a table waits for to learn how wide its columns are. */
    private static final int ROWS_AT_ONCE = 500;

    private static final ObjectMapper FOR_PEOPLE = mapper(Instant::toString);
    private static final ObjectMapper FOR_PROGRAMS = mapper(at -> Long.toString(at.toEpochMilli()));

    private final PrintWriter out;
    private final Screen screen;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}: a table, one JSON object, or an object a line where there are several. Default: ${DEFAULT-VALUE}")
    private Form form = Form.table;

    Answers(Surroundings surroundings) {
        this.out = surroundings.answers();
        this.screen = Screen.of(surroundings.environment());
    }

    /** Prints an object whose fields are plain values, or lists of objects with plain values. */
    void print(Object answer) {
        switch (form) {
            case json, jsonl -> out.println(json(answer));
            case table -> Table.lines(tree(answer), screen).forEach(out::println);
        }
        out.flush();
    }

    /** Whether lists are printed as they come. */
    boolean areLines() {
        return form == Form.jsonl;
    }

    /** Prints a list that is the whole answer. */
    void print(String name, List<?> items) {
        if (areLines()) {
            items.forEach(item -> out.println(json(item)));
            out.flush();
        } else {
            print(Map.of(name, items));
        }
    }

    /** Whether nobody reads any more: then there is no use in looking further. */
    boolean areUnread() {
        return out.checkError();
    }

    /** Begins to print answers about several things, each of which may have lists in it; to be closed. */
    Several several() {
        return new Several();
    }

    /** Begins to print answers that nobody knows the end of: each at once, whatever the form. There is nothing to close. */
    Several following() {
        return new Several() {
            @Override
            void add(Object answer) {
                switch (form) {
                    case json, jsonl -> out.println(json(answer));
                    case table -> {
                        String row = Table.row(tree(answer));
                        if (screen.hasRoomFor(row)) {
                            out.println(row);
                        } else {
                            Table.lines(tree(answer), screen).forEach(out::println);
                            out.println();
                        }
                    }
                }
                out.flush();
            }
        };
    }

    /** Answers that follow one another: rows of one table if they have no lists, an array of JSON. */
    class Several implements AutoCloseable {
        private final List<JsonNode> rows = new ArrayList<>();
        private boolean begun;

        void add(Object answer) {
            switch (form) {
                case jsonl -> out.println(json(answer));
                case json -> out.print((begun ? ",\n" : "[") + json(answer));
                case table -> addToTable(tree(answer));
            }
            begun = true;
            if (form != Form.json) {
                out.flush();
            }
        }

        private void addToTable(JsonNode answer) {
            boolean isRow = answer.properties().stream().noneMatch(field -> field.getValue().isArray());
            if (isRow) {
                rows.add(answer);
            } else {
                separate();
                Table.lines(answer, screen).forEach(out::println);
            }
            if (rows.size() == ROWS_AT_ONCE) {
                showRows();
            }
        }

        private void separate() {
            if (begun) {
                out.println();
            }
        }

        private void showRows() {
            if (!rows.isEmpty()) {
                Table.lines(rows, "", screen).forEach(out::println);
                rows.clear();
            }
        }

        @Override
        public void close() {
            showRows();
            if (form == Form.json) {
                out.println(begun ? "]" : "[]");
            }
            out.flush();
        }
    }

    /** Begins a list whose items are shown as they come, each at once, and at the end what there is to say of all; to be closed. */
    Listing listing(String name) {
        return new Listing(name);
    }

    /** A list that is not lost when the command dies: whatever was shown is there. */
    final class Listing implements AutoCloseable {
        private final String name;
        private boolean begun;
        private boolean inColumns = true;
        private int[] widths = {};
        private String end = "";

        private Listing(String name) {
            this.name = name;
        }

        void add(Object item) {
            switch (form) {
                case jsonl -> out.println(json(item));
                case json -> out.print((begun ? ",\n" : "{\"" + name + "\":[") + json(item));
                case table -> addToTable(tree(item));
            }
            begun = true;
            out.flush();
        }

        /** As wide as the first one; from the first that the terminal has no room for, field by field. */
        private void addToTable(JsonNode item) {
            widths = begun ? widths : Table.widths(item);
            String row = Table.row(item, widths);
            inColumns &= screen.hasRoomFor(row);
            if (begun && inColumns) {
                out.println(row);
            } else {
                if (begun) {
                    out.println();
                }
                Table.lines(item, screen).forEach(out::println);
            }
        }

        /** As {@link #sum}, but the last of the lines with JSON Lines; and with something to say if there was nothing. */
        void sumLast(String ifNone, Object sum) {
            if (!begun && form == Form.table) {
                out.println(ifNone);
                out.println();
            }
            sum(sum, out);
        }

        /** All is there. With JSON Lines there are nothing but items: the rest is for people. */
        void sum(Object sum, PrintWriter notes) {
            switch (form) {
                case jsonl -> notes.println(json(sum));
                case json -> end = "," + json(sum).substring(1, json(sum).length() - 1);
                case table -> {
                    if (begun) {
                        out.println();
                    }
                    Table.lines(tree(sum), screen).forEach(out::println);
                }
            }
        }

        @Override
        public void close() {
            if (form == Form.json) {
                out.println((begun ? "]" : "{\"" + name + "\":[]") + end + "}");
            }
            out.flush();
        }
    }

    private static JsonNode tree(Object answer) {
        return FOR_PEOPLE.valueToTree(answer);
    }

    private static String json(Object answer) {
        try {
            return FOR_PROGRAMS.writeValueAsString(answer);
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
