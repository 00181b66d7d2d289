package dev.messaging.dynamo.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;

/** How things are told that are not meant for people. */
final class Words {
    private Words() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
