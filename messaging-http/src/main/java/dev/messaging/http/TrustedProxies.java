package dev.messaging.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies that tell the truth about where a request came from. Only they are asked: everybody can write an {@code
 * X-Forwarded-For}, and who did would count as somebody else with every request.
 */
final class TrustedProxies {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedProxies.class);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    private final InetAddressSet ranges = new InetAddressSet();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Takes the configuration.
     *
     * @param ranges addresses, and ranges of them such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if one is neither; the message says which
     */
    TrustedProxies(List<String> ranges) {
        for (String range : ranges) {
            add(range);
        }
    }

    /** Tells where a request came from, as far as it is counted. */
    ClientAddress client(HttpServletRequest request) {
        SocketAddress peer = ServletContextRequest.getServletContextRequest(request).getConnectionMetaData()
                .getRemoteSocketAddress();
        if (!(peer instanceof InetSocketAddress internet)) {
            return ClientAddress.GONE; // The connection was closed meanwhile.
        }
        return ClientAddress.of(
                origin(internet.getAddress(), Collections.list(request.getHeaders("X-Forwarded-For"))));
    }

    /**
     * Tells where a request came from: reads the chain of proxies from this end, and goes on only as long as the next hop
     * is trusted.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the X-Forwarded-For headers, in their order
     */
    InetAddress origin(InetAddress peer, List<String> forwardedFor) {
        if (!forwardedFor.isEmpty() && !ranges.test(peer)) {
            warnOnce(peer);
            return peer;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        InetAddress origin = peer;
        for (int i = hops.length - 1; i >= 0 && ranges.test(origin); i--) {
            String hop = hops[i].strip();
            if (hop.isEmpty()) {
                continue; // Lists in headers may have gaps.
            }
            Optional<InetAddress> address = ClientAddress.parse(withoutPort(hop));
            if (address.isEmpty()) {
                return origin; // The last that is known for certain.
            }
            origin = address.get();
        }
        return origin;
    }

    /** Most likely somebody forgot to name a proxy. Once, because everybody can make a server say it. */
    private void warnOnce(InetAddress peer) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn("X-Forwarded-For came from {}, which is no --trusted-proxy: all its clients count as one",
                    peer.getHostAddress());
        }
    }

    /** Some proxies write ports: 192.0.2.1:4711, [2001:db8::1]:4711, and the latter without a port too. */
    private static String withoutPort(String hop) {
        int bracket = hop.indexOf(']');
        if (hop.startsWith("[") && bracket > 0) {
            return isPort(hop.substring(bracket + 1)) ? hop.substring(1, bracket) : "";
        }
        int colon = hop.indexOf(':');
        boolean one = colon >= 0 && colon == hop.lastIndexOf(':');
        return one && isPort(hop.substring(colon)) ? hop.substring(0, colon) : hop;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }

    /** Jetty's set takes more than this: names, which it would look up, and numbers with something behind them. */
    private void add(String range) {
        int slash = range.indexOf('/');
        String address = slash < 0 ? range : range.substring(0, slash);
        boolean length = slash < 0 || LENGTH.matcher(range.substring(slash + 1)).matches();
        if (ClientAddress.parse(address).isEmpty() || !length) {
            throw wrong(range, null);
        }
        try {
            boolean unused = ranges.add(range);
        } catch (IllegalArgumentException e) {
            throw wrong(range, e);
        }
    }

    private static IllegalArgumentException wrong(String range, @Nullable Exception cause) {
        return new IllegalArgumentException("not the address of a proxy, or a range of addresses such as 10.0.0.0/8 or"
                + " 2001:db8::/32 with zeros behind its length: " + range, cause);
    }
}
