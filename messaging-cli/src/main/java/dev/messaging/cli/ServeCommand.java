package dev.messaging.cli;

import dev.messaging.cli.wiring.HttpOptions;
import dev.messaging.cli.wiring.ListeningServer;
import dev.messaging.cli.wiring.ServerLog;
import dev.messaging.cli.wiring.ServerMetrics;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.StoreRequest.Use;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.Messaging;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The server. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = "Serves the HTTP API until it is asked to stop.",
        footer = {"", "Example:", "  messaging serve --port 8080 --store sqlite:messaging.db"})
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final ServerLog log = new ServerLog();

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final RecoveryDelay recovery = new RecoveryDelay();

    @Mixin
    private final AccountSettings accounts = new AccountSettings();

    @Mixin
    private final PasswordLimit passwords = new PasswordLimit();

    @Mixin
    private final GroupLimits groups = new GroupLimits();

    @Mixin
    private final BlockLimit blocks = new BlockLimit();

    @Mixin
    private final NewsSettings news = new NewsSettings();

    @Mixin
    private final ReadingOnly reading = new ReadingOnly();

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        log.show();
        try (ServerMetrics metrics = new ServerMetrics();
                Messaging messaging = settings(store.openForServing(reading.only() ? Use.CHANGE : Use.BEGIN,
                        recovery.duration(), recovery.byCall(), metrics)).build();
                ListeningServer server = http.start(messaging, passwords.charactersMin(), recovery.byCall(), metrics)) {
            CountDownLatch stop = surroundings.stopRequest().get();
            surroundings.answers()
                    .println("Listening on " + server.url() + (reading.only() ? ", only reading " : ", storing in ")
                            + messaging.store().location());
            stop.await();
        }
        return ExitCodes.DONE;
    }

    private Messaging.Builder settings(Messaging.Builder builder) {
        return news.applyTo(blocks.applyTo(groups.applyTo(accounts.applyTo(builder)))).readOnly(reading.only());
    }
}
