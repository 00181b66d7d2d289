package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large requests share a bounded amount of memory; the usual ones go on. */
class HeldMemoryTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final HeldMemory memory = new HeldMemory(1024 * 1024);

    @Test
    void whatIsUsualCountsAsNothing() {
        try (HeldMemory.Share share = memory.share()) {
            share.hold(HeldMemory.USUAL_BYTES, AT_ONCE);
            assertEquals(0, memory.held());
            share.hold(HeldMemory.USUAL_BYTES + 1, AT_ONCE);
            assertEquals(HeldMemory.USUAL_BYTES, memory.held());
        }
        assertEquals(0, memory.held());
    }

    @Test
    void whoeverHoldsLessLetsGoAndWhoeverHoldsMoreWaitsOrIsRefused() {
        try (HeldMemory.Share first = memory.share(); HeldMemory.Share second = memory.share()) {
            first.hold(1_000_000, AT_ONCE);
            ProblemException refused = assertThrows(ProblemException.class, () -> second.hold(100_000, AT_ONCE));
            assertEquals("/problems/busy", refused.problem().type());
            first.hold(500_000, AT_ONCE);
            second.hold(100_000, AT_ONCE);
            Thread waiting = Thread.ofVirtual().start(() -> second.hold(1_000_000, Duration.ofSeconds(20)));
            first.hold(0, AT_ONCE);
            assertTrue(join(waiting));
            assertEquals(1_000_000 / 1_024 * 1_024, memory.held());
        }
        assertEquals(0, memory.held());
    }

    @Test
    void whatIsLargerThanAllThereIsHasItAlone() {
        try (HeldMemory.Share share = memory.share()) {
            share.hold(1_000_000_000, AT_ONCE);
            assertEquals(memory.max(), memory.held());
        }
    }

    /** As many as it takes: each has asked for megabytes, and reads nothing. */
    @Test
    void clientsThatDoNotReadKeepNoMemoryFromOthers() throws IOException {
        Messaging messaging = Messaging.over(MemoryStore.create()).hashing(new CheapHashing()).build();
        Access access = messaging.as(Caller.anonymous());
        UserId full = access.users().create(new Name("Full")).id();
        for (int i = 0; i < 400; i++) {
            var unused = access.messages().send(full, full, new Text("x".repeat(Text.BYTES_MAX)));
        }
        UserId ada = access.users().create(new Name("Ada")).id();
        List<Socket> stalled = new ArrayList<>();
        try (Served served = Served.with(messaging, Served.settings().drainWait(Duration.ZERO).build(),
                TimeMeter.SYSTEM_NANOTIME)) {
            while (served.get("/v1/messages/" + full).status() == 200) {
                stalled.add(asked(served, "/v1/messages/" + full));
                assertTrue(stalled.size() < 200, "there is no bound");
            }
            assertTrue(stalled.size() > 1, "there is room for more than one");
            assertProblem(served.get("/v1/messages/" + full), 503, "busy", "");
            assertEquals(200, served.get("/v1/messages/" + ada).status());
            assertEquals(200, served.direct(ada.value(), ada.value(), "Hello").status());
        } finally {
            for (Socket one : stalled) {
                one.close();
            }
        }
    }

    private static Socket asked(Served served, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read(); // The answer has begun, or has been refused.
        assertEquals('H', first);
        return socket;
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
