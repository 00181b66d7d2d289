/** Examines a whole store beside whoever uses it, and mends what can be mended without harm. */
@NullMarked
package dev.messaging.cli.doctor;

import org.jspecify.annotations.NullMarked;
