package dev.messaging.cli.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All memberships, or all blocks, of a run.
 *
 * @param spells when each was there
 */
record Ties(Map<Tie, List<Spell>> spells) {
    boolean surelyThroughout(Tie tie, Span span) {
        return of(tie).stream().anyMatch(spell -> spell.surely().covers(span));
    }

    boolean perhapsWithin(Tie tie, Span span) {
        return of(tie).stream().anyMatch(spell -> spell.perhaps().meets(span));
    }

    Set<String> others(String owner) {
        return spells.keySet().stream().filter(tie -> tie.owner().equals(owner)).map(Tie::other)
                .collect(Collectors.toSet());
    }

    private List<Spell> of(Tie tie) {
        return spells.getOrDefault(tie, List.of());
    }
}
