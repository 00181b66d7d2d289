package dev.messaging.infra.preview;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.messaging.infra.App;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The stacks that are looked at: those that ship, and those made of prod by settings that change much. */
enum Variant {
    dev("dev", Map.of()), prod("prod", Map.of()), prod_without_mail("prod", Map.of("messaging:alarmEmail", "")),
    prod_nlb("prod",
            Map.of("messaging:balancer", "nlb", "messaging:certificateArn", "", "messaging:tlsCertificateParameter",
                    "/messaging/prod/cert", "messaging:tlsKeyParameter", "/messaging/prod/key", "messaging:domain", "",
                    "messaging:zones", "3")),
    prod_none("prod",
            Map.of("messaging:balancer", "none", "messaging:certificateArn", "", "messaging:tlsCertificateParameter",
                    "/messaging/prod/cert", "messaging:tlsKeyParameter", "/messaging/prod/key")),
    prod_provisioned("prod",
            Map.of("messaging:billing", "provisioned", "messaging:readUnits", "100", "messaging:writeUnits", "50",
                    "messaging:encryption", "managed", "messaging:gatewayEndpoints", "false", "messaging:vpcId",
                    "vpc-0abc", "messaging:subnetIds", "[\"subnet-0abc\",\"subnet-0def\"]", "messaging:ami",
                    "ami-0abc")),
    prod_lambda("prod",
            Map.of("messaging:compute", "lambda", "messaging:certificateArn", "", "messaging:domain", ""));

    private static final Map<Variant, Run> RUNS = new ConcurrentHashMap<>();

    private final String stack;
    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> changes;

    Variant(String stack, Map<String, String> changes) {
        this.stack = stack;
        this.changes = changes;
    }

    /** Its settings; an empty one counts as none. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(StackFile.read(Path.of("Pulumi." + stack + ".yaml")));
        settings.put("messaging:release", StandIn.release(Path.of("target", "test-release")).toString());
        settings.putAll(changes);
        return settings;
    }

    /** What the program declares for it; run once, for that takes seconds. */
    Run run() {
        return RUNS.computeIfAbsent(this, variant -> variant.run(Answers.MADE_UP));
    }

    Run run(Answers answers) {
        try {
            return Run.of(App.class.getName(), stack, settings(), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy, to be spoilt. */
    JsonObject graph() {
        return JsonParser.parseString(Graph.text(run().graph())).getAsJsonObject();
    }

    Path golden() {
        return Path.of("src", "test", "resources", "golden", name().replace('_', '-') + ".json");
    }
}
