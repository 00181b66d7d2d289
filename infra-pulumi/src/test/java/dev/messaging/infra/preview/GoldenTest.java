package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import dev.messaging.infra.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each stack consists of, as a file in src/test/resources/golden that a review shows changes of. They are renewed by
 * {@code mvn -pl infra-pulumi verify -Dtest=GoldenTest -Dgolden.renew=true}, and then to be read.
 */
class GoldenTest {
    @ParameterizedTest
    @EnumSource
    void whatAStackConsistsOfIsAsItWasReviewed(Variant variant) throws IOException {
        Run run = variant.run();
        assertEquals(0, run.exitCode(), run.printed());
        String declared = Graph.text(run.graph());
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(variant.golden(), declared);
        }
        assertEquals(Files.readString(variant.golden()), declared,
                "Another graph. If that is meant: mvn -pl infra-pulumi verify -Dtest=GoldenTest -Dgolden.renew=true");
    }

    @Test
    void aDryRunDeclaresTheSameWithoutKnowingWhatOnlyAwsKnows() {
        Run dry = Variant.prod.run(Answers.UNKNOWN);
        assertEquals(0, dry.exitCode(), dry.printed());
        assertEquals(names(Variant.prod.run()), names(dry));
        String graph = Graph.text(dry.graph());
        assertTrue(graph.contains(Graph.UNKNOWN));
        assertFalse(graph.contains("123456789012:Table"), "a made-up name");
    }

    @Test
    void wrongSettingsEndWithPulumisOwnCodeAndAllMistakes() throws Exception {
        Map<String, String> settings = Variant.prod.settings();
        settings.put("messaging:balancer", "elb");
        settings.put("messaging:instances", "many");
        settings.put("messaging:colour", "blue");
        Run run = Run.of(App.class.getName(), "prod", settings, Answers.UNKNOWN);
        assertEquals(32, run.exitCode());
        String said = String.join("\n", run.said()) + run.printed();
        for (String part : List.of("messaging:balancer is \"elb\"", "alb, nlb, none", "messaging:instances is \"many\"",
                "messaging:colour is no setting")) {
            assertTrue(said.contains(part), said);
        }
        assertEquals(0, run.graph().getAsJsonArray("resources").size());
    }

    @Test
    void whatIsAllowedButShouldBeKnownIsSaid() {
        String said = String.join("\n", Variant.dev.run().said());
        for (String part : List.of("messaging:auth is open", "Callers talk plain HTTP",
                "There is no messaging:alarmEmail")) {
            assertTrue(said.contains("WARNING " + part), said);
        }
        assertFalse(String.join("\n", Variant.prod.run().said()).contains("WARNING"));
    }

    @Test
    void nothingInTheGraphsSaysWhereThisCheckoutIs() throws IOException {
        String here = Path.of("").toAbsolutePath().toString();
        for (Variant variant : Variant.values()) {
            assertFalse(Files.readString(variant.golden()).contains(here), variant.name());
        }
    }

    private static List<String> names(Run run) {
        return StreamSupport.stream(run.graph().getAsJsonArray("resources").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(resource -> resource.get("type").getAsString() + "::" + resource.get("name").getAsString())
                .toList();
    }
}
