package dev.messaging.http;

import static dev.messaging.http.CallLimitsTest.basic;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import dev.messaging.core.port.Store;
import dev.messaging.http.Served.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wrong passwords are limited, whether other calls are or not: here they are not. */
class LoginLimitsTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final ManualTime time = new ManualTime();
    private final CheapHashing hashing = new CheapHashing();
    private final Store store = MemoryStore.create();
    private final Messaging elsewhere = Messaging.over(store).hashing(hashing).build();
    private final Messaging messaging = Messaging.over(store).hashing(hashing).build();
    private final Served served = Served.with(messaging,
            Served.settings().rateLimits(RateLimits.standard()).trustedProxies(List.of("127.0.0.0/8")).build(), time);
    private final String ada = user("Secret-ada-1");
    private final String bob = user("Secret-bob-1");

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void tenWrongPasswordsAreTriedOutAndThenNoneNotEvenTheRightOne() {
        for (int i = 0; i < 10; i++) {
            assertEquals(401, check(ada, "Secret-wrong-" + i, HERE).status());
        }
        int hashed = hashing.hashed();
        Reply refused = check(ada, "Secret-ada-1", HERE);
        UsersApiTest.assertProblem(refused, 429, "too-many-requests", "");
        assertEquals("60", refused.header("Retry-After"));
        assertEquals("\"logins\";r=0;t=60", refused.header("RateLimit"));
        assertEquals("\"logins\";q=10;w=600", refused.header("RateLimit-Policy"));
        assertEquals(hashed, hashing.hashed(), "nothing is hashed for who has no attempts left");

        time.pass(Duration.ofMinutes(1));
        assertEquals(200, check(ada, "Secret-ada-1", HERE).status());
    }

    @Test
    void everyWayToTryAPasswordOutIsCounted() {
        String token = openSession();
        String session = "{\"userId\": \"" + ada + "\", \"password\": \"Secret-wrong\"}";
        String change = "{\"current\": \"Secret-wrong\", \"new\": \"Secret-ada-2\"}";
        for (int i = 0; i < 3; i++) {
            assertEquals(401, check(ada, "Secret-wrong", HERE).status());
            assertEquals(401, served.post("/v1/sessions", session, "X-Forwarded-For", HERE).status());
            assertEquals(401, served.post("/v1/users/" + ada + "/password", change, "Authorization", "Bearer " + token,
                    "X-Forwarded-For", HERE).status());
        }
        assertEquals(401, check(ada, "Secret-wrong", HERE).status());
        assertEquals(429, check(ada, "Secret-wrong", HERE).status());
        assertEquals(429, served.post("/v1/sessions", session, "X-Forwarded-For", HERE).status());
        assertEquals(429, served.post("/v1/users/" + ada + "/password", change, "Authorization", "Bearer " + token,
                "X-Forwarded-For", HERE).status());
    }

    @Test
    void aFloodFromOneAddressStopsNobodyWhoIsKnownOrElsewhere() {
        assertEquals(200, check(bob, "Secret-bob-1", HERE).status(), "Bob, behind the same address, is known now");
        for (int i = 0; i < 100; i++) {
            assertEquals(401, check("user-invented" + i, "Secret-wrong", HERE).status());
        }
        assertEquals(429, check("user-invented", "Secret-wrong", HERE).status());
        assertEquals(429, check(ada, "Secret-wrong", HERE).status());
        assertEquals(429, check(ada, "Secret-ada-1", HERE).status(),
                "Ada is not known, and the address has no attempts left");
        for (int i = 0; i < 200; i++) {
            assertEquals(200, check(bob, "Secret-bob-1", HERE).status(), "Bob goes on polling");
        }
        assertEquals(200, check(ada, "Secret-ada-1", THERE).status(), "from elsewhere Ada logs in");
        assertEquals(200, check(ada, "Secret-ada-1", HERE).status(), "and is known from then on");
    }

    @Test
    void whoDoesNotExistIsTreatedAsWhoDoes() {
        for (String name : List.of("user-nobody", "nobody at all", "x".repeat(1_000), "")) {
            for (int i = 0; i < 10; i++) {
                assertEquals(whole(check(ada, "Secret-wrong", THERE)), whole(check(name, "Secret-wrong", HERE)));
            }
            Reply existing = check(ada, "Secret-wrong", THERE);
            Reply invented = check(name, "Secret-wrong", HERE);
            assertEquals(429, invented.status(), name);
            assertEquals(whole(existing), whole(invented));
            assertEquals(existing.header("Retry-After"), invented.header("Retry-After"));
            time.pass(Duration.ofMinutes(10));
        }
    }

    @Test
    void tokensAreNoAttempts() {
        String token = openSession();
        for (int i = 0; i < 100; i++) {
            assertEquals(401, check("user-invented" + i, "Secret-wrong", HERE).status());
        }
        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", "Bearer " + token, "X-Forwarded-For", HERE)
                .status());
    }

    /** After a restart everybody is hashed anew: who is sent away then has not tried a wrong password. */
    @Test
    void whoIsSentAwaySinceTooManyWaitHasNotFailed() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Served busy = Served.with(Messaging.over(store).hashing(new Slow(hashing, goOn))
                .hashingLimits(1, 1).build(), Served.settings().rateLimits(RateLimits.standard()).build(), time)) {
            Supplier<Reply> wrong = () -> busy.get("/v1/users/" + ada, "Authorization", basic(ada, "Secret-wrong"));
            List<CompletableFuture<Integer>> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) { // One is in work, one waits, and one is sent away.
                String guess = "Secret-wrong-" + i;
                three.add(CompletableFuture.supplyAsync(() -> busy
                        .get("/v1/users/" + ada, "Authorization", basic(bob, guess)).status(), runnable -> {
                            Thread unused = Thread.startVirtualThread(runnable);
                        }));
            }
            assertEquals(503, CompletableFuture.anyOf(three.toArray(CompletableFuture[]::new)).join());
            for (int i = 0; i < 30; i++) {
                assertEquals(503, wrong.get().status());
            }
            goOn.countDown();
            Object unused = CompletableFuture.allOf(three.toArray(CompletableFuture[]::new)).join();
            for (int i = 0; i < 10; i++) {
                assertEquals(401, wrong.get().status());
            }
            assertEquals(429, wrong.get().status());
        }
    }

    /** Verifies when it is let. */
    private record Slow(PasswordHashing hashing, CountDownLatch goOn) implements PasswordHashing {
        @Override
        public PasswordHash hash(Password password) {
            return hashing.hash(password);
        }

        @Override
        public boolean verify(Password password, PasswordHash hash) {
            try {
                return goOn.await(60, TimeUnit.SECONDS) && hashing.verify(password, hash);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean understands(PasswordHash hash) {
            return hashing.understands(hash);
        }
    }

    private String openSession() {
        return served.post("/v1/sessions", "{\"userId\": \"" + ada + "\", \"password\": \"Secret-ada-1\"}",
                "X-Forwarded-For", THERE).field("token");
    }

    private Reply check(String user, String password, String address) {
        return served.get("/v1/users/" + ada, "Authorization", basic(user, password), "X-Forwarded-For", address);
    }

    private static String whole(Reply reply) {
        return reply.status() + reply.text().replace(reply.header("X-Request-Id"), "ID");
    }

    /** Created by another node, so that here nobody is known yet. */
    private String user(String password) {
        return elsewhere.as(Caller.administrator()).users()
                .create(Optional.empty(), Optional.of(new Name("Somebody")), Optional.of(new Password(password))).id()
                .value();
    }
}
