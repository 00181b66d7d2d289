package dev.messaging.cli;

import dev.messaging.core.Messaging;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server learns of news for those who wait, and for how many. */
final class NewsSettings {
    @Option(names = "--news-every", paramLabel = "SECONDS", converter = Seconds.class,
            description = "How often to look for what other servers have sent to those who listen here; what this one sends"
                    + " they hear at once. Up to 3600. Default: 30 on DynamoDB, where a look costs half a read unit a listener;"
                    + " 1 elsewhere")
    private @Nullable Integer seconds;

    @Option(names = "--listeners-max", paramLabel = "LISTENERS", defaultValue = "10000", converter = Listeners.class,
            description = "The most streams of events and waiting checks at once, up to 1000000. Default: ${DEFAULT-VALUE}")
    private int listenersMax;

    @Option(names = "--listeners-of-user-max", paramLabel = "LISTENERS", defaultValue = "20",
            converter = ListenersOfUser.class,
            description = "The most of them on one inbox, up to 1000. Default: ${DEFAULT-VALUE}")
    private int listenersOfUserMax;

    Messaging.Builder applyTo(Messaging.Builder builder) {
        Messaging.Builder bounded = builder.listenersMax(listenersMax, listenersOfUserMax);
        return seconds == null ? bounded : bounded.newsEvery(Duration.ofSeconds(seconds));
    }

    private static final class Seconds extends InRange {
        Seconds() {
            super(3_600);
        }
    }

    private static final class Listeners extends InRange {
        Listeners() {
            super(0, 1_000_000);
        }
    }

    private static final class ListenersOfUser extends InRange {
        ListenersOfUser() {
            super(1_000);
        }
    }
}
