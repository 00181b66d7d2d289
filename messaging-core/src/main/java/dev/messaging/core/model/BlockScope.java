package dev.messaging.core.model;

import java.util.Arrays;
import java.util.Locale;

/** How far a block reaches. */
public enum BlockScope {
    /** Direct messages are refused; messages in groups that both are in still arrive. */
    DIRECT,
    /** Direct messages are refused, and what the blocked one writes to groups passes the blocker by, for good. */
    EVERYWHERE;

    /**
     * The text form, as it stands in requests, answers and stores.
     *
     * @return {@code direct} or {@code everywhere}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the text form.
     *
     * @param text {@code direct} or {@code everywhere}
     * @return the scope
     * @throws Refusal.BadValue if it is anything else
     */
    public static BlockScope of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst()
                .orElseThrow(() -> new Refusal.BadValue("scope", "must be \"direct\" or \"everywhere\""));
    }
}
