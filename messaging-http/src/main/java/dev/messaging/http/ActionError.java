package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.messaging.core.model.Refusal;

/**
 * An error as the second dialect words it. What it does not document has the status that it has in the first.
 *
 * @param status the HTTP status
 * @param message what is wrong
 */
record ActionError(@JsonIgnore int status, String message) {
    /**
     * Which error a client gets for what went wrong.
     *
     * @param request what the request goes by
     */
    static ActionError of(Throwable failure, String request) {
        return switch (failure) {
            case ActionRefused refused -> refused.error();
            case Refusal refusal -> ofRefusal(refusal, request);
            default -> asInV1(failure, request);
        };
    }

    private static ActionError ofRefusal(Refusal refusal, String request) {
        return switch (refusal) {
            case Refusal.Unauthenticated no -> unauthorized();
            case Refusal.WrongCredentials no -> unauthorized();
            case Refusal.NotPermitted no -> unauthorized();
            case Refusal.Suspended no -> unauthorized();
            case Refusal.NoSuchUser no -> new ActionError(400, Echo.of(no.id()) + " not found.");
            case Refusal.NoSuchGroup no -> new ActionError(400, "Group (" + Echo.of(no.id()) + ") not found.");
            case Refusal.AlreadyBlocked no -> new ActionError(400, String.valueOf(no.getMessage()));
            case Refusal.AlreadyMember no -> new ActionError(400, GroupActionsApi.NOTHING_TO_DO);
            case Refusal.NotMember no -> new ActionError(400, GroupActionsApi.NOTHING_TO_DO);
            case Refusal.BadValue no -> asInV1(no, request);
            case Refusal.IdTaken no -> asInV1(no, request);
            case Refusal.Blocked no -> asInV1(no, request);
            case Refusal.SenderNotMember no -> asInV1(no, request);
            case Refusal.NotBlocked no -> asInV1(no, request);
            case Refusal.GroupFull no -> asInV1(no, request);
            case Refusal.TooBusy no -> asInV1(no, request);
            case Refusal.ReadOnly no -> asInV1(no, request);
            case Refusal.TooManyBlocks no -> asInV1(no, request);
            case Refusal.TooManyGroups no -> asInV1(no, request);
            case Refusal.TooManySessions no -> asInV1(no, request);
            case Refusal.KeyReused no -> asInV1(no, request);
            case Refusal.TooManyListeners no -> asInV1(no, request);
            case Refusal.CursorGone no -> asInV1(no, request);
        };
    }

    /** The same for everyone who is not let in, so that nobody learns why. */
    private static ActionError unauthorized() {
        return new ActionError(403, "Unauthorized access");
    }

    private static ActionError asInV1(Throwable failure, String request) {
        Problem problem = Problems.of(failure, request);
        return new ActionError(problem.status(), problem.detail());
    }
}
