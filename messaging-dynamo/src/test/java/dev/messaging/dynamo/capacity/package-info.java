/** The table of costs in figures, and the page that shows it. */
@NullMarked
package dev.messaging.dynamo.capacity;

import org.jspecify.annotations.NullMarked;
