package dev.messaging.http;

import io.github.bucket4j.TimeMeter;
import java.util.List;

/**
 * Bounds how often each caller calls. A call is counted before its body is judged and before credentials are looked at:
 * floods are to cost as little as they can. So it is counted for whom the caller claims to be, see {@link Claim}.
 */
final class CallLimits {
    /** So many recipients come with one send; for each further part of as many, one more is charged. */
    static final int INBOXES_FOR_ONE = 50;

    private final boolean on;
    private final Quota sends;
    private final Quota calls;
    private final Quota creations;

    CallLimits(RateLimits limits, TimeMeter clock) {
        this.on = limits.on();
        this.sends = new Quota("sends", limits.sends(), limits.rememberedMax(), clock);
        this.calls = new Quota("calls", limits.calls(), limits.rememberedMax(), clock);
        this.creations = new Quota("creations", limits.creations(), limits.rememberedMax(), clock);
    }

    /** All that a call can be counted in. */
    List<Quota> quotas() {
        return List.of(sends, calls, creations);
    }

    /**
     * Counts a call.
     *
     * @throws ProblemException if the caller has none left
     */
    void admit(Call call) {
        if (!on) {
            return;
        }
        switch (call.route().charge().kind()) {
            case SEND -> take(sends, call, call.claim(), "messages");
            case CREATION -> take(creations, call, Claim.of(call.address()), "users and groups created");
            case CALL -> take(calls, call, call.claim(), "calls");
            case NOTHING -> {
            }
        }
    }

    /** A send was accepted and goes to so many inboxes: the more there are, the more it is charged. */
    void sent(Call call, int inboxes) {
        int more = (inboxes - 1) / INBOXES_FOR_ONE;
        if (on && more > 0) {
            tell(call, sends.charge(call.claim(), more));
        }
    }

    private static void take(Quota quota, Call call, Claim caller, String what) {
        Level level = quota.take(caller);
        if (!level.taken()) {
            throw level.refusal("too many " + what + " in a short time");
        }
        tell(call, level);
    }

    /** Polls are to be short, so only posts are told, and only when it matters. */
    private static void tell(Call call, Level level) {
        if (level.sparse() && call.route().hasBody()) {
            call.context().header(Level.LIMIT_HEADER, level.limitField());
        }
    }
}
