/**
 * The Pulumi program that puts Messaging into AWS. {@link dev.messaging.infra.App} shows the whole; each part of it is one
 * component.
 */
@NullMarked
package dev.messaging.infra;

import org.jspecify.annotations.NullMarked;
