package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.cli.crash.Violation.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyTrialTest {
    private static final Optional<String> ONE = Optional.of("message-1");
    private static final Optional<String> OTHER = Optional.of("message-2");
    private static final Optional<String> UNNAMED = Optional.empty();

    @Test
    void oneMessageUnderOneIdIsAKeyThatWasKept() {
        assertFinds(0, trial(Dialect.FIRST, ONE, ONE, 1), trial(Dialect.SECOND, UNNAMED, UNNAMED, 1));
    }

    @Test
    void whatStandsTwiceWasDoneAgainInEitherDialect() {
        assertFinds(2, trial(Dialect.FIRST, ONE, ONE, 2), trial(Dialect.SECOND, UNNAMED, UNNAMED, 2));
    }

    @Test
    void whatStandsNowhereWasNotDoneAtAll() {
        assertFinds(1, trial(Dialect.SECOND, UNNAMED, UNNAMED, 0));
    }

    @Test
    void idsThatDifferOrAreNotThereDoNotCountAsOne() {
        assertFinds(3, trial(Dialect.FIRST, ONE, OTHER, 1), trial(Dialect.FIRST, UNNAMED, UNNAMED, 1),
                trial(Dialect.FIRST, ONE, UNNAMED, 1));
    }

    @Test
    void anotherVersionMayBeOlderThanKeys() {
        assertEquals(List.of(), KeyTrial.violations(List.of(trial(Dialect.FIRST, ONE, OTHER, 2)), true));
    }

    private static KeyTrial trial(Dialect dialect, Optional<String> first, Optional<String> second, long stands) {
        return new KeyTrial("here, then there", dialect, List.of(first, second), stands);
    }

    private static void assertFinds(int count, KeyTrial... trials) {
        List<Violation> found = KeyTrial.violations(List.of(trials), false);
        assertEquals(count, found.stream().filter(violation -> violation.kind() == Kind.KEY_IGNORED).count(),
                found.toString());
    }
}
