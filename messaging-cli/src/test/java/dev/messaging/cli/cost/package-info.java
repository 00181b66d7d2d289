/** The bill, reckoned by hand and by the model. */
@NullMarked
package dev.messaging.cli.cost;

import org.jspecify.annotations.NullMarked;
