package dev.messaging.dynamo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** What lies between a client and DynamoDB: it sees every request and may lose, delay or falsify what passes. */
@FunctionalInterface
interface Wire {
    DynamoDbResponse pass(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send);

    /** The same, without the time in the answers: for who moves clocks further than a store would put up with. */
    default Wire timeless() {
        return (request, send) -> (DynamoDbResponse) pass(request, send).toBuilder().sdkHttpResponse(null).build();
    }

    static DynamoDbClient before(DynamoDbClient real, Wire wire) {
        Class<?>[] types = {DynamoDbClient.class};
        return (DynamoDbClient) Proxy.newProxyInstance(Wire.class.getClassLoader(), types,
                (proxy, method, arguments) -> {
                    try {
                        if (arguments != null && arguments.length == 1) {
                            if (arguments[0] instanceof Consumer) {
                                return InvocationHandler.invokeDefault(proxy, method, arguments);
                            }
                            if (arguments[0] instanceof DynamoDbRequest request) {
                                return wire.pass(request, passed -> {
                                    try {
                                        return (DynamoDbResponse) method.invoke(real, passed);
                                    } catch (InvocationTargetException e) {
                                        throw unwrapped(e.getCause());
                                    } catch (IllegalAccessException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
                            }
                        }
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static RuntimeException unwrapped(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            return e;
        }
        throw new IllegalStateException(thrown);
    }
}
