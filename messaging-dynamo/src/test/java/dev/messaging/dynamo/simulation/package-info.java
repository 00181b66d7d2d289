/**
 * A world in which the real core and the real store run on simulated machines, over a simulated network, database and
 * clock: everything that happens is decided by one seed, and happens again for the same seed.
 */
@NullMarked
package dev.messaging.dynamo.simulation;

import org.jspecify.annotations.NullMarked;
