package dev.messaging.core.model;

import java.util.regex.Pattern;

/** The form that all ids share: a prefix that names the kind, a hyphen, then 1 to 64 ASCII letters and digits. */
final class Ids {
    private static final Pattern AFTER_PREFIX = Pattern.compile("[0-9A-Za-z]{1,64}");

    private Ids() {}

    static boolean isValid(String prefix, String value) {
        return value.startsWith(prefix)
                && AFTER_PREFIX.matcher(value).region(prefix.length(), value.length()).matches();
    }

    static void check(String field, String prefix, String value) {
        if (!isValid(prefix, value)) {
            throw new Refusal.BadValue(field, "must be \"" + prefix + "\" followed by 1 to 64 letters and digits");
        }
    }
}
