package dev.messaging.cli.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that was seen from outside in a run.
 *
 * @param sends what was sent
 * @param inboxes what stands in each inbox at the end, by owner
 * @param readings what readers saw meanwhile
 * @param memberships who was in which group
 * @param blocks who blocked whom
 * @param mutes those blocks, held throughout, that concern group messages as well
 * @param noticed what was wrong already by itself
 */
record Observations(List<Send> sends, Map<String, List<Seen>> inboxes, List<Reading> readings, Ties memberships,
        Ties blocks,
        Set<Tie> mutes, List<Violation> noticed) {
    /** What an inbox holds at the end. */
    List<Seen> inbox(String owner) {
        return inboxes.getOrDefault(owner, List.of());
    }
}
