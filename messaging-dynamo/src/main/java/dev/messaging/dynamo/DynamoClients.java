package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How to talk to DynamoDB: all settings of clients in one place. A client asks once; the store repeats, for only it knows
 * what a request that got no answer may have done, and when the caller's time is up.
 */
public final class DynamoClients {
    /** How many requests can be under way at once. */
    static final int CONNECTIONS = 128;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(4);
    /** For an endpoint that is no AWS, where the name means nothing. */
    private static final Region ANY_REGION = Region.US_EAST_1;

    private DynamoClients() {}

    /**
     * A client for DynamoDB in AWS, with region and credentials as the SDK finds them.
     *
     * @param region the region, or empty for the one that the environment names
     * @return the client; whoever made it closes it
     * @throws StoreException (not done) if no region is named anywhere
     */
    public static DynamoDbClient inAws(Optional<String> region) {
        DynamoDbClientBuilder builder = settings();
        region.map(Region::of).ifPresent(builder::region);
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw StoreException.notDone(
                    "There is no AWS region that can be used: set AWS_REGION, or the region of the AWS profile.",
                    e);
        }
    }

    /**
     * A client for a DynamoDB-compatible endpoint. One on this machine needs no credentials and no region.
     *
     * @param endpoint where it listens
     * @param region the region, or empty for the one that the environment names
     * @return the client; whoever made it closes it
     * @throws StoreException (not done) if no region is named anywhere and the endpoint is elsewhere
     */
    public static DynamoDbClient at(URI endpoint, Optional<String> region) {
        DynamoDbClientBuilder builder = settings().endpointOverride(endpoint);
        region.map(Region::of).ifPresent(builder::region);
        if (isLoopback(endpoint)) {
            builder.region(region.map(Region::of).orElse(ANY_REGION))
                    .credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw StoreException
                    .notDone("There is no AWS region that can be used for " + endpoint + ": set AWS_REGION.", e);
        }
    }

    /**
     * Whether an endpoint is on this machine.
     *
     * @param endpoint where something listens
     * @return whether it is {@code localhost} or an address that leads back here
     */
    public static boolean isLoopback(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static DynamoDbClientBuilder settings() {
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS).connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER).connectionAcquisitionTimeout(CONNECT).tcpKeepAlive(true))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1))
                        .apiCallAttemptTimeout(ANSWER).apiCallTimeout(ANSWER.plus(CONNECT)));
    }
}
