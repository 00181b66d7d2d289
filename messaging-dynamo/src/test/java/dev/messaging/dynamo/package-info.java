@NullMarked
package dev.messaging.dynamo;

import org.jspecify.annotations.NullMarked;
