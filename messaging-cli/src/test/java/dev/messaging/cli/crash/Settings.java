package dev.messaging.cli.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to be like.
 *
 * @param onSqlite one server on one file; else three on DynamoDB
 * @param endpoint a DynamoDB that runs already; empty to start one in memory
 * @param prefix what the names of the tables begin with
 * @param lasting how long there are faults
 * @param seed decides on traffic and faults, as far as the machine lets it
 * @param recoveryAfterSeconds how long what a dead server left is left alone
 * @param versions what the servers run: this version and perhaps another one
 * @param folder for everything that is written
 */
public record Settings(boolean onSqlite, Optional<String> endpoint, String prefix, Duration lasting, long seed,
        int recoveryAfterSeconds, List<Version> versions, Path folder) {
    /** Whether a version takes part that may not know all that this one does. */
    boolean withAnotherVersion() {
        return versions.size() > 1;
    }

    Duration recoveryAfter() {
        return Duration.ofSeconds(recoveryAfterSeconds);
    }
}
