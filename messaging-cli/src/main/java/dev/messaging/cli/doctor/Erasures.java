package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of users who were erased nothing is left, as soon as it may go. */
final class Erasures implements Check {
    private final Store store;
    private final Sections sections;
    private final SecondLook secondLook;
    private final Findings findings;
    private final Instant now;
    private final Instant since;

    /** @param since what was begun before should be finished by now */
    Erasures(Store store, Sections sections, SecondLook secondLook, Findings findings, Instant now, Instant since) {
        this.store = store;
        this.sections = sections;
        this.secondLook = secondLook;
        this.findings = findings;
        this.now = now;
        this.since = since;
    }

    @Override
    public void run() {
        sections.each(Section.ERASED, this::part);
    }

    private void part(List<Found> part) {
        Map<Subject.OfErased, Instant> erased = new LinkedHashMap<>();
        for (Found found : part) {
            if (found.stored() instanceof Stored.OfErased(UserId user, Instant at)) {
                erased.put(new Subject.OfErased(user), at);
            }
        }
        secondLook.at(List.copyOf(erased.keySet()), Seen.OfErased.class, (subject, seen) -> seen.isFinished(),
                (subject, seen) -> tell(subject.user(), seen, Optional.ofNullable(erased.get(subject)).orElseThrow()));
    }

    /** What has to wait, or may be in somebody's work, is no damage. */
    private void tell(UserId user, Seen.OfErased seen, Instant at) {
        Optional<Instant> waits = seen.tied() ? Optional.empty() : seen.notBefore().filter(now::isBefore);
        String what = "its erasure was begun at " + at + " and is not finished: "
                + (seen.messages() ? "messages in its inbox" : "")
                + (seen.messages() && seen.tied() ? " and " : "")
                + (seen.tied() ? "sessions, blocks or memberships" : "") + " are left";
        findings.add(waits
                .map(then -> Finding.forPeople(Kind.ERASURE_WAITS, user.value(), what,
                        "erase it once more after " + then + "; until then nobody can read what is left"))
                .orElseGet(() -> new Finding(at.isBefore(since) ? Kind.ERASURE : Kind.ERASURE_WAITS, user.value(), what,
                        "erase it once more, as far as that can go now", Optional.of(() -> isFinished(user)))));
    }

    private boolean isFinished(UserId user) {
        Erasure part;
        do {
            part = store.erase(user, Store.ERASE_MAX);
        } while (part.left() instanceof Erasure.More);
        return part.left() instanceof Erasure.Nothing;
    }
}
