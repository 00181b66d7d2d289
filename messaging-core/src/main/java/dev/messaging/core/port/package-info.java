/**
 * What the core asks of a store. Each method is one intent that is atomic to its caller; who writes a new store proves
 * it with the contract suites in the test-jar of this module.
 */
@NullMarked
package dev.messaging.core.port;

import org.jspecify.annotations.NullMarked;
