package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:aa::/48"));

    @Test
    void whoIsNoProxyIsNotAskedWhereItIs() {
        assertEquals("198.51.100.1", origin("198.51.100.1", "203.0.113.9"));
        assertEquals("192.0.2.8", origin("192.0.2.8", "203.0.113.9"));
        assertEquals("2001:db8:ab:0:0:0:0:1", origin("2001:db8:ab::1", "203.0.113.9"));
        assertEquals("127.0.0.1", new TrustedProxies(List.of())
                .origin(ClientAddress.parse("127.0.0.1").orElseThrow(), List.of("203.0.113.9")).getHostAddress());
    }

    @Test
    void aProxyThatIsNotNamedIsWarnedOfOnce() {
        try (Logged log = Logged.by(TrustedProxies.class.getName())) {
            origin("10.1.2.3", "203.0.113.9");
            origin("198.51.100.1");
            assertEquals(List.of(), log.lines());
            origin("198.51.100.1", "203.0.113.9");
            origin("198.51.100.2", "203.0.113.9");
            assertEquals(List.of("X-Forwarded-For came from 198.51.100.1, which is no --trusted-proxy: all its clients"
                    + " count as one"), log.lines());
            assertEquals(Level.WARN, log.events().getFirst().getLevel());
        }
    }

    @Test
    void aProxyTellsWhereTheRequestCameFrom() {
        assertEquals("203.0.113.9", origin("10.1.2.3", "203.0.113.9"));
        assertEquals("203.0.113.9", origin("192.0.2.7", " 203.0.113.9 "));
        assertEquals("203.0.113.9", origin("2001:db8:aa::1", "203.0.113.9"));
        assertEquals("10.1.2.3", origin("10.1.2.3"), "it does not say");
        assertEquals("203.0.113.9", origin("::ffff:10.1.2.3", "203.0.113.9"));
    }

    @Test
    void theLastThatIsNoProxyCountsWhateverStandsBeforeIt() {
        assertEquals("203.0.113.9", origin("10.0.0.1", "1.1.1.1, 203.0.113.9"));
        assertEquals("203.0.113.9", origin("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.9.9.9, 192.0.2.7"));
        assertEquals("203.0.113.9", origin("10.0.0.1", "1.1.1.1", "203.0.113.9", "10.9.9.9"),
                "several headers are one");
        assertEquals("203.0.113.9", origin("10.0.0.1", "garbage, 203.0.113.9,, 10.9.9.9 ,"));
        assertEquals("10.5.5.5", origin("10.0.0.1", "10.5.5.5, 10.6.6.6"), "all are proxies");
    }

    @Test
    void portsAndBracketsBelongToNoAddress() {
        assertEquals("203.0.113.9", origin("10.0.0.1", "203.0.113.9:4711"));
        assertEquals("2001:db8:0:0:0:0:0:1", origin("10.0.0.1", "[2001:db8::1]:4711"));
        assertEquals("2001:db8:0:0:0:0:0:1", origin("10.0.0.1", "[2001:db8::1]"));
        assertEquals("2001:db8:0:0:0:0:0:1", origin("10.0.0.1", "2001:db8::1"));
    }

    @Test
    void garbageEndsTheChainAtWhatIsKnown() {
        for (String garbage : List.of("unknown", "example.com", "1.2.3", "[::1", "[::1]x", "1.2.3.4:x", "1.2.3.4:",
                "\"1.2.3.4\"",
                "::1::", "1.2.3.4;5")) {
            assertEquals("10.0.0.1", origin("10.0.0.1", "203.0.113.9, " + garbage), garbage);
            assertEquals("10.9.9.9", origin("10.0.0.1", "203.0.113.9, " + garbage + ", 10.9.9.9"), garbage);
        }
    }

    @Test
    void everybodyCanBeTrusted() {
        TrustedProxies all = new TrustedProxies(List.of("0.0.0.0/0", "::/0"));
        assertEquals("203.0.113.9", all.origin(ClientAddress.parse("127.0.0.1").orElseThrow(),
                List.of("203.0.113.9, ::1")).getHostAddress());
    }

    @Test
    void aWrongRangeIsRefusedAndNamed() {
        for (String range : List.of("", "proxy.example.com", "localhost", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8x", "10.0.0.0/8/8", "10/8", "10.0.0.0-10.0.0.9", "10.0.0-9.1", "2001:db8::/129",
                "2001:db8::1/32",
                "::ffff:10.0.0.0/104", "cafe/8", " 10.0.0.0/8", "10.0.0.0/255.0.0.0", "[::1]")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> new TrustedProxies(List.of("10.0.0.0/8", range)), range);
            assertTrue(String.valueOf(refused.getMessage()).endsWith(": " + range), range);
        }
    }

    @CanIgnoreReturnValue
    private String origin(String peer, String... forwardedFor) {
        return proxies.origin(ClientAddress.parse(peer).orElseThrow(), List.of(forwardedFor)).getHostAddress();
    }
}
