package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.HashingQueue.Lane;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.PasswordHashing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HashingQueueTest {
    private final Password password = new Password("Secret-queue");
    private final CheapHashing cheap = new CheapHashing();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    private final PasswordHash ofKnown = cheap.hash(password);
    private final List<String> sequence = Collections.synchronizedList(new ArrayList<>());

    /** Hashes when it is let. */
    private final PasswordHashing slow = new PasswordHashing() {
        @Override
        public PasswordHash hash(Password clear) {
            begun.countDown();
            await(goOn);
            return cheap.hash(clear);
        }

        @Override
        public boolean verify(Password clear, PasswordHash hash) {
            sequence.add(hash.equals(ofKnown) ? "known" : "other");
            return cheap.verify(clear, hash);
        }

        @Override
        public boolean understands(PasswordHash hash) {
            return cheap.understands(hash);
        }
    };

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoFindsTheQueueFullIsRefusedAtOnceAndTheOthersAreServed() throws Exception {
        try (HashingQueue queue = new HashingQueue(slow, 1, 1);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PasswordHash>> hashes = new ArrayList<>();
            hashes.add(callers.submit(() -> queue.hash(password)));
            await(begun);
            // One waits; of the next two, whoever comes last finds no place.
            Future<PasswordHash> second = callers.submit(() -> queue.hash(password));
            Future<PasswordHash> third = callers.submit(() -> queue.hash(password));
            while (!second.isDone() && !third.isDone()) {
                Thread.onSpinWait();
            }
            Future<PasswordHash> refused = second.isDone() ? second : third;
            hashes.add(second.isDone() ? third : second);
            assertEquals(Refusal.TooBusy.class,
                    cause(refused).getClass());
            goOn.countDown();
            for (Future<PasswordHash> hash : hashes) {
                assertTrue(cheap.verify(password, hash.get()));
            }
        }
    }

    @Test
    void aPasswordThatWasRightLatelyGoesBeforeTheOthers() throws Exception {
        PasswordHash ofOthers = cheap.hash(password);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (HashingQueue queue = new HashingQueue(slow, 1, 4);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PasswordHash> running = callers.submit(() -> queue.hash(password));
            await(begun);
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(callers.submit(() -> order.add(queue.verify(password, ofOthers, Lane.OTHER) + ".")));
            }
            while (queue.load().waiting() < 3) {
                Thread.onSpinWait();
            }
            waiting.add(callers.submit(() -> order.add(queue.verify(password, ofKnown, Lane.KNOWN) + ".")));
            while (queue.load().waiting() < 4) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            assertTrue(cheap.verify(password, running.get()));
            for (Future<?> outcome : waiting) {
                assertNotNull(outcome.get());
            }
        }
        assertEquals(List.of("known", "other", "other", "other"), sequence);
        assertEquals(4, order.size());
    }

    @Test
    void whoWaitsWhenItIsClosedIsRefused() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            HashingQueue queue = new HashingQueue(slow, 1, 4);
            Future<PasswordHash> running = callers.submit(() -> queue.hash(password));
            await(begun);
            Future<PasswordHash> waiting = callers.submit(() -> queue.hash(password));
            while (queue.load().waiting() < 1) {
                Thread.onSpinWait();
            }
            queue.close();
            assertEquals(Refusal.TooBusy.class, cause(waiting).getClass());
            goOn.countDown();
            assertNotNull(cause(running));
            assertThrows(Refusal.TooBusy.class, () -> queue.hash(password));
        }
    }

    private static Throwable cause(Future<?> failed) {
        return Objects.requireNonNull(assertThrows(ExecutionException.class, failed::get).getCause());
    }

    @Test
    void aHashThatNobodyUnderstandsIsADefectThatSaysSo() {
        try (HashingQueue queue = new HashingQueue(cheap, 1, 1)) {
            PasswordHash other = new PasswordHash("$scrypt$ln=15$salt$hash");
            String message = String.valueOf(
                    assertThrows(IllegalStateException.class, () -> queue.verify(password, other, Lane.OTHER))
                            .getMessage());
            assertTrue(message.contains("scrypt"), message);
        }
    }
}
