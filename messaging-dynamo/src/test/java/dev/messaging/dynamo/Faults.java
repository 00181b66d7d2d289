package dev.messaging.dynamo;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** A wire whose faults are set up by rules: the first rule that fits a request decides what happens to it. */
final class Faults implements Wire {
    /** The machine has stopped: nothing it does from here on reaches anybody. */
    @SuppressWarnings("serial") // never serialized
    static final class ProcessDied extends Error {}

    private record Rule(Predicate<DynamoDbRequest> fits, Wire fault) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<Runnable> inTheNetwork = new ArrayList<>();
    private int seen;

    /** How many requests there were. */
    int seen() {
        return seen;
    }

    void when(Predicate<DynamoDbRequest> fits, Wire fault) {
        rules.add(new Rule(fits, fault));
    }

    void heal() {
        rules.clear();
    }

    static Predicate<DynamoDbRequest> is(Class<? extends DynamoDbRequest> kind) {
        return kind::isInstance;
    }

    /** The n-th request from now on, counted from 1, of those that fit. */
    static Predicate<DynamoDbRequest> nth(int n, Predicate<DynamoDbRequest> of) {
        int[] counted = {0};
        return request -> of.test(request) && ++counted[0] == n;
    }

    /** The n-th request from now on, counted from 1, of those that fit, and all behind it, whether these fit or not. */
    static Predicate<DynamoDbRequest> fromNth(int n, Predicate<DynamoDbRequest> of) {
        int[] counted = {0};
        return request -> (of.test(request) && ++counted[0] >= n) || counted[0] >= n;
    }

    /** It takes effect, and the answer gets lost. */
    static Wire lostAnswer() {
        return (request, send) -> {
            try {
                var unused = send.apply(request);
            } catch (DynamoDbException answered) {
                throw timeout();
            }
            throw timeout();
        };
    }

    /** It gets lost. */
    static Wire lostRequest() {
        return (request, send) -> {
            throw timeout();
        };
    }

    /** It arrives only when {@link #arrive} is called, long after its sender gave it up. */
    Wire late() {
        return (request, send) -> {
            inTheNetwork.add(() -> {
                try {
                    var unused = send.apply(request);
                } catch (DynamoDbException nobodyListens) {
                    // The sender has given up.
                    inTheNetwork.clear();
                }
            });
            throw timeout();
        };
    }

    void arrive() {
        List.copyOf(inTheNetwork).forEach(Runnable::run);
        inTheNetwork.clear();
    }

    /** How much is late, and has not arrived. */
    int inTheNetwork() {
        return inTheNetwork.size();
    }

    static Wire throttle() {
        return (request, send) -> {
            throw ProvisionedThroughputExceededException.builder().statusCode(400).message("too much").awsErrorDetails(
                    AwsErrorDetails.builder().errorCode("ProvisionedThroughputExceededException").build()).build();
        };
    }

    static Wire fail(SdkException e) {
        return (request, send) -> {
            throw e;
        };
    }

    /** DynamoDB has an internal error, without having done anything. */
    static Wire internalError() {
        return fail(DynamoDbException.builder().statusCode(500).message("internal").build());
    }

    /** DynamoDB has an internal error when it has done everything. */
    static Wire internalErrorAfter() {
        return (request, send) -> {
            var unused = send.apply(request);
            throw DynamoDbException.builder().statusCode(500).message("internal").build();
        };
    }

    /** Nobody listens there. */
    static Wire refuseConnection() {
        return fail(SdkClientException.builder().message("refused").cause(new ConnectException("refused")).build());
    }

    /** The process ends before the request leaves it. */
    static Wire die() {
        return (request, send) -> {
            throw new ProcessDied();
        };
    }

    /** The process ends when the request has taken effect. */
    static Wire dieAfter() {
        return (request, send) -> {
            var unused = send.apply(request);
            throw new ProcessDied();
        };
    }

    private static ApiCallAttemptTimeoutException timeout() {
        return ApiCallAttemptTimeoutException.create(1);
    }

    @Override
    public synchronized DynamoDbResponse pass(DynamoDbRequest request,
            Function<DynamoDbRequest, DynamoDbResponse> send) {
        seen++;
        return rules.stream().filter(rule -> rule.fits.test(request)).findFirst().map(Rule::fault)
                .orElse((passed, on) -> on.apply(passed)).pass(request, send);
    }
}
