package dev.messaging.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose pages may call: the server's own, the configured ones and, on a loopback address, those of this machine. "Own" is
 * what the browser's Host header says, and whoever owns a name can have it lead to a loopback address: there, only names
 * that are this machine's or configured count.
 */
final class Origins {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private final Set<Origin> configured;
    private final boolean loopback;
    private final boolean tls;
    private final Set<String> hosts;

    /**
     * Takes the configuration.
     *
     * @param tls whether the server speaks HTTPS itself: pages that came by plain HTTP are then not its own
     * @throws IllegalArgumentException if a configured origin is none
     */
    Origins(List<String> configured, String listensOn, boolean tls) {
        this.configured = configured.stream().map(text -> Origin.parse(text).orElseThrow(
                () -> new IllegalArgumentException("not an origin, such as https://chat.example.com: " + text)))
                .collect(Collectors.toUnmodifiableSet());
        this.tls = tls;
        this.loopback = isLoopback(listensOn);
        this.hosts = Stream.concat(LOOPBACK_HOSTS.stream(), Stream.concat(Stream.of(listensOn.toLowerCase(Locale.ROOT)),
                this.configured.stream().map(Origin::host))).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Decides on one request.
     *
     * @param origin what the browser says the page came from
     * @param host what it thinks it is calling, with a port or without
     */
    boolean mayCall(String origin, String host) {
        return Origin.parse(origin).filter(page -> configured.contains(page) || isOwn(page, host)
                || (loopback && LOOPBACK_HOSTS.contains(page.host()))).isPresent();
    }

    private boolean isOwn(Origin page, String host) {
        return page.isAt(host) && (!tls || page.scheme().equals("https"));
    }

    /**
     * Whether the server goes by this name.
     *
     * @param host what the client thinks it is calling, with a port or without
     */
    boolean isOurs(String host) {
        return !loopback || Origin.parse("http://" + host).map(Origin::host)
                .filter(name -> hosts.contains(name) || LOOPBACK_IPV4.matcher(name).matches()).isPresent();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // Listening there will fail, and say why.
        }
    }

    /** Scheme, host and port; the port as it is written or understood. */
    private record Origin(String scheme, String host, int port) {
        static Optional<Origin> parse(String text) {
            try {
                URI uri = new URI(text.toLowerCase(Locale.ROOT)).parseServerAuthority();
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                boolean bare = uri.getHost() != null && uri.getRawUserInfo() == null && "".equals(uri.getRawPath())
                        && uri.getRawQuery() == null && uri.getRawFragment() == null;
                return web && bare
                        ? Optional.of(new Origin(uri.getScheme(), uri.getHost(), port(uri.getScheme(), uri.getPort())))
                        : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        /** Whether a page of this origin would call it when it calls {@code host}; a proxy may have taken TLS off. */
        boolean isAt(String host) {
            return parse(scheme + "://" + host).filter(this::equals).isPresent();
        }

        private static int port(String scheme, int written) {
            return written >= 0 ? written : "https".equals(scheme) ? 443 : 80;
        }
    }
}
