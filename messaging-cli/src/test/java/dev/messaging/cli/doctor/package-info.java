/** Parts of an examination by themselves. */
@NullMarked
package dev.messaging.cli.doctor;

import org.jspecify.annotations.NullMarked;
