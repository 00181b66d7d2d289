package dev.messaging.infra.preview;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph as people read it: every resource below the part that it belongs to, and what the stack tells at its end. */
final class Tree {
    private final Map<String, List<JsonObject>> childrenOf = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    private Tree() {}

    static String of(JsonObject graph) {
        Tree tree = new Tree();
        for (JsonElement element : graph.getAsJsonArray("resources")) {
            JsonObject resource = element.getAsJsonObject();
            String parent = resource.has("parent") ? resource.get("parent").getAsString() : "";
            tree.childrenOf.computeIfAbsent(parent, key -> new ArrayList<>()).add(resource);
        }
        tree.line(0, graph.get("project").getAsString() + " · " + graph.get("stack").getAsString());
        tree.children("", 1);
        tree.line(0, "");
        tree.line(0, "Outputs");
        graph.getAsJsonObject("outputs").entrySet()
                .forEach(output -> tree.line(1, output.getKey() + ": " + shown(output.getValue())));
        return tree.text.toString();
    }

    private void children(String parent, int depth) {
        for (JsonObject child : childrenOf.getOrDefault(parent, List.of())) {
            String type = child.get("type").getAsString();
            String name = child.get("name").getAsString();
            line(depth, type + "  " + name + (child.has("protect") ? "  (protected)" : "")
                    + (child.has("retainOnDelete") ? "  (kept when replaced)" : ""));
            children(type + "::" + name, depth + 1);
        }
    }

    private static String shown(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
    }
}
