package dev.messaging.cli.crash;

import java.util.List;

/**
 * What a run came to.
 *
 * @param violations what was promised and not kept
 * @param overtaken how often a sender's later message stands before its earlier one, which nobody promised
 */
record Verdict(List<Violation> violations, long overtaken) {
    Verdict {
        violations = List.copyOf(violations);
    }

    long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
