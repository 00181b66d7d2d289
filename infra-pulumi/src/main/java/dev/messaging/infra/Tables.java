package dev.messaging.infra;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the data is kept.
 *
 * @param prefix what the tables' names begin with
 * @param billing whether each request is paid, or a capacity
 * @param reads read units a second of each table, if a capacity is paid
 * @param writes write units a second of each table, if a capacity is paid
 * @param warmReads read units a second that a table is to be ready for from the beginning, if asked for
 * @param warmWrites write units a second that a table is to be ready for from the beginning, if asked for
 * @param backups whether any moment of the last 35 days can be restored
 * @param kept whether nobody can delete tables and releases by accident
 * @param encryption whose key encrypts
 */
record Tables(String prefix, Billing billing, Range reads, Range writes, Optional<Integer> warmReads,
        Optional<Integer> warmWrites, boolean backups, boolean kept, Encryption encryption) {
    /** As written in the settings. */
    enum Billing {
        onDemand, provisioned
    }

    /** As written in the settings: a key of DynamoDB's, or one in the account, which costs and leaves a trail. */
    enum Encryption {
        owned, managed
    }

    /** Capacity units that are scaled between. */
    record Range(int least, int most) {}

    private static final int UNITS_MAX = 40_000;
    private static final int WARM_READS_MIN = 12_000;
    private static final int WARM_WRITES_MIN = 4_000;
    private static final int WARM_MAX = 10_000_000;

    static Tables read(Settings settings, String stack) {
        Billing billing = settings.choice("messaging:billing", Billing.onDemand);
        Range reads = range(settings, "messaging:readUnits");
        Range writes = range(settings, "messaging:writeUnits");
        Optional<Integer> warmReads = settings.number("messaging:warmReadUnits", WARM_READS_MIN, WARM_MAX);
        Optional<Integer> warmWrites = settings.number("messaging:warmWriteUnits", WARM_WRITES_MIN, WARM_MAX);
        if (billing == Billing.onDemand
                && (settings.text("messaging:readUnits").isPresent()
                        || settings.text("messaging:writeUnits").isPresent())) {
            settings.mistake("messaging:readUnits and messaging:writeUnits belong to messaging:billing: provisioned;"
                    + " on demand there is nothing to set, but messaging:warmReadUnits and messaging:warmWriteUnits.");
        }
        if (warmReads.isPresent() != warmWrites.isPresent()) {
            settings.mistake("messaging:warmReadUnits and messaging:warmWriteUnits belong together.");
        }
        return new Tables(
                settings.text("messaging:prefix", Pattern.compile("[A-Za-z0-9_.-]{1,200}"),
                        "up to 200 letters, digits, \"_\", \".\" and \"-\"").orElse("messaging-" + stack + "-"),
                billing, reads, writes, warmReads, warmWrites, settings.flag("messaging:backups", true),
                settings.flag("messaging:protection", true),
                settings.choice("messaging:encryption", Encryption.owned));
    }

    private static Range range(Settings settings, String key) {
        int least = settings.number(key, 1, UNITS_MAX).orElse(5);
        int most = settings.number(key + "Max", 1, UNITS_MAX).orElse(Math.min(UNITS_MAX, least * 10));
        if (most < least) {
            settings.mistake(key + "Max is " + most + " and must be at least " + key + ", which is " + least + ".");
        }
        return new Range(least, most);
    }
}
