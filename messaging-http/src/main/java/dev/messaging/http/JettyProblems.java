package dev.messaging.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problems instead of Jetty's pages, for requests so broken that Jetty refuses them before Javalin sees them. */
final class JettyProblems implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String reason = "";
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused) {
            status = refused.getCode();
            reason = refused.getReason() == null ? "" : refused.getReason();
            response.setStatus(status);
        }
        byte[] body = Json.bytes(problem(status, reason));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static Problem problem(int status, String reason) {
        if (status >= 500) {
            return Problem.of(ProblemType.INTERNAL_ERROR, "The request could not be answered.");
        }
        String detail = reason.isEmpty() ? "The request breaks a rule of HTTP." : reason + ".";
        return Problem.ofStatus(status, HttpStatus.getMessage(status), detail);
    }
}
