package dev.messaging.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Hears what one logger says, from INFO up, and keeps it off the console. */
final class Logged implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // With what it bears now.
            super.append(event);
        }
    };

    private Logged(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        heard.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(heard);
    }

    static Logged by(String name) {
        return new Logged(name);
    }

    List<ILoggingEvent> events() {
        return List.copyOf(heard.list);
    }

    /**
     * What was said about requests of one id. A line comes a moment after its answer, perhaps after the server has been
     * closed, and so others may come that belong to what happened before.
     */
    List<String> linesOf(String requestId, int atLeast) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<String> lines = linesOf(requestId);
        while (lines.size() < atLeast && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
            lines = linesOf(requestId);
        }
        return lines;
    }

    private List<String> linesOf(String requestId) {
        return events().stream().filter(event -> requestId.equals(event.getMDCPropertyMap().get("requestId")))
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<String> lines() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
