package dev.messaging.dynamo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One DynamoDB Local for all tests of this JVM, started when the first test asks for it and stopped at the end. Without
 * it tests fail, so that a broken setup does not look green; only where it was said to be left out they are skipped.
 */
final class DynamoDbLocalExtension implements ExecutionCondition, ParameterResolver {
    static final Path JARS = Path.of("..", "development", "dynamodb-local", "target", "lib");
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
            .create(DynamoDbLocalExtension.class);

    private record Running(DynamoDbLocal local, DynamoDbClient client) implements AutoCloseable {
        static Running start() {
            try {
                DynamoDbLocal local = DynamoDbLocal.start(JARS, 0, Optional.empty());
                return new Running(local, LocalTables.clientOf(local.endpoint()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            client.close();
            local.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return System.getProperty("messaging.test.dynamodb-local", "required").equals("skip")
                ? ConditionEvaluationResult.disabled("without DynamoDB Local, as chosen by -Pno-dynamodb-local")
                : ConditionEvaluationResult.enabled("DynamoDB Local is required");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(LocalTables.class);
    }

    @Override
    public LocalTables resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot().getStore(NAMESPACE).computeIfAbsent("running", key -> Running.start(),
                Running.class);
        return context.getStore(NAMESPACE).computeIfAbsent(context.getRequiredTestClass(),
                key -> LocalTables.create(running.local.endpoint(), running.client), LocalTables.class);
    }
}
