package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A membership or a block that comes and goes, and what is certain about when it was there. For one thread at a time. */
final class Toggle {
    private final Tie tie;
    private final Function<Boolean, Call> change;
    private final List<Spell> ended = new ArrayList<>();
    /** Since when it is there, surely and perhaps. */
    private Span since = new Span(Span.FOR_EVER, Span.FOR_EVER);
    private boolean on;
    private boolean lost;

    /**
     * One that is there from the beginning, or not.
     *
     * @param change the call that brings it, or takes it away
     */
    Toggle(Tie tie, boolean on, Function<Boolean, Call> change) {
        this.tie = tie;
        this.on = on;
        this.change = change;
        if (on) {
            since = new Span(0, 0);
        }
    }

    Tie tie() {
        return tie;
    }

    /** What to ask for next; nothing any more once nobody knows whether an earlier request is still to take effect. */
    boolean canChange() {
        return !lost;
    }

    Call next() {
        return change.apply(!on);
    }

    /** The change took effect at some moment of that time. */
    void changed(Span during) {
        if (on) {
            ended.add(new Spell(new Span(since.to(), during.from()), new Span(since.from(), during.to())));
        }
        since = during;
        on = !on;
    }

    /** The change may have taken effect, or may later. */
    void lost(long from) {
        if (on) {
            ended.add(new Spell(new Span(since.to(), from), new Span(since.from(), Span.FOR_EVER)));
        } else {
            // Nothing is sure from then on: a time that covers nothing.
            ended.add(new Spell(new Span(Span.FOR_EVER, 0), new Span(from, Span.FOR_EVER)));
        }
        lost = true;
    }

    List<Spell> spells() {
        List<Spell> all = new ArrayList<>(ended);
        if (on && !lost) {
            all.add(new Spell(new Span(since.to(), Span.FOR_EVER), new Span(since.from(), Span.FOR_EVER)));
        }
        return all;
    }
}
