package dev.messaging.cli.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** A server tells what it does; a single command keeps quiet. */
public final class ServerLog {
    @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "text",
            description = "The log on standard error: text, or json with an object a line. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    /** As it is written on the command line. */
    enum Format {
        text, json
    }

    /** From here on every request leaves a line. */
    public void show() {
        if (LoggerFactory.getLogger("dev.messaging") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
            if (format == Format.json) {
                writeJson(logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders());
            }
        }
    }

    private static void writeJson(Iterator<Appender<ILoggingEvent>> appenders) {
        appenders.forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                JsonEncoder encoder = new JsonEncoder();
                encoder.setContext(console.getContext());
                encoder.setWithFormattedMessage(true);
                encoder.setWithMessage(false);
                encoder.setWithArguments(false);
                encoder.setWithContext(false);
                encoder.setWithSequenceNumber(false);
                encoder.start();
                console.setEncoder(encoder);
            }
        });
    }
}
