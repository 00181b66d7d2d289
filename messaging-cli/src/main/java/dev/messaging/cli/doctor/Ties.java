package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.util.List;
import java.util.Optional;

/** Memberships and blocks are the same from both sides, and tie together what exists. */
final class Ties implements Check {
    private final Archive archive;
    private final Sections sections;
    private final SecondLook secondLook;
    private final Findings findings;

    Ties(Archive archive, Sections sections, SecondLook secondLook, Findings findings) {
        this.archive = archive;
        this.sections = sections;
        this.secondLook = secondLook;
        this.findings = findings;
    }

    /** What stands on both sides is told by the first; the second one tells of what stands there alone. */
    @Override
    public void run() {
        sections.each(Section.MEMBERS, part -> members(part, true));
        sections.each(Section.BLOCKS, part -> blocks(part, true));
        if (archive.keepsBothSides()) {
            sections.each(Section.MEMBERSHIPS, part -> members(part, false));
            sections.each(Section.BLOCKED_BY, part -> blocks(part, false));
        }
    }

    private void members(List<Found> part, boolean first) {
        List<Subject.OfMember> subjects = part.stream().map(Found::stored).filter(Stored.OfMember.class::isInstance)
                .map(Stored.OfMember.class::cast).map(member -> new Subject.OfMember(member.group(), member.user()))
                .toList();
        secondLook.at(subjects, Seen.OfMember.class,
                (subject, seen) -> seen.isRight() || seen.atGroup().isPresent() != first, this::tell);
    }

    private void tell(Subject.OfMember subject, Seen.OfMember seen) {
        String where = subject.group() + " " + subject.user();
        Optional<String> gone = gone(subject.group().value(), seen.group())
                .or(() -> gone(subject.user().value(), seen.user()));
        String what = gone.orElseGet(() -> sides("the group", seen.atGroup(), "the user", seen.atUser()));
        String advice = gone.isPresent()
                ? "remove what is left of the membership"
                : seen.atGroup().isPresent() ? "make the user's side as the group's" : "add the group's side";
        findings.add(new Finding(Kind.MEMBERSHIP, where, what, advice,
                Optional.of(() -> archive.mend(new Mend.OfMember(subject, seen)))));
    }

    private void blocks(List<Found> part, boolean first) {
        List<Subject.OfBlock> subjects = part.stream().map(Found::stored).filter(Stored.OfBlock.class::isInstance)
                .map(Stored.OfBlock.class::cast)
                .map(block -> new Subject.OfBlock(block.block().owner(), block.block().blocked())).toList();
        secondLook.at(subjects, Seen.OfBlock.class,
                (subject, seen) -> seen.isRight() || seen.atOwner().isPresent() != first, this::tell);
    }

    private void tell(Subject.OfBlock subject, Seen.OfBlock seen) {
        String where = subject.owner() + " " + subject.blocked();
        Optional<String> gone = gone(subject.owner().value(), seen.owner())
                .or(() -> gone(subject.blocked().value(), seen.blocked()));
        String what = gone.orElseGet(() -> sides("who blocks", seen.atOwner(), "who is blocked", seen.atBlocked()));
        String advice = gone.isPresent()
                ? "remove what is left of the block"
                : seen.atOwner().isPresent()
                        ? "make the other side as that of who blocks"
                        : "add the side of who blocks";
        findings.add(new Finding(Kind.BLOCK, where, what, advice,
                Optional.of(() -> archive.mend(new Mend.OfBlock(subject, seen)))));
    }

    private static Optional<String> gone(String id, Presence presence) {
        return switch (presence) {
            case THERE, COMING -> Optional.empty();
            case ABSENT -> Optional.of(id + " does not exist");
            case ERASED -> Optional.of(id + " was erased");
        };
    }

    private static String sides(String one, Optional<?> atOne, String other, Optional<?> atOther) {
        if (atOne.isPresent() && atOther.isPresent()) {
            return one + " and " + other + " do not have the same";
        }
        return "stands with " + (atOne.isPresent() ? one : other) + " alone";
    }
}
