/**
 * The store on Amazon DynamoDB: a directory table, and a messages table with one append-only log for each user. Begin at
 * {@link dev.messaging.dynamo.DynamoStore}.
 */
@NullMarked
package dev.messaging.dynamo;

import org.jspecify.annotations.NullMarked;
