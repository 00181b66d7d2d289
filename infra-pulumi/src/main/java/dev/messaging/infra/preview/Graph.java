package dev.messaging.infra.preview;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import pulumirpc.Resource;

/**
 * What a program declared, as JSON: keys sorted, resources sorted by type and name, so that two of them can be compared by
 * their lines.
 *
 * <p>{@code {"project": …, "stack": …, "resources": [{"type", "name", "parent", "protect", "retainOnDelete", "dependsOn",
 * "ignoreChanges", "inputs"}], "outputs": {…}}}. What is false or empty is left out; parents and dependencies are written
 * {@code type::name}; a value that is not known before deployment is written {@value #UNKNOWN}.
 */
final class Graph {
    /** What is known only once it stands. */
    static final String UNKNOWN = "<unknown>";

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String STACK = "::pulumi:pulumi:Stack::";

    private Graph() {}

    static JsonObject of(String project, String stack, List<Declared> declared, Struct outputs) {
        JsonArray resources = new JsonArray();
        declared.stream()
                .sorted(Comparator.comparing((Declared one) -> one.request().getType())
                        .thenComparing(one -> one.request().getName()).thenComparing(Declared::urn))
                .map(Graph::resource).forEach(resources::add);
        JsonObject graph = new JsonObject();
        graph.add("outputs", object(outputs));
        graph.addProperty("project", project);
        graph.add("resources", resources);
        graph.addProperty("stack", stack);
        return graph;
    }

    static String text(JsonObject graph) {
        return JSON.toJson(graph) + "\n";
    }

    private static JsonObject resource(Declared declared) {
        Resource.RegisterResourceRequest request = declared.request();
        JsonObject resource = new JsonObject();
        add(resource, "dependsOn", request.getDependenciesList().stream().map(Declared::label).sorted().toList());
        add(resource, "ignoreChanges", request.getIgnoreChangesList());
        resource.add("inputs", object(request.getObject()));
        resource.addProperty("name", request.getName());
        if (!request.getParent().isEmpty() && !request.getParent().contains(STACK)) {
            resource.addProperty("parent", Declared.label(request.getParent()));
        }
        if (request.getProtect()) {
            resource.addProperty("protect", true);
        }
        if (request.getRetainOnDelete()) {
            resource.addProperty("retainOnDelete", true);
        }
        resource.addProperty("type", request.getType());
        return resource;
    }

    private static void add(JsonObject resource, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            JsonArray array = new JsonArray();
            texts.forEach(array::add);
            resource.add(name, array);
        }
    }

    private static JsonElement element(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> new JsonPrimitive(
                    value.getStringValue().equals(Answers.MARK) ? UNKNOWN : value.getStringValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case BOOL_VALUE -> new JsonPrimitive(value.getBoolValue());
            case STRUCT_VALUE -> value.getStructValue().containsFields(SIGNATURE)
                    ? marked(value.getStructValue())
                    : object(value.getStructValue());
            case LIST_VALUE -> {
                JsonArray array = new JsonArray();
                value.getListValue().getValuesList().forEach(one -> array.add(element(one)));
                yield array;
            }
            case NULL_VALUE, KIND_NOT_SET -> JsonNull.INSTANCE;
        };
    }

    /** A file by its name alone, for where it is differs from machine to machine. A secret by what it is. */
    private static JsonElement marked(Struct struct) {
        if (struct.containsFields("path")) {
            return new JsonPrimitive(
                    String.valueOf(Path.of(struct.getFieldsOrThrow("path").getStringValue()).getFileName()));
        }
        return struct.containsFields("value")
                ? element(struct.getFieldsOrThrow("value"))
                : new JsonPrimitive("<marked>");
    }

    private static JsonObject object(Struct struct) {
        JsonObject object = new JsonObject();
        new TreeMap<>(struct.getFieldsMap()).forEach((name, value) -> object.add(name, element(value)));
        return object;
    }

    private static JsonPrimitive number(double number) {
        return number == Math.rint(number) ? new JsonPrimitive((long) number) : new JsonPrimitive(number);
    }
}
