package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was accepted is finished before long. */
final class UnderWay implements Check {
    private static final int ROUNDS_MAX = 3;

    private final Store store;
    private final Sections sections;
    private final Findings findings;
    private final Instant since;

    /** @param since what was accepted before should be finished by now */
    UnderWay(Store store, Sections sections, Findings findings, Instant since) {
        this.store = store;
        this.sections = sections;
        this.findings = findings;
        this.since = since;
    }

    /** One of a part: a record, and from where it can be found again. */
    private record Old(Stored.UnderWay delivery, Optional<String> before) {}

    @Override
    public void run() {
        sections.each(Section.UNDER_WAY, this::part);
    }

    private void part(List<Found> part) {
        List<Old> old = new ArrayList<>();
        Optional<String> before = Optional.empty();
        for (Found found : part) {
            if (found.stored() instanceof Stored.UnderWay delivery && delivery.since().isBefore(since)) {
                old.add(new Old(delivery, before));
            }
            before = Optional.of(found.place());
        }
        if (!old.isEmpty()) {
            sections.waitAMoment();
            old.stream().filter(this::stands).forEach(this::tell);
        }
    }

    private boolean stands(Old old) {
        Optional<String> next = old.before;
        do {
            Archive.Part part = sections.read(Section.UNDER_WAY, next, Archive.READ_MAX);
            if (part.found().stream().anyMatch(found -> found.stored().equals(old.delivery))) {
                return true;
            }
            next = part.next();
        } while (next.isPresent());
        return false;
    }

    private void tell(Old old) {
        findings.add(new Finding(Kind.STALE, old.delivery.id(), "has been under way since " + old.delivery.since(),
                "finish it, as servers do by themselves where they run; their logs say what is in the way",
                Optional.of(() -> finished(old))));
    }

    /** Somebody else may have leased it for a moment. */
    private boolean finished(Old old) {
        for (int rounds = 0; rounds < ROUNDS_MAX && stands(old); rounds++) {
            if (store.recover() == 0) {
                sections.waitAMoment();
            }
        }
        return !stands(old);
    }
}
