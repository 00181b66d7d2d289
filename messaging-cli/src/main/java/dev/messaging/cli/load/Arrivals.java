package dev.messaging.cli.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets requests begin when they are due: independent users make a Poisson process, whose gaps are exponential. Checks go
 * round the accounts, so that each checks as often as the others; who writes to whom is chance, which a seed repeats, and
 * nobody writes to itself unless it is alone.
 */
final class Arrivals {
    private final Workload workload;
    private final Population population;
    private final Calls calls;
    private final Random chance;
    private final Semaphore places;
    private final List<Map.Entry<Operation, Double>> rates;
    private long turn;

    /** @param unansweredMax how many requests may be without an answer; one more is not sent, but counted as not sent */
    Arrivals(Workload workload, Population population, Calls calls, long seed, int unansweredMax) {
        this.workload = workload;
        this.population = population;
        this.calls = calls;
        this.chance = new Random(seed);
        this.places = new Semaphore(unansweredMax);
        this.rates = List.copyOf(workload.rates().entrySet());
    }

    /**
     * Lets users do what they do, and waits for the last answer.
     *
     * @param warmUp how long nothing is counted
     * @param time how long it is counted from then on
     * @param eachSecond is told about once a second, before the end
     */
    Measured run(Duration warmUp, Duration time, Consumer<Measured> eachSecond) {
        Measured measured = new Measured(workload, time);
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            send(users, measured, warmUp.toNanos(), time.toNanos(), eachSecond);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new LoadFailed("Stopped before all was measured.");
        }
        return measured;
    }

    private void send(ExecutorService users, Measured measured, long warmUp, long time,
            Consumer<Measured> eachSecond) {
        double rate = workload.operationsASecond();
        Measured uncounted = new Measured(workload, Duration.ofNanos(time));
        long begin = System.nanoTime();
        long second = 1;
        for (long at = gap(rate); at < warmUp + time && !Thread.currentThread().isInterrupted(); at += gap(rate)) {
            long due = begin + at;
            waitUntil(due);
            begin(users, due, at >= warmUp ? measured : uncounted);
            for (; at >= second * 1_000_000_000L; second++) {
                eachSecond.accept(measured);
            }
        }
    }

    private void begin(ExecutorService users, long due, Measured measured) {
        Runnable request = next(due, measured);
        if (!places.tryAcquire()) {
            measured.notSent();
            return;
        }
        users.execute(() -> {
            try {
                measured.began(System.nanoTime() - due);
                request.run();
            } catch (RuntimeException defect) {
                measured.broke(defect);
            } finally {
                places.release();
            }
        });
    }

    /** Chosen here, by one thread, so that a seed repeats it. */
    private Runnable next(long due, Measured measured) {
        Operation operation = operation();
        return switch (operation) {
            case CHECK -> {
                Account next = population.account(turn++);
                yield () -> count(operation, calls.check(next), due, measured);
            }
            case BARE -> () -> count(operation, calls.bare(), due, measured);
            case SEND_TO_USER -> {
                int sender = chance.nextInt(population.size());
                int receiver = sender + 1 + chance.nextInt(Math.max(1, population.size() - 1));
                yield () -> count(operation, calls.sendToUser(population.account(sender), population.account(receiver)),
                        due, measured);
            }
            case SEND_TO_GROUP -> {
                int member = chance.nextInt(population.inGroups());
                yield () -> count(operation,
                        calls.sendToGroup(population.account(member), population.groupOf(member)), due, measured);
            }
        };
    }

    private Operation operation() {
        double left = chance.nextDouble() * workload.operationsASecond();
        for (Map.Entry<Operation, Double> rate : rates) {
            left -= rate.getValue();
            if (left < 0) {
                return rate.getKey();
            }
        }
        return rates.getLast().getKey();
    }

    private static void count(Operation operation, Reply reply, long due, Measured measured) {
        measured.count(operation, reply, System.nanoTime() - due);
    }

    private long gap(double rate) {
        return Math.max(1, (long) (-Math.log(1 - chance.nextDouble()) / rate * 1e9));
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0
                && !Thread.currentThread().isInterrupted(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
