package dev.messaging.dynamo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that need DynamoDB Local: their constructor may take a {@link LocalTables}, fresh tables for the whole class. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DynamoDbLocalExtension.class)
@interface OnDynamoDbLocal {
}
