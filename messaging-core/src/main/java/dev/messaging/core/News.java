package dev.messaging.core;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those on this node who wait for news of inboxes. What this node sends wakes them at once. What others send is found by one loop,
 * which asks the store about all awaited inboxes together, every so often, and not at all while nobody waits.
 */
final class News implements AutoCloseable {
    /** One message to a large group wakes many at once: the store is not to be asked by all of them together. */
    private static final int READS_AT_ONCE = 64;

    private final Inboxes inboxes;
    private final LongSupplier nanoTime;
    private final Duration lookEvery;
    private final int listenersMax;
    private final int listenersOfUserMax;
    private final Semaphore reads = new Semaphore(READS_AT_ONCE, true);
    private final LongAdder failedLooks = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Set<Ear>> ears = new HashMap<>();
    private int listeners;
    private boolean ended;
    private @Nullable Thread loop;

    /** @param nanoTime tells how much time passes, as {@link System#nanoTime()} does */
    News(Inboxes inboxes, LongSupplier nanoTime, Duration lookEvery, int listenersMax, int listenersOfUserMax) {
        this.inboxes = inboxes;
        this.nanoTime = nanoTime;
        this.lookEvery = lookEvery;
        this.listenersMax = listenersMax;
        this.listenersOfUserMax = listenersOfUserMax;
    }

    /** One who waits. */
    final class Ear implements AutoCloseable {
        private final UserId owner;
        private final BlockingQueue<Boolean> heard = new ArrayBlockingQueue<>(1);
        private volatile Position place = Position.START;
        private volatile boolean closed;
        private boolean admitted;

        private Ear(UserId owner) {
            this.owner = owner;
        }

        /**
         * Waits until something is heard.
         *
         * @return whether there may be news; never of one that is closed
         */
        boolean hears(Duration atMost) {
            if (closed) {
                return false;
            }
            try {
                return heard.poll(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS) != null && !closed;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void wake() {
            boolean unused = heard.offer(true); // Who has heard already need not hear twice.
        }

        /**
         * How far the inbox is known to reach. Who knows that may read it; only from the first time on the ear counts as one of
         * those at this inbox, so that nobody takes up places at an inbox of others.
         *
         * @throws Refusal.TooManyListeners if too many wait for this inbox
         */
        void knows(Position reached) {
            place = reached;
            if (!admitted) {
                admit(this);
            }
        }

        boolean closed() {
            return closed;
        }

        @Override
        public void close() {
            leave(this);
            end();
        }

        private void end() {
            closed = true;
            wake();
        }
    }

    /** Reads an inbox when it is one's turn. */
    <T> T read(Supplier<T> reading) {
        reads.acquireUninterruptibly();
        try {
            return reading.get();
        } finally {
            reads.release();
        }
    }

    private void admit(Ear ear) {
        lock.lock();
        try {
            long others = ears.getOrDefault(ear.owner, Set.of()).stream().filter(other -> other.admitted).count();
            if (others >= listenersOfUserMax) {
                throw new Refusal.TooManyListeners(true);
            }
            ear.admitted = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to wait.
     *
     * @throws Refusal.TooManyListeners if too many wait on this node
     */
    Ear listen(UserId owner) {
        lock.lock();
        try {
            if (ended || listeners >= listenersMax) {
                throw new Refusal.TooManyListeners(false);
            }
            Ear ear = new Ear(owner);
            boolean unused = ears.computeIfAbsent(owner, first -> new HashSet<>()).add(ear);
            listeners++;
            if (loop == null) {
                loop = Thread.ofVirtual().name("messaging-news").start(this::lookAgainAndAgain);
            }
            return ear;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Ear ear) {
        lock.lock();
        try {
            Set<Ear> ofOwner = ears.get(ear.owner);
            if (ofOwner != null && ofOwner.remove(ear)) {
                listeners--;
                if (ofOwner.isEmpty()) {
                    ears.remove(ear.owner);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something stands in these inboxes that did not. */
    void came(Collection<UserId> owners) {
        lock.lock();
        try {
            owners.forEach(owner -> ears.getOrDefault(owner, Set.of()).forEach(Ear::wake));
        } finally {
            lock.unlock();
        }
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    int listeners() {
        lock.lock();
        try {
            return listeners;
        } finally {
            lock.unlock();
        }
    }

    /** How often the store could not be asked. Listeners then hear later, when it can. */
    long failedLooks() {
        return failedLooks.sum();
    }

    private boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void lookAgainAndAgain() {
        while (!ended() && pause()) {
            look();
        }
    }

    /** Asks the store once. */
    void look() {
        Map<UserId, Position> places = places();
        if (places.isEmpty()) {
            return;
        }
        try {
            came(inboxes.grown(places));
        } catch (RuntimeException trouble) {
            failedLooks.increment(); // Whatever it is, the next look is worth trying.
        }
    }

    /** For each inbox how far the one who knows least knows it to reach. */
    private Map<UserId, Position> places() {
        lock.lock();
        try {
            Map<UserId, Position> places = new HashMap<>();
            ears.forEach((owner, ofOwner) -> ofOwner.forEach(ear -> places.merge(owner, ear.place,
                    (one, other) -> one.sequence() <= other.sequence() ? one : other)));
            return places;
        } finally {
            lock.unlock();
        }
    }

    /** Not in step with other nodes. */
    private boolean pause() {
        try {
            Thread.sleep(lookEvery.multipliedBy(ThreadLocalRandom.current().nextInt(900, 1_101)).dividedBy(1_000));
            return true;
        } catch (InterruptedException closing) {
            return false;
        }
    }

    /** Lets everybody go who waits, and takes on nobody else. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            ears.values().forEach(ofOwner -> ofOwner.forEach(Ear::end));
            if (loop != null) {
                loop.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
