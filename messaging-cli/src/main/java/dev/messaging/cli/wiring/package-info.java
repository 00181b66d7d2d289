/** Where adapters are chosen and put together: the one place that knows them by name. */
@NullMarked
package dev.messaging.cli.wiring;

import org.jspecify.annotations.NullMarked;
