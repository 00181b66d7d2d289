package dev.messaging.http;

import io.javalin.http.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What only this machine may ask for. A proxy on it brings requests from anywhere; most say so. */
final class FromThisMachine {
    private static final List<String> OF_PROXIES = List.of("Forwarded", Header.X_FORWARDED_FOR);

    private FromThisMachine() {}

    static boolean asks(HttpServletRequest request) {
        SocketAddress peer = ServletContextRequest.getServletContextRequest(request).getConnectionMetaData()
                .getRemoteSocketAddress();
        return peer instanceof InetSocketAddress internet && internet.getAddress().isLoopbackAddress()
                && OF_PROXIES.stream().allMatch(header -> request.getHeader(header) == null);
    }
}
