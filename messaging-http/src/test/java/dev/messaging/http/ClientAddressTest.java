package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void anIpv4AddressCountsAsItself() {
        assertEquals("192.0.2.1", of("192.0.2.1").text());
        assertNotEquals(of("192.0.2.1"), of("192.0.2.2"));
        assertEquals(of("192.0.2.1"), of("::ffff:192.0.2.1"), "in IPv6's clothes it is the same");
    }

    @Test
    void anIpv6AddressCountsByItsFirst64Bits() {
        assertEquals(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertNotEquals(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assertNotEquals(of("::1"), of("0.0.0.1"));
        assertEquals("2001:db8:1:2:0:0:0:0/64", of("2001:db8:1:2::1").text());
    }

    @Test
    void onlyAddressesAreRead() {
        for (String text : List.of("", "localhost", "example.com", "cafe", "1", "1.2.3", "256.1.1.1", "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.4 ", "fe80::1%lo", "::1%1", ":", "1:2", "::1::", "[::1]", "12345::", "unknown", "_hidden",
                "1.2.3.4:80", "café",
                "١.٢.٣.٤", "1".repeat(10_000), ":".repeat(10_000))) {
            assertTrue(ClientAddress.parse(text).isEmpty(), text);
        }
        for (String text : List.of("0.0.0.0", "255.255.255.255", "::", "::1", "2001:DB8::1", "64:ff9b::192.0.2.1")) {
            assertTrue(ClientAddress.parse(text).isPresent(), text);
        }
    }

    private static ClientAddress of(String text) {
        InetAddress address = ClientAddress.parse(text).orElseThrow();
        return ClientAddress.of(address);
    }
}
