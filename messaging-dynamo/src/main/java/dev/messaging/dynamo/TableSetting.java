package dev.messaging.dynamo;

/**
 * One setting of a table, as it is and as it should be.
 *
 * @param table the table's name
 * @param name what the setting is about
 * @param found how it is
 * @param wanted how this program wants it, or what is advised
 * @param judgement whether that will do
 */
public record TableSetting(String table, String name, String found, String wanted, Judgement judgement) {
    /** Whether a setting will do. */
    public enum Judgement {
        /** As it is wanted. */
        RIGHT,
        /** Works, and something else is advised. */
        ADVISED,
        /** Does not work, and {@link DynamoTables#create} makes it right. */
        TO_UPGRADE,
        /** Does not work, and nothing in this program makes it right. */
        WRONG
    }

    /** One that must be as it is wanted. */
    static TableSetting needed(String table, String name, String found, String wanted, Judgement otherwise) {
        return new TableSetting(table, name, found, wanted, found.equals(wanted) ? Judgement.RIGHT : otherwise);
    }
}
