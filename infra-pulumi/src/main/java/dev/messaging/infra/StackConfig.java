package dev.messaging.infra;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen about a stack, read once and checked together. Pulumi.yaml says what each is for.
 *
 * @param stack the stack's name
 * @param region where in AWS
 * @param compute what runs the server
 * @param open whether users without a password may be acted for by anybody; otherwise every call needs credentials
 * @param rateLimits whether calls are limited
 * @param release what is deployed
 * @param tables how the data is kept
 * @param entry how callers get in
 * @param machines what the server runs on
 * @param function what it runs on instead, without machines
 * @param logRetentionDays how long logs are kept
 * @param alarmEmail who is told of alarms; nobody if empty, and then there are no alarms
 */
record StackConfig(String stack, String region, ComputeKind compute, boolean open, boolean rateLimits,
        Release release, Tables tables, Entry entry, Machines machines, Function function, int logRetentionDays,
        Optional<String> alarmEmail) {
    /** As written in the settings. */
    enum ComputeKind {
        ec2, lambda
    }

    /** As written in the settings. */
    private enum Auth {
        required, open
    }

    /** As written in the settings. */
    private enum Switch {
        on, off
    }

    /** Names in AWS end at 32 characters for load balancers; "messaging-" comes before this and 8 random ones behind. */
    private static final Pattern STACK = Pattern.compile("[a-z][a-z0-9-]{0,12}[a-z0-9]");

    /** What CloudWatch offers. */
    private static final List<Integer> RETENTIONS = List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
            731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** The settings in the form in which an engine hands them over: a JSON object, keys perhaps with ":config:". */
    static Map<String, String> given(@Nullable String json) {
        Map<String, String> settings = new TreeMap<>();
        Map<String, String> raw = json == null
                ? Map.of()
                : new Gson().fromJson(json, new TypeToken<Map<String, String>>() {}.getType());
        raw.forEach((key, value) -> settings.put(key.replace(":config:", ":"), value));
        return settings;
    }

    /** @throws WrongConfig with all mistakes */
    static StackConfig read(String stack, Map<String, String> given) {
        return read(stack, given, Release.BUILT);
    }

    /**
     * Reads and checks.
     *
     * @param built where the build leaves the release
     * @throws WrongConfig with all mistakes
     */
    static StackConfig read(String stack, Map<String, String> given, Path built) {
        Settings settings = new Settings(given);
        if (!STACK.matcher(stack).matches()) {
            settings.mistake("The stack's name \"" + stack
                    + "\" must have 2 to 14 lower-case letters, digits and hyphens: names in AWS are made of it.");
        }
        account(settings);
        StackConfig config = new StackConfig(stack, region(settings),
                settings.choice("messaging:compute", ComputeKind.ec2),
                settings.choice("messaging:auth", Auth.required) == Auth.open,
                settings.choice("messaging:rateLimits", Switch.on) == Switch.on,
                Release.find(settings, settings.text("messaging:release"), built),
                Tables.read(settings, stack), Entry.read(settings), Machines.read(settings), Function.read(settings),
                retention(settings),
                settings.text("messaging:alarmEmail", Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"),
                        "an address such as ops@example.org"));
        config.check(settings);
        if (!settings.mistakes().isEmpty()) {
            throw new WrongConfig(stack, settings.mistakes());
        }
        return config;
    }

    /** What resources are called, unless there are several of a kind. */
    String name() {
        return "messaging-" + stack;
    }

    /** @param what which one of several of a kind */
    String name(String what) {
        return name() + "-" + what;
    }

    /** On every resource that can have tags. */
    Map<String, String> tags() {
        return Map.of("Name", name(), "Project", "messaging", "Stack", stack);
    }

    /** What is allowed, and still should be known. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (open) {
            warnings.add("messaging:auth is open: whoever reaches the server may act as any user without a password.");
        }
        if (compute == ComputeKind.ec2 && !entry.tls()) {
            warnings.add("Callers talk plain HTTP with the server: passwords and messages can be read on the way.");
        }
        if (compute == ComputeKind.ec2 && entry.tls() && entry.domain().isEmpty()) {
            warnings.add("There is no messaging:domain: no certificate is for the name that AWS gives, so callers"
                    + " refuse the address that is told at the end.");
        }
        if (alarmEmail.isEmpty()) {
            warnings.add("There is no messaging:alarmEmail: no alarm is made"
                    + (machines.several(entry) ? " but the one that rolls a bad release back." : "."));
        }
        return List.copyOf(warnings);
    }

    private void check(Settings settings) {
        if (compute == ComputeKind.lambda) {
            function.check(settings);
            return;
        }
        entry.check(settings);
        machines.check(settings, entry);
        if (!open && !entry.tls() && !entry.allowPlainHttp()) {
            settings.mistake("messaging:auth is required and passwords would travel in plain HTTP: set "
                    + entry.certificateSetting()
                    + ", or say by messaging:allowPlainHttp: true that something else protects them.");
        }
    }

    private static String region(Settings settings) {
        Optional<String> region = settings.text("aws:region",
                Pattern.compile("(?!cn-|us-gov-|us-iso)[a-z]{2,}(-[a-z]+)+-[0-9]"),
                "a region such as eu-central-1 (not China or GovCloud, whose names of resources differ)");
        if (region.isEmpty() && settings.text("aws:region").isEmpty()) {
            settings.mistake("aws:region is missing: name the region, such as eu-central-1.");
        }
        return region.orElse("none");
    }

    /** The provider reads these; here they are only checked. */
    private static void account(Settings settings) {
        var unused = settings.list("aws:allowedAccountIds", Pattern.compile("[0-9]{12}"),
                "account numbers of 12 digits");
    }

    private static int retention(Settings settings) {
        int days = settings.number("messaging:logRetentionDays", 1, RETENTIONS.getLast()).orElse(30);
        if (!RETENTIONS.contains(days)) {
            settings.mistake("messaging:logRetentionDays is " + days + " and must be one of " + RETENTIONS
                    + ", which is what CloudWatch offers.");
        }
        return days;
    }
}
