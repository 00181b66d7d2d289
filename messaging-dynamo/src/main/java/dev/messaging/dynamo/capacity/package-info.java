/**
 * What each operation costs on DynamoDB, as functions of what it is about. The one table of it: {@code CapacityTest} holds the
 * store to it, {@code docs/costs.md} is held to it, and the cost model reads it. Without a word of any SDK.
 *
 * <p>An {@link dev.messaging.dynamo.capacity.Operation} is a record of its parameters, and {@code cost()} tells trips and units by
 * table:
 *
 * <pre>{@code
 * Cost send = new Send.ToUser(200).cost();
 * send.trips();             // 2: look up, put
 * send.directory().read();  // 3.0
 * send.messages().read();   // 0.5
 * send.messages().write();  // 1.0
 * Cost group = new Send.ToGroup(20, 200).withKey().cost();
 * Cost check = new Check.AfterCursor(true, Entries.none(200)).cost();
 * }</pre>
 *
 * <p>Units are those that AWS bills in a healthy case: nobody else puts at the same place of an inbox at the same moment, no
 * replica is behind, nothing is throttled. Who compares them with what DynamoDB Local reports must know that it is wrong
 * about transactions (it leaves out that they cost twice) and reports nothing for a read that finds nothing, for which AWS bills
 * the least; and that what a node remembers (accounts for a minute, where inboxes end for four seconds) is a
 * parameter here, and depends on the moment there.
 */
@NullMarked
package dev.messaging.dynamo.capacity;

import org.jspecify.annotations.NullMarked;
