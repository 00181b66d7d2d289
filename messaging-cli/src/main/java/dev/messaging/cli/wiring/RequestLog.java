package dev.messaging.cli.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** A server tells what it does; a single command keeps quiet. */
final class RequestLog {
    private RequestLog() {}

    static void show() {
        if (LoggerFactory.getLogger("dev.messaging") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }
}
