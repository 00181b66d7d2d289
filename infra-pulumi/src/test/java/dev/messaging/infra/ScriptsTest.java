package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"deploy", "destroy", "src/main/resources/dev/messaging/infra/bootstrap.sh", "../messaging"})
    void shellcheckFindsNothing(String script) throws Exception {
        Tool.Said said = Tool.orSkip("shellcheck")
                .run(List.of("--external-sources", "--source-path=SCRIPTDIR", script));
        assertEquals(new Tool.Said(0, ""), said);
    }
}
