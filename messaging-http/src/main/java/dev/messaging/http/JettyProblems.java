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
        Problem problem = problem(status, reason);
        boolean toAction = Routes.dialectAt(String.valueOf(request.getHttpURI().getPath())) == Dialect.ACTIONS;
        String id = RequestId.of(request);
        byte[] body = Json.bytes(toAction ? new ActionError(status, problem.detail()) : problem.of(id));
        response.getHeaders().put(RequestId.HEADER, id);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, toAction ? Answers.JSON : Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static Problem problem(int status, String reason) {
        String phrase = HttpStatus.getMessage(status);
        String said = reason.isEmpty() ? phrase : reason;
        return switch (status) {
            case 500 -> Problem.of(ProblemType.INTERNAL_ERROR, "The request could not be answered.");
            case 404 -> Problem.of(ProblemType.NO_SUCH_PATH, "Nothing is served at this path."); // OPTIONS *
            case 421 ->
                Problem.of(ProblemType.FOREIGN_HOST,
                        "Nothing was done: listening on a loopback address, the server goes by"
                                + " localhost and by the hosts of the origins that its operator has allowed.");
            case 414, 431 -> Problem.badRequest(status, phrase + ": the request's line and headers may have at most "
                    + Listening.REQUEST_HEADER_BYTES_MAX + " bytes together.");
            case 400 -> Problem.badRequest(status, "The request's line or headers are not well formed"
                    + (said.equals(phrase)
                            ? ": check the path's percent-encoding, and that a Content-Length is a number."
                            : ": " + said + "."));
            default -> Problem.badRequest(status, said + ".");
        };
    }
}
