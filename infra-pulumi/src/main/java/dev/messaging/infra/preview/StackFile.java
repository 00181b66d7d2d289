package dev.messaging.infra.preview;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The settings of a stack, as they stand in {@code Pulumi.<stack>.yaml}, in the form in which the engine hands them over. */
final class StackFile {
    private StackFile() {}

    /**
     * Reads one.
     *
     * @return the settings by their whole names; lists and the like as JSON
     * @throws IllegalArgumentException if it is no such file, or a setting is encrypted: only the pulumi command can read that
     */
    static Map<String, String> read(Path file) {
        Object settings = document(file).getOrDefault("config", Map.of());
        if (!(settings instanceof Map<?, ?> config)) {
            throw new IllegalArgumentException(file + " must have a mapping under \"config\".");
        }
        Map<String, String> read = new TreeMap<>();
        config.forEach((key, value) -> read.put(String.valueOf(key), text(file, String.valueOf(key), value)));
        return read;
    }

    /** Any YAML file that holds a mapping. */
    static Map<String, Object> document(Path file) {
        try {
            Object document = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            Map<String, Object> mapping = new LinkedHashMap<>();
            if (document instanceof Map<?, ?> map) {
                map.forEach((key, value) -> mapping.put(String.valueOf(key), value));
                return mapping;
            }
            throw new IllegalArgumentException(file + " holds no mapping.");
        } catch (YamlEngineException malformed) {
            throw new IllegalArgumentException(file + " is no YAML: " + malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    private static String text(Path file, String key, Object value) {
        if (value instanceof Map<?, ?> map && map.containsKey("secure")) {
            throw new IllegalArgumentException(
                    key + " in " + file + " is encrypted, which only the pulumi command can read.");
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : new Gson().toJson(value);
    }
}
