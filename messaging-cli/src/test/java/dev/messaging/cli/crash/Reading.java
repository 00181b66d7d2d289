package dev.messaging.cli.crash;

import java.util.List;

/**
 * What one reader got to see of an inbox.
 *
 * @param reader who, and in which way
 * @param owner whose inbox
 * @param seen in the order in which it came
 * @param complete whether the reader went on until nothing was left; else it saw a beginning
 * @param looks when it looked at the whole inbox, and how much there was
 */
record Reading(String reader, String owner, List<Seen> seen, boolean complete, List<Look> looks) {
    /**
     * One look at a whole inbox.
     *
     * @param from when it began, in nanoseconds since the run began
     * @param count how many messages it showed
     */
    record Look(long from, int count) {}
}
