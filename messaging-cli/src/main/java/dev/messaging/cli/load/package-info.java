/**
 * Users who check their messages and talk, made up by the thousand, against any server over HTTP. Requests come when they
 * are due, whether or not earlier ones were answered (an open model), and are timed from then, so that a server that stalls
 * cannot hide it by slowing its callers down.
 */
@NullMarked
package dev.messaging.cli.load;

import org.jspecify.annotations.NullMarked;
