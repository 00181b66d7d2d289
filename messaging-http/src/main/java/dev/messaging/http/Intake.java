package dev.messaging.http;

import io.javalin.http.HandlerType;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses what must reach no route: a request for a host that is not this one, or with a body that nobody decodes. And takes from a request what Javalin must
 * not see: an origin whose pages may not call, so that its CORS plugin says nothing
 * to it; the header that would replace the method; and a method that is the name of one of Javalin's own stages.
 */
final class Intake implements HttpConfiguration.Customizer {
    private static final String FOREIGN_ORIGIN = "dev.messaging.foreign-origin";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private final Origins origins;

    Intake(Origins origins) {
        this.origins = origins;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        String host = request.getHeaders().get(HttpHeader.HOST); // HTTP/1.0 knows none, browsers always send one.
        if (host != null && !origins.isOurs(host)) {
            throw new HttpException.RuntimeException(ProblemType.FOREIGN_HOST.status(), "Foreign host");
        }
        List<String> codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
        if (!codings.isEmpty() && !(codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst()))) {
            throw new HttpException.RuntimeException(501, "The only Transfer-Encoding that is understood is chunked");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean foreign = origin != null && !origins.mayCall(origin, host == null ? "" : host);
        if (foreign) {
            request.setAttribute(FOREIGN_ORIGIN, origin);
        }
        boolean stage = !HandlerType.findOrDefault(request.getMethod()).isHttpMethod();
        return foreign || stage || request.getHeaders().contains(METHOD_OVERRIDE)
                ? new Cleaned(request, foreign, stage)
                : request;
    }

    /** The origin that may not call, if the request came from one. */
    static Optional<String> foreignOrigin(ServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(FOREIGN_ORIGIN));
    }

    private static final class Cleaned extends Request.Wrapper {
        private final HttpFields headers;
        private final boolean stage;

        Cleaned(Request request, boolean foreign, boolean stage) {
            super(request);
            HttpFields.Mutable kept = HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE);
            this.headers = foreign ? kept.remove(HttpHeader.ORIGIN).asImmutable() : kept.asImmutable();
            this.stage = stage;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public String getMethod() {
            return stage ? "UNKNOWN" : super.getMethod();
        }
    }
}
