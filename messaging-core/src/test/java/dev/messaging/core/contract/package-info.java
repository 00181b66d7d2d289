/**
 * What every store must do, as tests: whoever writes a store implements these interfaces in one small test class that
 * only says how to make the store.
 *
 * <p>The suites share a store between tests and never clear it: each test works with users and groups of its own.
 */
@NullMarked
package dev.messaging.core.contract;

import org.jspecify.annotations.NullMarked;
