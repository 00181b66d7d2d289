package dev.messaging.cli;

import picocli.CommandLine.Option;

/** Whether a server refuses changes. A setting, so that deployed servers can be told by their environment. */
final class ReadingOnly {
    @Option(names = "--read-only",
            description = "Refuses every change with 503, as while the deployment moves; checks go on, and what is under way is finished.")
    private boolean only;

    boolean only() {
        return only;
    }
}
