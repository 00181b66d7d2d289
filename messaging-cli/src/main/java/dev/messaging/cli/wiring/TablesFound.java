package dev.messaging.cli.wiring;

import java.util.List;

/**
 * How tables are.
 *
 * @param settings what was looked at
 */
public record TablesFound(List<Setting> settings) {
    /** Keeps a copy. */
    public TablesFound {
        settings = List.copyOf(settings);
    }

    /**
     * One setting of a table.
     *
     * @param table its name
     * @param setting what it is about
     * @param found how it is
     * @param wanted how this program wants it, or what is advised
     * @param judgement whether that will do
     */
    public record Setting(String table, String setting, String found, String wanted, Judgement judgement) {}

    /** Whether a setting will do. */
    public enum Judgement {
        /** As it is wanted. */
        RIGHT,
        /** Works, and something else is advised. */
        ADVISED,
        /** Does not work; {@code tables upgrade} makes it right. */
        TO_UPGRADE,
        /** Does not work, and nothing here makes it right. */
        WRONG
    }

    /**
     * Whether a server would work.
     *
     * @return false if one of the settings is wrong, or to be upgraded
     */
    public boolean work() {
        return settings.stream().allMatch(setting -> setting.judgement() == Judgement.RIGHT
                || setting.judgement() == Judgement.ADVISED);
    }
}
