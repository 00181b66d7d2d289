package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class TroubleTest {
    @Test
    void whatWasAnsweredWithAnErrorOfTheCallersIsNotDoneAndNotRepeated() {
        assertJudged(answered(400, "ValidationException"), Outcome.NOT_DONE, false);
        assertJudged(answered(400, "AccessDeniedException"), Outcome.NOT_DONE, false);
        assertJudged(answered(413, "RequestEntityTooLarge"), Outcome.NOT_DONE, false);
    }

    @Test
    void throttlingAndConflictsAreNotDoneAndRepeated() {
        for (String code : new String[]{"ProvisionedThroughputExceededException", "ThrottlingException",
                "RequestLimitExceeded"}) {
            assertJudged(answered(400, code), Outcome.NOT_DONE, true);
            assertTrue(Trouble.of(answered(400, code)).throttled());
        }
        assertJudged(TransactionConflictException.builder().statusCode(400).build(), Outcome.NOT_DONE, true);
    }

    @Test
    void whatMayHaveArrivedIsUnknownAndRepeated() {
        assertJudged(answered(500, "InternalServerError"), Outcome.UNKNOWN, true);
        assertJudged(answered(503, "ServiceUnavailable"), Outcome.UNKNOWN, true);
        assertJudged(ApiCallTimeoutException.create(1), Outcome.UNKNOWN, true);
        assertJudged(ApiCallAttemptTimeoutException.create(1), Outcome.UNKNOWN, true);
        assertJudged(unanswered(new SocketTimeoutException("Read timed out")), Outcome.UNKNOWN, true);
        assertJudged(unanswered(new IOException("Connection reset")), Outcome.UNKNOWN, true);
    }

    @Test
    void whatNeverLeftIsNotDone() {
        assertJudged(unanswered(new ConnectException("Connection refused")), Outcome.NOT_DONE, true);
        assertJudged(unanswered(new IOException(new UnknownHostException("nowhere"))), Outcome.NOT_DONE, true);
        assertJudged(SdkClientException.create("Unable to load credentials from any of the providers"),
                Outcome.NOT_DONE, false);
    }

    @Test
    void whatWasInterruptedIsNotRepeatedForTheThreadIsToEnd() {
        assertJudged(AbortedException.create("interrupted"), Outcome.UNKNOWN, false);
    }

    @Test
    void ofAClientThatRepeatsByItselfOnlyTheLastAttemptIsKnown() {
        SdkException throttledInTheEnd = answered(400, "ThrottlingException").toBuilder().numAttempts(3).build();
        assertEquals(Outcome.UNKNOWN, Trouble.of(throttledInTheEnd).outcome());
        assertEquals(Outcome.NOT_DONE, Trouble.of(throttledInTheEnd).whileReading().outcome());
        assertTrue(Trouble.of(throttledInTheEnd).throttled());
    }

    @Test
    void missingCredentialsAreNamedAsSuch() {
        System.setProperty("aws.region", "eu-central-1");
        try (DynamoDbClient client = DynamoClients.inAws(Optional.of("us-east-1"))) {
            assertEquals("us-east-1", client.serviceClientConfiguration().region().id());
        } finally {
            System.clearProperty("aws.region");
        }
        String sentence = Trouble.of(SdkClientException.create("Unable to load credentials from any")).getMessage();
        assertTrue(String.valueOf(sentence).contains("AWS_PROFILE"), sentence);
    }

    @Test
    void onlyEndpointsOnThisMachineAreLoopback() {
        for (String here : new String[]{"http://localhost:8000", "http://127.0.0.1", "https://127.1.2.3:1",
                "http://[::1]:8000"}) {
            assertTrue(DynamoClients.isLoopback(URI.create(here)), here);
        }
        for (String elsewhere : new String[]{"http://localhost.example.com", "http://10.0.0.1:8000",
                "http://128.0.0.1"}) {
            assertFalse(DynamoClients.isLoopback(URI.create(elsewhere)), elsewhere);
        }
    }

    private static void assertJudged(SdkException e, Outcome outcome, boolean worthRepeating) {
        Trouble trouble = Trouble.of(e);
        assertEquals(outcome, trouble.outcome(), e.toString());
        assertEquals(worthRepeating, trouble.worthRepeating(), e.toString());
        assertEquals(Outcome.NOT_DONE, trouble.whileReading().outcome(), e.toString());
    }

    private static SdkException answered(int status, String code) {
        return DynamoDbException.builder().statusCode(status).message(code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build()).build();
    }

    private static SdkException unanswered(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request", cause);
    }
}
