package dev.messaging.cli.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/**
 * Which store is wanted, and what for.
 *
 * @param use what is to become of it
 * @param place what follows the colon of {@code --store}: a file, a folder, an endpoint; by the kind of store
 * @param prefix what the names of DynamoDB's tables begin with
 * @param region the AWS region, if one was named
 * @param recoveryAfter for a server that will hold the store: how long a delivery may be under way before others finish it,
 *     where a store has such; empty for a single command
 * @param recovering whether the store is to do that by itself, again and again
 * @param meters where the store counts
 * @param surroundings where the request comes from
 */
public record StoreRequest(Use use, Optional<String> place, String prefix, Optional<String> region,
        Optional<Duration> recoveryAfter, boolean recovering, MeterRegistry meters, Surroundings surroundings) {
    /** What is to become of a store. */
    public enum Use {
        /** It may be the first time: what is missing is created. */
        BEGIN,
        /** It must be there, and may be changed, to begin with brought to what this program writes. */
        CHANGE,
        /** It must be there, and stays as it is. */
        READ
    }

    /**
     * Tells servers from commands.
     *
     * @return whether a server will hold the store, not a single command
     */
    public boolean serving() {
        return recoveryAfter.isPresent();
    }
}
