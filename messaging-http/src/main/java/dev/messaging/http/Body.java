package dev.messaging.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body within bounds of size and time. */
final class Body {
    static final int BYTES_MAX = 128 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Body.class);
    /** Of a body, in memory: room to grow, and what is read from it. */
    private static final int COPIES = 4;
    private static final int DISCARD_BYTES_MAX = 4 * 1024 * 1024;
    private static final Duration DISCARD_WAIT = Duration.ofSeconds(2);

    private Body() {}

    /**
     * Reads to the end, or up to the limit.
     *
     * @param held holds it, if it is longer than usual
     * @throws ProblemException if the body is longer than {@link #BYTES_MAX}, announced or not, or too slow; or if there is
     *     no memory for it
     */
    static byte[] read(HttpServletRequest request, Duration wait, HeldMemory.Share held) throws IOException {
        if (request.getContentLengthLong() > BYTES_MAX) {
            throw tooLarge();
        }
        EndPoint client = endPoint(request);
        long idleMillis = client.getIdleTimeout();
        try {
            return readAll(request.getInputStream(), client, System.nanoTime() + wait.toNanos(), held);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw tooSlow();
            }
            throw e;
        } finally {
            client.setIdleTimeout(idleMillis);
        }
    }

    /**
     * Throws away what is left of a body after the answer has gone out. Many clients look at the answer only when they have
     * sent everything, and would see a broken connection instead of it. Bounded: whoever sends for longer sees just that.
     */
    static void discardRest(HttpServletRequest request) {
        EndPoint client = endPoint(request);
        long idleMillis = client.getIdleTimeout();
        try {
            ServletInputStream in = request.getInputStream();
            if (in.isFinished() || request.getHeader("Expect") != null) {
                return; // Nothing is left, or the client waits for a word before it sends.
            }
            client.setIdleTimeout(DISCARD_WAIT.toMillis());
            long deadlineNanos = System.nanoTime() + DISCARD_WAIT.toNanos();
            byte[] part = new byte[8 * 1024];
            int left = DISCARD_BYTES_MAX;
            while (left > 0 && System.nanoTime() - deadlineNanos < 0) {
                int length = in.read(part);
                left = length < 0 ? 0 : left - length;
            }
        } catch (IOException gone) {
            LOG.debug("A client went away while it was sending what nobody reads", gone);
        } finally {
            client.setIdleTimeout(idleMillis);
        }
    }

    /** The idle timeout bounds the wait for the next part: to what is left of the time for all. */
    private static byte[] readAll(InputStream in, EndPoint client, long deadlineNanos,
            HeldMemory.Share held) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[4 * 1024];
        int length = 0;
        while (length >= 0) {
            body.write(part, 0, length);
            if (body.size() > BYTES_MAX) {
                throw tooLarge();
            }
            held.hold((long) COPIES * body.size(), Duration.ZERO);
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (leftMillis <= 0) {
                throw tooSlow();
            }
            client.setIdleTimeout(leftMillis);
            length = in.read(part);
        }
        return body.toByteArray();
    }

    static EndPoint endPoint(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request).getConnectionMetaData().getConnection()
                .getEndPoint();
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "A body may have at most " + BYTES_MAX + " bytes.");
    }

    private static ProblemException tooSlow() {
        return new ProblemException(ProblemType.BODY_TOO_SLOW, "Nothing was done: the body did not arrive in time.");
    }
}
