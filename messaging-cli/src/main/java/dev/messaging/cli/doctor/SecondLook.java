package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Looks at things until they are right, or stand wrong: seen alike twice, a moment apart. What is changed while it is looked at may
 * seem wrong once, but not in the same way again.
 */
final class SecondLook {
    private static final int LOOKS_MAX = 5;

    private final Sections sections;
    private final Findings findings;

    SecondLook(Sections sections, Findings findings) {
        this.sections = sections;
        this.findings = findings;
    }

    /**
     * @param subjects what to look at, at most a part of a section
     * @param isRight whether something may stand as it was seen
     * @param tell takes what stands wrong
     */
    <S extends Subject, T extends Seen> void at(List<S> subjects, Class<T> kind, BiPredicate<S, T> isRight,
            BiConsumer<S, T> tell) {
        Map<S, T> suspects = wrong(subjects, kind, isRight);
        for (int looks = 1; !suspects.isEmpty() && looks < LOOKS_MAX; looks++) {
            sections.waitAMoment();
            Map<S, T> again = wrong(List.copyOf(suspects.keySet()), kind, isRight);
            Map<S, T> before = suspects;
            suspects = new LinkedHashMap<>();
            for (Map.Entry<S, T> one : again.entrySet()) {
                if (one.getValue().equals(before.get(one.getKey()))) {
                    tell.accept(one.getKey(), one.getValue());
                } else {
                    suspects.put(one.getKey(), one.getValue());
                }
            }
        }
        suspects.keySet().forEach(subject -> findings.add(Finding.forPeople(Kind.UNSETTLED, subject.toString(),
                "has changed each of " + LOOKS_MAX + " times it was looked at, and could not be judged",
                "examine the store again when less is written")));
    }

    private <S extends Subject, T extends Seen> Map<S, T> wrong(List<S> subjects, Class<T> kind,
            BiPredicate<S, T> isRight) {
        Map<S, T> wrong = new LinkedHashMap<>();
        List<Seen> seen = subjects.isEmpty() ? List.of() : sections.look(new ArrayList<>(subjects));
        for (int i = 0; i < seen.size(); i++) {
            T one = kind.cast(seen.get(i));
            if (!isRight.test(subjects.get(i), one)) {
                wrong.put(subjects.get(i), one);
            }
        }
        return wrong;
    }
}
