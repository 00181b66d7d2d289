package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a node takes up what another left behind, by itself. */
@OnDynamoDbLocal
class RecoveryLoopTest implements StoreContract {
    private static final Duration OVERDUE = Duration.ofSeconds(8);

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final OutboxTable outbox;
    private final Pausing pausing = new Pausing(clock);
    private final DynamoStore store;

    RecoveryLoopTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.store = this.tables.open(clock);
        SerialSurroundings surroundings = new SerialSurroundings(clock);
        this.outbox = new OutboxTable(new Database(tables.client(), this.tables.prefix(), surroundings), surroundings);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The pauses are the longest that chance can make, and the delivery is made at any moment between two looks. */
    @Test
    void whatADeadNodeLeftIsDeliveredWithinOneAndAHalfTimesTheAgeAtWhichItIsOverdue() throws InterruptedException {
        UserId user = newUser();
        for (int phase = 0; phase <= 3_000; phase += 500) {
            long before = store.inboxes().tail(user).sequence();
            long accepted = clock.millis();
            put(user, "looked for first after " + phase + " ms");
            clock.move(Duration.ofMillis(phase));
            pausing.until(() -> store.inboxes().tail(user).sequence() > before || clock.millis() > accepted + 20_000);
            DynamoStore node = node();
            pausing.await();
            node.close();
            long took = clock.millis() - accepted;
            assertTrue(took > OVERDUE.toMillis(), took + " ms: it was left to its sender for a while");
            assertTrue(took <= OVERDUE.toMillis() * 3 / 2, took + " ms");
            // Nothing is written by a clock that is too far off the real one.
            clock.move(Duration.ofMillis(-took));
        }
    }

    @Test
    void moreThanOneRoundMayDoIsDoneInSeveralWithoutAPause() throws InterruptedException {
        UserId user = newUser();
        for (int i = 0; i < 150; i++) {
            put(user, "left " + i);
        }
        clock.move(OVERDUE);
        pausing.until(() -> store.inboxes().tail(user).sequence() > 0);
        DynamoStore node = node();
        pausing.await();
        node.close();
        assertEquals(150, store.inboxes().tail(user).sequence());
    }

    private DynamoStore node() {
        return tables.store().surroundings(pausing).overdueAfter(OVERDUE).recovery(true).open();
    }

    /** What a sender leaves that died right after its message was accepted. */
    private void put(UserId user, String text) {
        Message message = message(user, unknownGroup(), text);
        outbox.put(new Patience(new SerialSurroundings(clock), Duration.ofSeconds(10)),
                new Outbound(Key.delivery(message.id(), clock.millis()), message,
                        Map.of(user, store.inboxes().tail(user))));
    }

    /** Time passes only in pauses, which are as long as can be; whoever pauses after the end stays there. */
    private static final class Pausing implements Surroundings {
        private final TestClock clock;
        private final SerialSurroundings serial;
        private volatile BooleanSupplier end = () -> true;
        private volatile CountDownLatch ended = new CountDownLatch(1);

        Pausing(TestClock clock) {
            this.clock = clock;
            this.serial = new SerialSurroundings(clock);
        }

        void until(BooleanSupplier condition) {
            end = condition;
            ended = new CountDownLatch(1);
        }

        void await() throws InterruptedException {
            assertTrue(ended.await(60, TimeUnit.SECONDS), "the recovery goes on");
        }

        @Override
        public void sleep(Duration time) {
            if (!end.getAsBoolean()) {
                clock.move(time);
                return;
            }
            ended.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public double jitter() {
            return Math.nextDown(1.0);
        }

        @Override
        public long nowMillis() {
            return clock.millis();
        }

        @Override
        public long nanoTime() {
            return serial.nanoTime();
        }

        @Override
        public <T> List<T> inParallel(List<? extends Supplier<T>> tasks) {
            return serial.inParallel(tasks);
        }

        @Override
        public <T> T inTurn(String key, Duration atMost, Supplier<T> task) {
            return task.get();
        }

        @Override
        public void later(Runnable task) {
            task.run();
        }

        @Override
        public void settle(Duration atMost) {
            serial.settle(atMost);
        }
    }
}
