package dev.messaging.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a client is, as far as it is counted: an IPv4 address, or the /64 of an IPv6 address, since whoever has one address
 * of such a network has all of them.
 *
 * @param text the address, or the first half of it
 */
record ClientAddress(String text) {
    /** All clients that went away before anybody asked where they were. */
    static final ClientAddress GONE = new ClientAddress("gone");

    private static final int NETWORK_BYTES = 8;
    private static final Pattern IPV4 = Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET",
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    static ClientAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new ClientAddress(address.getHostAddress());
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), address.getAddress().length);
        try {
            return new ClientAddress(InetAddress.getByAddress(network).getHostAddress() + "/64");
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("sixteen bytes are an address", impossible);
        }
    }

    /**
     * Reads an address that is written out. Nothing else is ever looked up: a name in a header would make the server ask
     * around for it.
     *
     * @return empty if the text is no address
     */
    static Optional<InetAddress> parse(String text) {
        boolean address = text.indexOf(':') >= 0 ? IPV6.matcher(text).matches() : IPV4.matcher(text).matches();
        try {
            return address ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
