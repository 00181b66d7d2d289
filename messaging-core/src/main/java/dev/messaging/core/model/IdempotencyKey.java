package dev.messaging.core.model;

/**
 * A client's own name for one request, so that repeating the request does not do it twice. Whoever makes one up for each request,
 * at random, may repeat that request on any node, as often as it takes, for {@code RequestKey.KEPT}.
 *
 * @param text 1 to 255 printable ASCII characters, no space at either end
 */
public record IdempotencyKey(String text) {
    private static final int LENGTH_MAX = 255;

    /**
     * Checks the form.
     *
     * @throws Refusal.BadValue if the text is no key
     */
    public IdempotencyKey {
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (text.isEmpty() || text.length() > LENGTH_MAX || !printable || !text.equals(text.strip())) {
            throw new Refusal.BadValue("idempotencyKey", "must be 1 to " + LENGTH_MAX
                    + " printable ASCII characters, without a space at either end");
        }
    }
}
