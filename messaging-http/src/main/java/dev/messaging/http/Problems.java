package dev.messaging.http;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which problem a client gets for what went wrong. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** @param request what the request goes by */
    static Problem of(Throwable failure, String request) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case Refusal refusal -> ofRefusal(refusal);
            case StoreException trouble -> ofStore(trouble);
            case NotFoundResponse nothing -> Problem.of(ProblemType.NO_SUCH_PATH,
                    "Nothing is served at this path. The page at / lists what is.");
            case MethodNotAllowedResponse no -> Problem.of(ProblemType.METHOD_NOT_ALLOWED,
                    "This path knows " + allowed(no) + ".");
            case IOException cut -> Problem.of(ProblemType.BAD_REQUEST, "The body ended early, or is badly framed.");
            default -> ofBug(failure, request);
        };
    }

    /** The methods of the path, as Javalin lists them. */
    static String allowed(MethodNotAllowedResponse refused) {
        return String.join(", ", refused.getDetails().values());
    }

    private static Problem ofRefusal(Refusal refusal) {
        return switch (refusal) {
            case Refusal.BadValue bad -> Problem.badValue(bad.field(), bad.getMessage() + ".");
            case Refusal.NoSuchUser no -> Problem.of(ProblemType.NO_SUCH_USER, text(no));
            case Refusal.NoSuchGroup no -> Problem.of(ProblemType.NO_SUCH_GROUP, text(no));
            case Refusal.IdTaken no -> Problem.of(ProblemType.ID_TAKEN, text(no));
            case Refusal.Blocked no -> Problem.of(ProblemType.BLOCKED, text(no));
            case Refusal.SenderNotMember no -> Problem.of(ProblemType.SENDER_NOT_MEMBER, text(no));
            case Refusal.AlreadyBlocked no -> Problem.of(ProblemType.ALREADY_BLOCKED, text(no));
            case Refusal.NotBlocked no -> Problem.of(ProblemType.NOT_BLOCKED, text(no));
            case Refusal.AlreadyMember no -> Problem.of(ProblemType.ALREADY_MEMBER, text(no));
            case Refusal.NotMember no -> Problem.of(ProblemType.NOT_MEMBER, text(no));
            case Refusal.GroupFull no -> Problem.of(ProblemType.GROUP_FULL, text(no));
            case Refusal.Unauthenticated no -> Problem.of(ProblemType.UNAUTHENTICATED, text(no));
            case Refusal.WrongCredentials no -> Problem.of(ProblemType.WRONG_CREDENTIALS, text(no));
            case Refusal.NotPermitted no -> Problem.of(ProblemType.NOT_PERMITTED, text(no));
            case Refusal.Suspended no -> Problem.of(ProblemType.SUSPENDED, text(no));
            case Refusal.TooBusy no -> Problem.of(ProblemType.TOO_BUSY, text(no));
            case Refusal.ReadOnly no -> Problem.of(ProblemType.READ_ONLY, text(no));
            case Refusal.TooManyBlocks no -> Problem.of(ProblemType.TOO_MANY_BLOCKS, text(no));
            case Refusal.TooManyGroups no -> Problem.of(ProblemType.TOO_MANY_GROUPS, text(no));
            case Refusal.TooManySessions no -> Problem.of(ProblemType.TOO_MANY_SESSIONS, text(no));
            case Refusal.KeyReused no -> Problem.of(ProblemType.KEY_REUSED, text(no));
            case Refusal.TooManyListeners no -> Problem.of(
                    no.toOneInbox() ? ProblemType.TOO_MANY_REQUESTS : ProblemType.TOO_MANY_LISTENERS, text(no));
            case Refusal.CursorGone no -> Problem.of(ProblemType.CURSOR_GONE, text(no));
        };
    }

    private static Problem ofStore(StoreException trouble) {
        log(trouble);
        return switch (trouble.outcome()) {
            case NOT_DONE -> Problem.of(ProblemType.STORE_UNAVAILABLE,
                    "The store is in trouble. Nothing was changed: it is safe to repeat the request.");
            case UNKNOWN -> Problem.of(ProblemType.OUTCOME_UNKNOWN, "The store did not answer in time: the request may"
                    + " have taken effect, or may still. Repeat it only with the same Idempotency-Key.");
        };
    }

    /** One line: a store in trouble is in trouble for every request. */
    static void log(StoreException trouble) {
        String cause = trouble.getCause() == null ? "" : " (" + trouble.getCause() + ")";
        LOG.warn("Store trouble, {}: {}{}", trouble.outcome(), trouble.getMessage(), cause);
        LOG.debug("Where it came from", trouble);
    }

    /** Nothing about the inside goes out; the id leads from a user's report to the log. */
    private static Problem ofBug(Throwable bug, String request) {
        LOG.error("Request {} failed", request, bug);
        return Problem.of(ProblemType.INTERNAL_ERROR,
                "This is a defect of the server. Its log knows it as " + request + ".");
    }

    private static String text(Refusal refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
