package dev.messaging.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Authorization headers that are not right, each in its own way. */
final class WrongHeaders {
    private WrongHeaders() {}

    /** @param password the right password of the user: it does not help */
    static List<String[]> of(String user, String password) {
        String right = Served.basic(user, password);
        return List.of(one(""), one("Basic"), one("Bearer"), one(right.substring(6)),
                one("Digest " + right.substring(6)),
                one(right + " more"), one("Basic ===="), one("Basic %%%"), one("Basic " + base64(user)),
                one("Basic " + base64(user + ":")), one("Basic " + base64(":" + password)),
                one("Basic " + base64(user + ":" + "x".repeat(257))), one("Bearer mst_" + "A".repeat(43)),
                one("Bearer " + user), one("Basic /w=="), one(Served.basic("nobody", password)),
                one(Served.basic("user-0nobody", password)), new String[]{right, right},
                new String[]{right, "Bearer mst_" + "A".repeat(43)});
    }

    private static String[] one(String header) {
        return new String[]{header};
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
