package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests that no client should send, in both dialects: every answer is a documented one, and what was
 * accepted is done, exactly once. The seed is printed and can be given: {@code -Dmessaging.fuzz.seed},
 * {@code -Dmessaging.fuzz.requests}.
 */
class FuzzTest {
    private static final int REQUESTS = 3_000;
    private static final int REQUESTS_LONG = 200_000;

    @Test
    void nothing_that_a_client_sends_brings_the_server_out_of_step() throws IOException {
        run(Integer.getInteger("messaging.fuzz.requests", REQUESTS));
    }

    @Test
    @Tag("long")
    void nothing_that_a_client_sends_for_long_brings_the_server_out_of_step() throws IOException {
        run(Integer.getInteger("messaging.fuzz.requests", REQUESTS_LONG));
    }

    private static void run(int requests) throws IOException {
        long seed = Long.getLong("messaging.fuzz.seed", new Random().nextLong());
        Rate many = Rate.perSecond(1_000_000, 1_000_000);
        HttpSettings settings = Served.settings().bodyWait(Duration.ofSeconds(2)).trustedProxies(List.of("127.0.0.1"))
                .rateLimits(RateLimits.standard().withOn(true).withSends(many).withCalls(many).withCreations(many)
                        .withFailedLogins(many, many).withRememberedMax(100))
                .build();
        try (Served served = Served.of(Messaging.over(MemoryStore.create()).hashing(new CheapHashing()), settings)) {
            FuzzWorld world = new FuzzWorld(served.messaging);
            Fuzz fuzz = new Fuzz(new Random(seed), world,
                    Stream.concat(Routes.V1.stream(), Routes.ACTIONS.stream()).toList());
            TreeMap<Integer, Integer> statuses = new TreeMap<>();
            for (int i = 0; i < requests; i++) {
                FuzzShot shot = fuzz.next();
                String which = "seed " + seed + ", request " + i;
                List<FuzzAnswer> answers = answers(shot, served, which);
                for (FuzzAnswer answer : answers) {
                    Optional<String> complaint = FuzzShapes.complaint(shot, answer);
                    assertTrue(complaint.isEmpty(),
                            () -> which + ": " + complaint.orElseThrow() + "\n" + answer + "\n" + shot);
                    int unused = statuses.merge(answer.status(), 1, Integer::sum);
                }
                if (shot.own() && !answers.isEmpty() && answers.getFirst().status() == 200) {
                    world.learn(shot, answers.getFirst());
                }
            }
            System.out.println("seed " + seed + ": " + requests + " requests, statuses " + statuses + ", "
                    + world.acceptedMessages() + " messages accepted");
            assertTrue(world.acceptedMessages() > requests / 100, "it gets as far as sending");
            assertEquals(200, served.get("/health/ready").status());
            world.check();
        }
    }

    private static List<FuzzAnswer> answers(FuzzShot shot, Served served, String which) {
        try {
            List<FuzzAnswer> answers = FuzzAnswer.to(shot, served.server.port());
            assertTrue(!shot.sound() || answers.size() == 1, () -> which + ": no answer, or several\n" + shot);
            return answers;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(which + "\n" + shot, e);
        }
    }
}
