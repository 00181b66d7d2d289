package dev.messaging.core.model;

import java.time.Instant;

/**
 * What was removed of a user who is erased, and what is left to do.
 *
 * @param sessions how many sessions were ended
 * @param blocks how many blocks were removed: those that the user set, and those that others set against it
 * @param groups how many groups the user was taken out of
 * @param messages how many entries of its inbox were removed
 * @param left what is left to do
 */
public record Erasure(int sessions, int blocks, int groups, int messages, Left left) {
    /** What is left to do. */
    public sealed interface Left {}

    /** Nothing: the user is erased. */
    public record Nothing() implements Left {}

    /** More than was done at once: go on, now. */
    public record More() implements Left {}

    /**
     * What cannot go yet. Go on then; until then nothing is lost by it, and nobody can reach it.
     *
     * @param notBefore when it is worth to go on
     * @param why what is waited for, as a sentence
     */
    public record Later(Instant notBefore, String why) implements Left {}

    /**
     * This and what was removed afterwards.
     *
     * @param next what the next call has removed
     * @return both, and what is left now
     */
    public Erasure then(Erasure next) {
        return new Erasure(sessions + next.sessions, blocks + next.blocks, groups + next.groups,
                messages + next.messages, next.left);
    }
}
