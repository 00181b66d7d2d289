/**
 * What a number of users costs in a month, before anything is deployed: {@link dev.messaging.cli.cost.CostCommand}. What an operation
 * costs on DynamoDB is read from {@code dev.messaging.dynamo.capacity}, which the store is held to.
 *
 * <p>All amounts are {@code double}: they are estimates by rates and means, rounded when they are shown; units are halves, which
 * {@code double} holds exactly, and sums of list prices are off by less than a millionth of a cent.
 */
@NullMarked
package dev.messaging.cli.cost;

import org.jspecify.annotations.NullMarked;
