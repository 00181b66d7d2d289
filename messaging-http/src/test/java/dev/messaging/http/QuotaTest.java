package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");
    private static final ClientAddress THERE = new ClientAddress("192.0.2.2");
    private static final Claim ADA = new Claim("user-ada", HERE);

    private final ManualTime time = new ManualTime();
    private final Quota sends = new Quota("sends", Rate.perSecond(20, 100), 1_000, time);

    @Test
    void aBurstAtOnceAndThenAsOftenAsTheRateSays() {
        assertEquals(100, takes(sends, ADA));
        assertEquals(0, takes(sends, ADA));
        time.pass(Duration.ofMillis(49));
        assertEquals(0, takes(sends, ADA));
        time.pass(Duration.ofMillis(1));
        assertEquals(1, takes(sends, ADA));
        time.pass(Duration.ofSeconds(1));
        assertEquals(20, takes(sends, ADA));
        time.pass(Duration.ofDays(1));
        assertEquals(100, takes(sends, ADA), "never more than a burst");
    }

    @Test
    void ofManyAtTheSameTimeExactlyTheBurstGetsThrough() throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> taken = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                taken.add(threads.submit(() -> takes(sends, ADA)));
            }
            int all = 0;
            for (Future<Integer> one : taken) {
                all += one.get();
            }
            assertEquals(100, all);
        }
    }

    @Test
    void nobodyUsesUpWhatIsSomebodyElses() {
        assertEquals(100, takes(sends, new Claim("user-ada", THERE)), "naming her from elsewhere");
        assertEquals(100, takes(sends, new Claim("user-bob", HERE)));
        assertEquals(100, takes(sends, Claim.of(HERE)));
        assertEquals(100, takes(sends, ADA));
    }

    @Test
    void whatIsChargedAfterwardsIsOwedUpToOneBurst() {
        assertTrue(sends.take(ADA).taken());
        assertEquals(80, sends.charge(ADA, 19).left());
        assertEquals(-40, sends.charge(ADA, 120).left());
        assertEquals(-100, sends.charge(ADA, 1_000_000).left());
        assertEquals(-100, sends.charge(ADA, Long.MAX_VALUE).left());
        Level refused = sends.take(ADA);
        assertFalse(refused.taken());
        assertEquals(6, refused.waitSeconds(), "5.05 s, rounded up");
        time.pass(Duration.ofSeconds(5));
        assertEquals(0, takes(sends, ADA));
        time.pass(Duration.ofSeconds(1));
        assertEquals(20, takes(sends, ADA));
    }

    @Test
    void aDebtIsNotForgottenBeforeItIsPaid() {
        Quota slow = new Quota("creations", Rate.of(100, Duration.ofHours(1)), 10, time);
        assertEquals(-100, slow.charge(ADA, 1_000).left());
        time.pass(Duration.ofMinutes(60));
        assertEquals(0, takes(slow, ADA));
        time.pass(Duration.ofMinutes(60));
        assertEquals(100, takes(slow, ADA));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndIsNeverMoreThanTheBurst() {
        assertEquals(100, takes(sends, ADA));
        sends.giveBack(ADA);
        assertEquals(1, takes(sends, ADA));
        for (int i = 0; i < 300; i++) {
            sends.giveBack(ADA);
        }
        assertEquals(100, takes(sends, ADA));
    }

    @Test
    void theHeadersSayWhatIsLeftAndWhatIsAllowed() {
        Level first = sends.take(ADA);
        assertEquals("\"sends\";q=100;w=5", first.policyField());
        assertEquals("\"sends\";r=99;t=1", first.limitField());
        assertFalse(first.sparse());
        for (int i = 0; i < 78; i++) {
            assertFalse(sends.take(ADA).sparse());
        }
        Level eightieth = sends.take(ADA);
        assertTrue(eightieth.sparse());
        assertEquals("\"sends\";r=20;t=4", eightieth.limitField());
        assertEquals(20, takes(sends, ADA));
        assertEquals("\"sends\";r=0;t=1", sends.take(ADA).limitField());
        assertEquals("\"sends\";r=0;t=10", sends.charge(ADA, 100).limitField());
        assertEquals("\"creations\";q=7;w=3600", new Quota("creations", Rate.of(7, Duration.ofHours(1)), 1, time)
                .take(ADA).policyField());
    }

    @Test
    void howManyAreRememberedIsBounded() {
        Quota small = new Quota("calls", Rate.perSecond(1, 1), 100, time);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(small.take(new Claim("user-" + i, HERE)).taken());
            assertTrue(small.callers() <= 100);
        }
        time.pass(Duration.ofSeconds(4));
        assertEquals(0, small.callers(), "a bucket that is full again is not worth keeping");
    }

    @Test
    void aLongNameIsCut() {
        assertEquals(new Claim("x".repeat(100), HERE), new Claim("x".repeat(100_000), HERE));
    }

    private static int takes(Quota quota, Claim caller) {
        int taken = 0;
        while (quota.take(caller).taken()) {
            taken++;
        }
        return taken;
    }
}
