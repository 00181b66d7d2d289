package dev.messaging.dynamo.simulated;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The exceptions that the SDK makes of DynamoDB's answers. */
public final class Failures {
    private Failures() {}

    private static AwsErrorDetails details(String code, String sentence) {
        return AwsErrorDetails.builder().serviceName("DynamoDb").errorCode(code).errorMessage(sentence).build();
    }

    static DynamoDbException malformed(String sentence) {
        return (DynamoDbException) DynamoDbException.builder().statusCode(400).message(sentence)
                .awsErrorDetails(details("ValidationException", sentence)).build();
    }

    static ConditionalCheckFailedException conditionFailed(Map<String, AttributeValue> told) {
        String sentence = "The conditional request failed";
        ConditionalCheckFailedException.Builder builder = ConditionalCheckFailedException.builder();
        if (!told.isEmpty()) {
            builder.item(told);
        }
        return builder.statusCode(400).message(sentence).writableStackTrace(false)
                .awsErrorDetails(details("ConditionalCheckFailedException", sentence)).build();
    }

    static ResourceNotFoundException noTable() {
        String sentence = "Cannot do operations on a non-existent table";
        return ResourceNotFoundException.builder().statusCode(400).message(sentence)
                .awsErrorDetails(details("ResourceNotFoundException", sentence)).build();
    }

    static ResourceInUseException tableExists() {
        String sentence = "Cannot create preexisting table";
        return ResourceInUseException.builder().statusCode(400).message(sentence)
                .awsErrorDetails(details("ResourceInUseException", sentence)).build();
    }

    static IdempotentParameterMismatchException otherRequestWithThisToken() {
        String sentence = "The request uses the same client token as a previous, but non-identical request";
        return IdempotentParameterMismatchException.builder().statusCode(400).message(sentence)
                .awsErrorDetails(details("IdempotentParameterMismatchException", sentence)).build();
    }

    static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
        String sentence = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [", "]"));
        return TransactionCanceledException.builder().cancellationReasons(reasons).statusCode(400).message(sentence)
                .writableStackTrace(false).awsErrorDetails(details("TransactionCanceledException", sentence)).build();
    }

    /**
     * A transaction that met another, or too little capacity, at one of its items.
     *
     * @param items how many items it has
     * @param at at which one
     * @param throttled whether it was for want of capacity
     * @return the exception
     */
    public static TransactionCanceledException crowded(int items, int at, boolean throttled) {
        CancellationReason none = CancellationReason.builder().code("None").build();
        List<CancellationReason> reasons = new java.util.ArrayList<>(java.util.Collections.nCopies(items, none));
        reasons.set(at,
                CancellationReason.builder().code(throttled ? "ThrottlingError" : "TransactionConflict").build());
        return cancelled(reasons);
    }

    /**
     * Too much was asked at once.
     *
     * @return the exception
     */
    public static ProvisionedThroughputExceededException throttled() {
        String sentence = "The level of configured provisioned throughput for the table was exceeded";
        return ProvisionedThroughputExceededException.builder().statusCode(400).message(sentence)
                .writableStackTrace(false)
                .awsErrorDetails(details("ProvisionedThroughputExceededException", sentence)).build();
    }

    /**
     * DynamoDB's own trouble: it may have done what it was asked.
     *
     * @return the exception
     */
    public static InternalServerErrorException internal() {
        String sentence = "Internal server error";
        return InternalServerErrorException.builder().statusCode(500).message(sentence).writableStackTrace(false)
                .awsErrorDetails(details("InternalServerError", sentence)).build();
    }
}
