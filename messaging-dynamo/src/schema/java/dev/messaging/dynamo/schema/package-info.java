/** What tables there are, without a word of any SDK, so that programs that only set them up can read it too. */
@NullMarked
package dev.messaging.dynamo.schema;

import org.jspecify.annotations.NullMarked;
