package dev.messaging.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** One rate, and how much of it each caller has left. Bounded: who called least lately is forgotten, and starts anew. */
final class Quota {
    private final String name;
    private final Rate rate;
    private final TimeMeter clock;
    private final Cache<Claim, Bucket> buckets;
    private final LongAdder refused = new LongAdder();

    /**
     * Begins with nobody.
     *
     * @param name what clients read in headers: small letters and hyphens
     * @param rate how often each caller may
     * @param callersMax how many callers are remembered at most
     * @param clock what time it is
     */
    Quota(String name, Rate rate, int callersMax, TimeMeter clock) {
        this.name = name;
        this.rate = rate;
        this.clock = clock;
        // A bucket in debt is full again after twice the time; a full one says no more than none.
        Duration worthKeeping = rate.whole().multipliedBy(2).plusSeconds(1);
        this.buckets = Caffeine.newBuilder().maximumSize(callersMax).expireAfterAccess(worthKeeping)
                .ticker(clock::currentTimeNanos).executor(Runnable::run).build();
    }

    /** Takes one, if there is one. */
    Level take(Claim caller) {
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refused.increment();
        }
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Level(name, rate, probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(nanos));
    }

    /**
     * Takes more after the fact, whether it is there or not: a caller can come to owe, at most what one gets at once.
     *
     * @param count how many, more than none
     */
    Level charge(Claim caller, long count) {
        Bucket bucket = bucket(caller);
        long bounded = Math.min(count, bucket.getAvailableTokens() + rate.burst());
        if (bounded > 0) {
            var unused = bucket.consumeIgnoringRateLimits(bounded);
        }
        long left = bucket.getAvailableTokens();
        return new Level(name, rate, true, left, rate.timeFor(rate.burst() - left));
    }

    /** Gives one back that was taken, never more than there were at the beginning. */
    void giveBack(Claim caller) {
        bucket(caller).addTokens(1);
    }

    /** What clients read in headers. */
    String name() {
        return name;
    }

    /** How often there was nothing to take. */
    long refused() {
        return refused.sum();
    }

    /** How many callers are remembered. */
    long callers() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(Claim caller) {
        return buckets.get(caller, unused -> Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.count(), rate.time()))
                .withCustomTimePrecision(clock).build());
    }
}
