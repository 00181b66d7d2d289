package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.LargeGroup.Creation;
import dev.messaging.dynamo.OutboxTable.Listing;
import dev.messaging.dynamo.OutboxTable.Overdue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes deliveries whose senders did not: they died, or an inbox was out of reach; and sweeps up groups whose creators did
 * not finish them. Every node does this; a short lease
 * keeps them from doing the same work, but nothing depends on it.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    /** For one delivery; others wait meanwhile. */
    private static final Duration WORK = Duration.ofSeconds(15);
    /** For one round; what it does not come to, the next one lists again, so that none waits for many. */
    private static final Duration ROUND = Duration.ofSeconds(60);
    /** Well above what a dead node, a lease and a pause add up to. */
    private static final Duration FAR_BEHIND = Duration.ofMinutes(5);
    private static final int LISTED_IN_SHARD = 200;
    private static final int BUDGET_MAX = 64;

    private final OutboxTable outbox;
    private final FanOut fanOut;
    private final LargeGroup largeGroup;
    private final Database database;
    private final Surroundings surroundings;
    private final RecoveryPace pace;
    private final Counters counters;
    /** How far the shards that hold more than one listing have been looked through. */
    private final List<Optional<String>> lookedThrough = new ArrayList<>(
            Collections.nCopies(Key.OUTBOX_SHARDS, Optional.empty()));
    private final ReentrantLock turn = new ReentrantLock();
    private volatile int budget = BUDGET_MAX;
    private volatile boolean behind;

    Recovery(OutboxTable outbox, FanOut fanOut, LargeGroup largeGroup, Database database, Surroundings surroundings,
            RecoveryPace pace, Counters counters) {
        this.outbox = outbox;
        this.fanOut = fanOut;
        this.largeGroup = largeGroup;
        this.database = database;
        this.surroundings = surroundings;
        this.pace = pace;
        this.counters = counters;
    }

    /**
     * Looks for overdue deliveries once and works on as many as the budget allows. Those that could not be finished
     * before go last. Others who want to do the same wait until this is over.
     *
     * @return how many deliveries were finished and creations swept by this one
     * @throws StoreException if DynamoDB cannot even be looked at
     */
    int round() {
        return round(ROUND);
    }

    /** @param atMost from then on nothing more is taken up; what is in work ends within {@link #WORK} */
    int round(Duration atMost) {
        turn.lock();
        try {
            return roundInTurn(atMost);
        } finally {
            turn.unlock();
        }
    }

    private int roundInTurn(Duration atMost) {
        long throttledBefore = database.throttled();
        Patience round = new Patience(surroundings, atMost);
        List<Overdue> found = overdue();
        long finished = found.stream()
                .sorted(Comparator.comparingLong(Overdue::tries).thenComparing(overdue -> overdue.key().sk()))
                .limit(budget)
                .takeWhile(next -> !round.left().isZero() && !Thread.currentThread().isInterrupted())
                .filter(this::finish).count();
        boolean throttled = database.throttled() > throttledBefore;
        behind = !throttled && finished == budget && found.size() > budget;
        budget = throttled ? Math.max(1, budget / 2) : Math.min(BUDGET_MAX, budget + 4);
        return Math.toIntExact(finished);
    }

    /** How many the next round works on at most: fewer after throttling, and then more again. */
    int budget() {
        return budget;
    }

    /** Whether the last round left some only because it had done all that one may do, and nothing was in its way. */
    boolean isBehind() {
        return behind;
    }

    private List<Overdue> overdue() {
        long now = surroundings.nowMillis();
        Patience patience = new Patience(surroundings, WORK);
        List<Listing> listings = surroundings.inParallel(IntStream.range(0, Key.OUTBOX_SHARDS)
                .<Supplier<Listing>>mapToObj(shard -> () -> outbox.overdue(patience, shard, lookedThrough.get(shard),
                        now - pace.overdueAfter().toMillis(), LISTED_IN_SHARD))
                .toList());
        IntStream.range(0, listings.size()).forEach(shard -> lookedThrough.set(shard, listings.get(shard).lastSeen()));
        List<Overdue> standing = listings.stream().map(Listing::deliveries).flatMap(Collection::stream).toList();
        Duration oldest = standing.stream().map(overdue -> overdue.key().acceptedMillis())
                .min(Comparator.naturalOrder()).map(accepted -> Duration.ofMillis(now - accepted))
                .orElse(Duration.ZERO);
        counters.sawOverdue(standing.size(), oldest);
        if (oldest.compareTo(FAR_BEHIND) > 0) {
            // An alarm of the deployment looks for this sentence.
            LOG.warn("The outbox is behind: {} are overdue, the oldest since {} s.", standing.size(),
                    oldest.toSeconds());
        }
        return standing.stream().filter(overdue -> overdue.leasedUntilMillis() < now).toList();
    }

    /** One that makes trouble must not keep the others from their turn, whatever the trouble is. */
    private boolean finish(Overdue overdue) {
        try {
            Optional<GroupId> group = overdue.key().createdGroup();
            return group.isPresent() ? sweep(overdue, group.get()) : deliver(overdue);
        } catch (RuntimeException trouble) {
            counters.countUnfinished();
            LOG.warn("What stands in the outbox as {} cannot be finished at the moment, and stays.", overdue.key().sk(),
                    trouble);
            return false;
        }
    }

    private boolean sweep(Overdue overdue, GroupId group) {
        Patience patience = new Patience(surroundings, WORK);
        long now = surroundings.nowMillis();
        Optional<Creation> creation = outbox.lease(patience, overdue, group, now, now + pace.lease().toMillis());
        return creation.isPresent() && largeGroup.sweep(patience, creation.get());
    }

    private boolean deliver(Overdue overdue) {
        Patience patience = new Patience(surroundings, WORK);
        long now = surroundings.nowMillis();
        Optional<Outbound> delivery = outbox.lease(patience, overdue, now, now + pace.lease().toMillis());
        if (delivery.isEmpty()) {
            return false;
        }
        Map<UserId, Position> left = fanOut.deliver(patience, delivery.get());
        if (!left.isEmpty()) {
            counters.countUnfinished();
            if (left.size() < delivery.get().starts().size()) {
                outbox.keepOnly(new Patience(surroundings, WORK), overdue.key(), left);
            }
            LOG.warn("The delivery {} could not be finished at try {}, and stays.", overdue.key().sk(),
                    overdue.tries() + 1);
            return false;
        }
        outbox.remove(new Patience(surroundings, WORK), overdue.key());
        counters.countRecovered();
        return true;
    }
}
