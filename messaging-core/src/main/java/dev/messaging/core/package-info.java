/**
 * What callers use: {@link dev.messaging.core.Messaging} and, for each subject, one small class whose methods are the
 * verbs of the business.
 */
@NullMarked
package dev.messaging.core;

import org.jspecify.annotations.NullMarked;
