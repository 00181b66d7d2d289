package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody reads everything there is in an inbox, from the beginning or from any time, once. */
final class Visit {
    private final World world;
    private final UserId owner;
    private final long laterThanMillis;
    private final List<InboxEntry> seen = new ArrayList<>();

    private Visit(World world, UserId owner, long laterThanMillis) {
        this.world = world;
        this.owner = owner;
        this.laterThanMillis = laterThanMillis;
    }

    static Visit of(World world, UserId owner) {
        long back = world.chance().magnitude(1, Duration.ofMinutes(10).toMillis());
        return new Visit(world, owner, world.chance().happens(0.5) ? 0 : world.nowMillis() - back);
    }

    void make(long patienceNanos) {
        From from = laterThanMillis == 0 ? From.beginning() : From.laterThan(laterThanMillis);
        Outcome<List<InboxEntry>> outcome = world.anyNode().ask("read all", patienceNanos, access -> {
            List<InboxEntry> entries = new ArrayList<>();
            access.messages().checkAll(owner, from)
                    .forEachRemaining((InboxPage page) -> entries.addAll(page.entries()));
            return entries;
        });
        if (outcome instanceof Outcome.Done<List<InboxEntry>>(var entries)) {
            seen.addAll(entries);
            world.add(this);
        } else if (outcome instanceof Outcome.Refused && !world.ledger().erased().contains(owner)) {
            world.ledger().violation("I4: " + this + ": " + outcome);
        }
    }

    UserId owner() {
        return owner;
    }

    long laterThanMillis() {
        return laterThanMillis;
    }

    List<InboxEntry> seen() {
        return seen;
    }

    @Override
    public String toString() {
        return "who read the inbox of " + owner + " behind " + laterThanMillis;
    }
}
