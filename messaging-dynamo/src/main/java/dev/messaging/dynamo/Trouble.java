package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * One request to DynamoDB that got no useful answer: the one place where the SDK's exceptions are judged. {@link Patience}
 * repeats what is worth it, and tells the caller what is known in the end.
 */
@SuppressWarnings("serial") // never serialized
final class Trouble extends RuntimeException {
    private static final Set<String> THROTTLED = Set.of("ProvisionedThroughputExceededException", "ThrottlingException",
            "RequestLimitExceeded", "Throttling", "ThrottlingError", "ProvisionedThroughputExceeded");
    /** Apache's name for "there was no connection": nothing was sent. */
    private static final Set<String> NOT_CONNECTED = Set.of("ConnectTimeoutException");
    /** Apache's name for "all connections are in use": nothing was sent. */
    private static final String NO_CONNECTION_FREE = "ConnectionRequestTimeoutException";

    private final Outcome outcome;
    private final boolean worthRepeating;
    private final boolean throttled;

    private Trouble(String sentence, Outcome outcome, boolean worthRepeating, boolean throttled,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.outcome = outcome;
        this.worthRepeating = worthRepeating;
        this.throttled = throttled;
    }

    /** Something that is wrong on this side and that repeating would not mend; nothing was asked of DynamoDB. */
    static Trouble here(String sentence) {
        return new Trouble(sentence, Outcome.NOT_DONE, false, false, null);
    }

    /** A transaction that met others, or too little capacity, and was not done. */
    static Trouble crowded(boolean throttled, SdkException cause) {
        return new Trouble("Too many changes to the same things at once.", Outcome.NOT_DONE, true, throttled, cause);
    }

    static Trouble of(SdkException e) {
        Trouble trouble = e instanceof AwsServiceException answered ? answered(answered) : unanswered(e);
        boolean onlyLastIsKnown = attempts(e) > 1;
        return onlyLastIsKnown ? trouble.with(Outcome.UNKNOWN) : trouble;
    }

    /** How often the SDK asked: once, unless an embedder's client repeats by itself. */
    static int attempts(SdkException e) {
        Integer attempts = e.numAttempts();
        return attempts == null ? 1 : Math.max(1, attempts);
    }

    private static Trouble answered(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
        if (e.isThrottlingException() || THROTTLED.contains(code)) {
            return new Trouble("DynamoDB is throttling.", Outcome.NOT_DONE, true, true, e);
        }
        return switch (e) {
            case TransactionConflictException conflict -> crowded(false, conflict);
            case TransactionInProgressException begun ->
                new Trouble("The change is still under way.", Outcome.UNKNOWN, true, false, begun);
            case ResourceNotFoundException missing -> new Trouble(
                    "A table is missing in DynamoDB. Create it with: messaging tables create", Outcome.NOT_DONE, false,
                    false, missing);
            default -> e.statusCode() >= 500
                    ? new Trouble("DynamoDB has an internal error.", Outcome.UNKNOWN, true, false, e)
                    : new Trouble("DynamoDB refuses the request: " + e.getMessage(), Outcome.NOT_DONE, false, false, e);
        };
    }

    private static Trouble unanswered(SdkException e) {
        if (e instanceof AbortedException) {
            return new Trouble("The request was interrupted.", Outcome.UNKNOWN, false, false, e);
        }
        if (causes(e).anyMatch(cause -> cause.getClass().getSimpleName().equals(NO_CONNECTION_FREE))) {
            return new Trouble("Too many requests to DynamoDB are under way in this process.", Outcome.NOT_DONE, true,
                    false, e);
        }
        if (causes(e).anyMatch(Trouble::meansNotConnected)) {
            return new Trouble("DynamoDB cannot be reached: " + innermost(e), Outcome.NOT_DONE, true, false, e);
        }
        if (String.valueOf(e.getMessage()).startsWith("Unable to load credentials")) {
            return new Trouble("There are no AWS credentials: set AWS_PROFILE or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY, or run on a machine with a role.", Outcome.NOT_DONE, false, false, e);
        }
        boolean passing = e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException
                || causes(e).anyMatch(IOException.class::isInstance);
        return new Trouble("DynamoDB did not answer: " + e.getMessage(), Outcome.UNKNOWN, passing, false, e);
    }

    private static boolean meansNotConnected(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException || cause instanceof SSLHandshakeException
                || NOT_CONNECTED.contains(cause.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }

    private static String innermost(Throwable e) {
        return causes(e).reduce(e, (outer, inner) -> inner).toString();
    }

    private Trouble with(Outcome other) {
        return new Trouble(String.valueOf(getMessage()), other, worthRepeating, throttled, this);
    }

    /** The same trouble met while reading: nothing can have changed. */
    Trouble whileReading() {
        return outcome == Outcome.NOT_DONE ? this : with(Outcome.NOT_DONE);
    }

    /** Of a write: whether it certainly had no effect and never will, or may have had one, or may still. */
    Outcome outcome() {
        return outcome;
    }

    boolean worthRepeating() {
        return worthRepeating;
    }

    boolean throttled() {
        return throttled;
    }

    StoreException asStoreException(Outcome ofAllAttempts) {
        String sentence = String.valueOf(getMessage());
        return ofAllAttempts == Outcome.NOT_DONE
                ? StoreException.notDone(sentence, this)
                : StoreException.unknown(sentence, this);
    }
}
