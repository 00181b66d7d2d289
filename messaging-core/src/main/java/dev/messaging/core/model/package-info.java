/**
 * The words of the business as immutable values: each checks itself when it is made, so whoever holds one holds a valid
 * one, and each has one canonical text form.
 */
@NullMarked
package dev.messaging.core.model;

import org.jspecify.annotations.NullMarked;
