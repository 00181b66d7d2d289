/**
 * A DynamoDB in memory, as far as this program's adapter speaks its language: exact enough that the adapter cannot tell, and
 * with a memory of how things were, so that reads can be stale.
 */
@NullMarked
package dev.messaging.dynamo.simulated;

import org.jspecify.annotations.NullMarked;
