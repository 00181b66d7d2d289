package dev.messaging.http;

import dev.messaging.core.Messaging;
import io.github.bucket4j.TimeMeter;

/**
 * What every request is answered with.
 *
 * @param messaging what is served
 * @param settings how
 * @param proxies who tells where requests come from
 * @param callLimits how often callers may call
 * @param loginAttempts a say in whether passwords may be tried out
 * @param listeners who waits for news
 */
record Serving(Messaging messaging, HttpSettings settings, TrustedProxies proxies, CallLimits callLimits,
        LoginAttempts loginAttempts, Listeners listeners) {
    /** @throws IllegalArgumentException if a configured proxy is none */
    static Serving of(Messaging messaging, HttpSettings settings, TimeMeter clock) {
        return new Serving(messaging, settings, new TrustedProxies(settings.trustedProxies()),
                new CallLimits(settings.rateLimits(), clock), new LoginAttempts(settings.rateLimits(), clock),
                new Listeners());
    }
}
