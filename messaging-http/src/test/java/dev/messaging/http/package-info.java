@NullMarked
package dev.messaging.http;

import org.jspecify.annotations.NullMarked;
