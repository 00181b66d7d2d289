package dev.messaging.infra;

import java.util.Map;
import java.util.TreeMap;

/** The settings of a server that do not depend on what it runs on. Each is an option of {@code messaging serve}. */
final class ServerSettings {
    private ServerSettings() {}

    static Map<String, String> of(StackConfig config) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("MESSAGING_STORE", "dynamodb");
        settings.put("MESSAGING_REGION", config.region());
        settings.put("MESSAGING_PREFIX", config.tables().prefix());
        settings.put("MESSAGING_AUTH", config.open() ? "open" : "required");
        settings.put("MESSAGING_RATE_LIMITS", config.rateLimits() ? "on" : "off");
        settings.put("MESSAGING_LOG_FORMAT", "json");
        return settings;
    }
}
