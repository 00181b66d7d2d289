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
 * @param metrics what is counted
 * @param memory what large requests hold
 */
record Serving(Messaging messaging, HttpSettings settings, TrustedProxies proxies, CallLimits callLimits,
        LoginAttempts loginAttempts, Listeners listeners, Metrics metrics, HeldMemory memory) {
    /** @throws IllegalArgumentException if a configured proxy is none */
    static Serving of(Messaging messaging, HttpSettings settings, Metrics metrics, TimeMeter clock) {
        Serving serving = new Serving(messaging, settings, new TrustedProxies(settings.trustedProxies()),
                new CallLimits(settings.rateLimits(), clock), new LoginAttempts(settings.rateLimits(), clock),
                new Listeners(settings.connectionsMax()), metrics, HeldMemory.ofThisProcess());
        metrics.watch(serving.memory);
        serving.callLimits.quotas().forEach(metrics::watch);
        serving.loginAttempts.quotas().forEach(metrics::watch);
        return serving;
    }
}
