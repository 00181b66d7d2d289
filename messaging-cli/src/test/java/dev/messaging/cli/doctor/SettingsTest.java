package dev.messaging.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.cli.wiring.TablesFound.Judgement;
import dev.messaging.cli.wiring.TablesFound.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void whatAServerWouldNotWorkWithIsDamageAndWhatIsAdvisedIsANote() {
        Findings findings = new Findings(10, false, each -> {});
        new Settings(List.of(setting("key", Judgement.RIGHT), setting("protection", Judgement.ADVISED),
                setting("expiry", Judgement.TO_UPGRADE), setting("format", Judgement.WRONG)), findings).run();
        assertEquals(List.of("table-advice: protection is off, not on", "table: expiry is off, not on",
                "table: format is off, not on"),
                findings.listed().stream().map(one -> one.kind() + ": " + one.what()).toList());
        assertEquals(List.of(true, false), findings.numbers().stream().map(Report.OfKind::note).toList());
    }

    private static Setting setting(String name, Judgement judgement) {
        return new Setting("messaging-directory", name, "off", "on", judgement);
    }
}
