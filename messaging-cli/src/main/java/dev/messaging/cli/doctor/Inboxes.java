package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.cli.doctor.Inbox.Gap;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Each inbox is somebody's, dense from its floor, rises in its times, and has each message once. */
final class Inboxes implements Check {
    private static final String RESTORE = "restore the inbox from a backup or an export; nothing here knows what stood there";
    private static final int FIRST_FOUND = 10;

    private final Sections sections;
    private final SecondLook secondLook;
    private final Findings findings;
    private @Nullable Inbox inbox;
    private Optional<String> before = Optional.empty();

    Inboxes(Sections sections, SecondLook secondLook, Findings findings) {
        this.sections = sections;
        this.secondLook = secondLook;
        this.findings = findings;
    }

    @Override
    public void run() {
        sections.each(Section.ENTRIES, this::part);
        end();
    }

    private void part(List<Found> part) {
        List<Gap> gaps = new ArrayList<>();
        List<Gap> beginnings = new ArrayList<>();
        List<Subject.OfOwner> closed = new ArrayList<>();
        for (Found found : part) {
            switch (found.stored()) {
                case Stored.OfEntry entry -> {
                    if (inbox == null || !inbox.owner().equals(entry.owner())) {
                        end();
                        inbox = new Inbox(entry.owner());
                        beginnings.add(inbox.begin(entry.entry(), before));
                    } else {
                        inbox.next(entry.entry(), before, findings).ifPresent(gaps::add);
                    }
                }
                case Stored.OfClosing closing -> closed.add(new Subject.OfOwner(closing.owner()));
                default -> passUnreadable(found.place());
            }
            before = Optional.of(found.place());
        }
        beginnings(beginnings);
        gaps(gaps);
        secondLook.at(closed, Seen.OfOwner.class, (subject, seen) -> seen.presence() == Presence.ERASED,
                (subject, seen) -> findings.add(Finding.forPeople(Kind.CLOSED_INBOX, subject.user().value(),
                        "its inbox is closed as that of a user who was erased, which it was not; nothing arrives there",
                        "erase it; or, to keep it, move it to another store without the entry "
                                + MessageId.CLOSING.value())));
    }

    private void passUnreadable(String place) {
        if (inbox != null) {
            inbox.passUnreadable(place);
        }
    }

    private void end() {
        if (inbox != null) {
            inbox.end(findings);
        }
    }

    private void beginnings(List<Gap> beginnings) {
        Map<Subject.OfOwner, Gap> byOwner = beginnings.stream()
                .collect(Collectors.toMap(gap -> new Subject.OfOwner(gap.owner()), Function.identity()));
        secondLook.at(List.copyOf(byOwner.keySet()), Seen.OfOwner.class,
                (subject, seen) -> seen.presence() != Presence.ABSENT
                        && (seen.presence() == Presence.ERASED || gap(byOwner, subject).to() <= seen.floor()),
                (subject, seen) -> tell(gap(byOwner, subject), seen));
    }

    private static Gap gap(Map<Subject.OfOwner, Gap> byOwner, Subject.OfOwner subject) {
        return Optional.ofNullable(byOwner.get(subject)).orElseThrow();
    }

    private void tell(Gap beginning, Seen.OfOwner seen) {
        if (seen.presence() == Presence.ABSENT) {
            findings.add(Finding.forPeople(Kind.NOBODYS_INBOX, beginning.owner().value(), "there is no such user",
                    "import the user, if an import is under way; otherwise erase it: user erase "
                            + beginning.owner()));
        } else if (stillBegins(beginning)) {
            hole(beginning.owner(), seen.floor(), beginning.to());
        }
    }

    /** What began while the first entries were being put is told apart by looking at them again. */
    private boolean stillBegins(Gap beginning) {
        return sections.read(Section.ENTRIES, beginning.before(), FIRST_FOUND).found().stream().map(Found::stored)
                .filter(Stored.OfEntry.class::isInstance).map(Stored.OfEntry.class::cast)
                .filter(entry -> entry.owner().equals(beginning.owner())).findFirst()
                .filter(entry -> entry.entry().position().sequence() == beginning.to()).isPresent();
    }

    private void gaps(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        sections.waitAMoment();
        List<Gap> still = gaps.stream().filter(this::stillThere).toList();
        List<Seen> owners = still.isEmpty()
                ? List.of()
                : sections.look(still.stream().<Subject>map(gap -> new Subject.OfOwner(gap.owner())).toList());
        for (int i = 0; i < owners.size(); i++) {
            Gap gap = still.get(i);
            long from = Math.max(gap.from(), ((Seen.OfOwner) owners.get(i)).floor());
            if (from < gap.to()) { // Otherwise it was trimmed while it was read.
                hole(gap.owner(), from, gap.to());
            }
        }
    }

    private boolean stillThere(Gap gap) {
        return sections.read(Section.ENTRIES, gap.before(), 1).found().stream().map(Found::stored)
                .anyMatch(stored -> stored instanceof Stored.OfEntry entry && entry.owner().equals(gap.owner())
                        && entry.entry().position().sequence() == gap.to());
    }

    private void hole(UserId owner, long from, long to) {
        findings.add(Finding.forPeople(Kind.HOLE, owner.value(), to - from == 1
                ? "the entry " + from + " is missing"
                : "the entries " + from + " to " + (to - 1) + " are missing", RESTORE));
    }
}
