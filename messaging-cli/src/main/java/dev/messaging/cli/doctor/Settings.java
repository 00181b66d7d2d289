package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.cli.wiring.TablesFound.Setting;
import java.util.List;

/** How the store's tables are, where it has some that can be otherwise than this program wants them. */
final class Settings implements Check {
    private final List<Setting> settings;
    private final Findings findings;

    Settings(List<Setting> settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    @Override
    public void run() {
        for (Setting setting : settings) {
            switch (setting.judgement()) {
                case RIGHT -> {
                }
                case ADVISED -> add(Kind.TABLE_ADVICE, setting, "set it, or leave it if that is meant");
                case TO_UPGRADE -> add(Kind.TABLE, setting, "tables upgrade sets it");
                case WRONG -> add(Kind.TABLE, setting, "nothing here makes it right: move to other tables");
            }
        }
    }

    private void add(Kind kind, Setting setting, String advice) {
        findings.add(Finding.forPeople(kind, setting.table(),
                setting.setting() + " is " + setting.found() + ", not " + setting.wanted(), advice));
    }
}
