package dev.messaging.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks how far a user has read: everything up to and including a place of that user's inbox. It names the time of the
 * place too, so that a store that was restored from an earlier state notices a cursor from its lost future.
 *
 * <p>The text form is opaque, safe in a URL, and carries its version. It is not secret and not signed: it grants
 * nothing, for whoever may read an inbox may begin anywhere in it.
 *
 * @param owner whose inbox it is
 * @param position the place of the last entry that was read, or {@link Position#START}
 */
public record Cursor(UserId owner, Position position) {
    private static final int TEXT_LENGTH_MAX = 200;
    private static final Pattern DECODED = Pattern.compile("1:(user-[0-9A-Za-z]{1,64}):([0-9]{1,18}):([0-9]{1,18})");

    /**
     * The text form, which {@link #parse} reads.
     *
     * @return ASCII letters, digits, hyphens and underscores
     */
    public String toText() {
        String plain = "1:" + owner + ":" + position.sequence() + ":" + position.atMillis();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads the text form.
     *
     * @param text what {@link #toText} gave, in this or an earlier version
     * @param reader whose inbox is to be read with it
     * @return the cursor
     * @throws Refusal.BadValue if the text is no cursor, or one of another user's inbox
     */
    public static Cursor parse(String text, UserId reader) {
        Matcher parts = DECODED.matcher(text.length() > TEXT_LENGTH_MAX ? "" : decoded(text));
        if (!parts.matches()) {
            throw new Refusal.BadValue("after", "must be the \"next\" of an earlier answer, unchanged");
        }
        Cursor cursor = new Cursor(new UserId(parts.group(1)), position(parts.group(2), parts.group(3)));
        if (!cursor.toText().equals(text)) {
            throw new Refusal.BadValue("after", "must be the \"next\" of an earlier answer, unchanged");
        }
        cursor.checkOwner(reader);
        return cursor;
    }

    /**
     * Makes sure that the cursor is used on the inbox that it came from.
     *
     * @param reader whose inbox is to be read
     * @throws Refusal.BadValue if it is another inbox
     */
    public void checkOwner(UserId reader) {
        if (!owner.equals(reader)) {
            throw new Refusal.BadValue("after", "is a cursor of another user's inbox");
        }
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static Position position(String sequence, String atMillis) {
        try {
            return new Position(Long.parseLong(sequence), Long.parseLong(atMillis));
        } catch (IllegalArgumentException impossible) {
            throw new Refusal.BadValue("after", "must be the \"next\" of an earlier answer, unchanged");
        }
    }
}
