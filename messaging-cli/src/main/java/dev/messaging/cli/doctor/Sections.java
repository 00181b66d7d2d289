package dev.messaging.cli.doctor;

import dev.messaging.cli.bulk.Pace;
import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.cli.load.Display;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All reading: at the wanted pace, shown to whoever looks on, and counted. What cannot be read is a finding. */
final class Sections {
    private static final String NOT_OURS = "find out what wrote it; remove it by hand if nobody needs it";

    private final Archive archive;
    private final Findings findings;
    private final Pace pace;
    private final Display.Stage stage;
    private final Runnable moment;
    private final Map<Section, Long> counts = new EnumMap<>(Section.class);

    /** @param moment waits until what was only under way should be over */
    Sections(Archive archive, Findings findings, Pace pace, Display.Stage stage, Runnable moment) {
        this.archive = archive;
        this.findings = findings;
        this.pace = pace;
        this.stage = stage;
        this.moment = moment;
    }

    /** How long a moment usually is: longer than any write takes that is not in trouble. */
    static final Duration MOMENT = Duration.ofSeconds(1);

    /** Waits until what was only under way should be over. */
    void waitAMoment() {
        moment.run();
    }

    /** Reads a section, part by part. */
    void each(Section section, Consumer<List<Found>> examine) {
        Optional<String> next = Optional.empty();
        do {
            Optional<String> here = next;
            Archive.Part part = read(section, here, Archive.READ_MAX);
            tellUnreadable(section, here, part.found());
            long all = counts.merge(section, (long) part.found().size(), Long::sum);
            stage.advance(part.found().size());
            stage.say(all + " " + name(section));
            examine.accept(part.found());
            next = part.next();
        } while (next.isPresent());
    }

    /** Reads a part without counting it: again. */
    Archive.Part read(Section section, Optional<String> after, int limit) {
        Archive.Part part = archive.read(section, after, limit);
        pace.before(part.examined());
        return part;
    }

    List<Seen> look(List<Subject> subjects) {
        pace.before(subjects.size());
        return archive.look(subjects);
    }

    /** What is just being written may be half there. */
    private void tellUnreadable(Section section, Optional<String> after, List<Found> part) {
        Set<Found> unreadable = new HashSet<>(
                part.stream().filter(found -> found.stored() instanceof Stored.Unreadable).toList());
        if (unreadable.isEmpty()) {
            return;
        }
        waitAMoment();
        read(section, after, Archive.READ_MAX).found().stream().filter(unreadable::contains)
                .map(Found::stored).map(Stored.Unreadable.class::cast)
                .forEach(record -> findings.add(Finding.forPeople(Kind.UNREADABLE,
                        name(section) + " " + record.what(), "cannot be read: " + record.why(), NOT_OURS)));
    }

    List<Report.Read> counts() {
        return counts.entrySet().stream().map(one -> new Report.Read(name(one.getKey()), one.getValue())).toList();
    }

    private static String name(Section section) {
        return section.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
