package dev.messaging.http;

import dev.messaging.core.Messaging;

/**
 * What every request is answered with.
 *
 * @param messaging what is served
 * @param settings how
 * @param loginAttempts a say in whether passwords may be tried out
 */
record Serving(Messaging messaging, HttpSettings settings, LoginAttempts loginAttempts) {}
