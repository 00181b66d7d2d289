@NullMarked
package dev.messaging.infra.preview;

import org.jspecify.annotations.NullMarked;
