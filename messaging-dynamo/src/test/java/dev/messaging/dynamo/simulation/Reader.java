package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that polls one inbox, from its last cursor or from the time of the last message it got, on any node. */
final class Reader {
    private static final int POLLS_MAX = 1_000;

    private final World world;
    private final Scheduler scheduler;
    private final Chance chance;
    private final UserId owner;
    private final boolean byTime;
    private final List<InboxEntry> seen = new ArrayList<>();
    private From from = From.beginning();

    Reader(World world, UserId owner) {
        this.world = world;
        this.scheduler = world.scheduler();
        this.chance = world.chance();
        this.owner = owner;
        this.byTime = chance.happens(0.5);
    }

    UserId owner() {
        return owner;
    }

    List<InboxEntry> seen() {
        return seen;
    }

    void readNowAndThen() {
        for (int polls = 1; !world.weather().isCalm(); polls++) {
            if (isOfNobody(poll(world.anyNode()))) {
                return;
            }
            scheduler.sleep(world.settings().thinkingNanos(chance) * (1 + (long) polls * polls / 200));
        }
    }

    /** When everything is calm. */
    void readToTheEnd(List<Node> nodes) {
        for (int polls = 0; polls < POLLS_MAX; polls++) {
            Outcome<InboxPage> outcome = poll(chance.any(nodes));
            boolean read = outcome instanceof Outcome.Done<InboxPage>(InboxPage page) && page.entries().isEmpty();
            if (read || isOfNobody(outcome)) {
                return;
            }
            // Longer than any replica is behind.
            scheduler.sleep(Duration.ofSeconds(61).toNanos());
        }
        world.ledger().violation(this + " comes to no end");
    }

    private Outcome<InboxPage> poll(Node node) {
        int limit = chance.from(1, 6);
        From now = from;
        Outcome<InboxPage> outcome = node.ask("check", chance.magnitude(1_000_000_000, 30_000_000_000L),
                access -> access.messages().check(owner, now, limit));
        world.trace().say(scheduler.now(), () -> this + " from " + now + ": " + outcome);
        switch (outcome) {
            case Outcome.Done<InboxPage>(InboxPage page) -> take(page, limit);
            case Outcome.Refused<InboxPage>(Refusal.CursorGone gone) when world.floor(owner) > 1 ->
                from = From.laterThan(seen.getLast().position().atMillis());
            case Outcome.Refused<InboxPage> refused when isOfNobody(refused) -> {
            }
            case Outcome.Refused<InboxPage> refused -> world.ledger().violation("I4: " + this + ": " + refused);
            default -> {
            }
        }
        return outcome;
    }

    private boolean isOfNobody(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Refusal.NoSuchUser nobody)
                && world.ledger().erased().contains(owner);
    }

    private void take(InboxPage page, int limit) {
        if (page.entries().size() > limit || (page.more() && page.entries().size() < limit)) {
            world.ledger().violation("a page of " + page.entries().size() + " for a limit of " + limit);
        }
        for (InboxEntry entry : page.entries()) {
            long expected = seen.isEmpty() ? 1 : seen.getLast().position().sequence() + 1;
            boolean skipsOnlyTrimmed = entry.position().sequence() > expected
                    && entry.position().sequence() <= world.floor(owner);
            if (entry.position().sequence() != expected && !skipsOnlyTrimmed) {
                world.ledger().violation("I4: " + this + " was shown " + entry.position() + " instead of " + expected);
            }
            seen.add(entry);
        }
        if (!page.entries().isEmpty()) {
            from = byTime ? From.laterThan(seen.getLast().position().atMillis()) : From.after(page.next());
        }
    }

    @Override
    public String toString() {
        return "reader of " + owner + (byTime ? " by time" : " by cursor");
    }
}
