package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.util.List;
import java.util.Optional;

/** What is counted is there, owners are members, and an inbox that was trimmed still has its newest entry. */
final class Counts implements Check {
    private final Store store;
    private final Sections sections;
    private final SecondLook secondLook;
    private final Findings findings;

    Counts(Store store, Sections sections, SecondLook secondLook, Findings findings) {
        this.store = store;
        this.sections = sections;
        this.secondLook = secondLook;
        this.findings = findings;
    }

    @Override
    public void run() {
        sections.each(Section.GROUPS, this::groups);
        sections.each(Section.USERS, this::users);
    }

    private void groups(List<Found> part) {
        List<Subject.OfGroup> subjects = part.stream().map(Found::stored).filter(Stored.OfGroup.class::isInstance)
                .map(Stored.OfGroup.class::cast).map(group -> new Subject.OfGroup(group.group().id())).toList();
        secondLook.at(subjects, Seen.OfGroup.class,
                (subject, seen) -> seen.presence() != Presence.THERE || (seen.members().isRight() && isOwned(seen)),
                this::tell);
    }

    /** When nobody is left, the owner stays. */
    private static boolean isOwned(Seen.OfGroup seen) {
        return seen.ownerIsMember() || seen.members().there() == 0;
    }

    private void tell(Subject.OfGroup subject, Seen.OfGroup seen) {
        if (!seen.members().isRight()) {
            findings.add(new Finding(Kind.COUNT, subject.group().value(), counted(seen.members(), "members"),
                    "count them anew",
                    Optional.of(() -> store.archive().mend(new Mend.OfGroup(subject, seen)))));
        }
        if (!isOwned(seen)) {
            findings.add(Finding.forPeople(Kind.OWNER, subject.group().value(),
                    seen.owner().orElseThrow() + " owns it and is not a member",
                    "if no import is under way, choose an owner among the members, or add the owner"));
        }
    }

    private void users(List<Found> part) {
        List<Stored.OfUser> users = part.stream().map(Found::stored).filter(Stored.OfUser.class::isInstance)
                .map(Stored.OfUser.class::cast).toList();
        List<Subject.OfUser> counted = users.stream()
                .filter(user -> user.blocks().isPresent() || user.groups().isPresent()).map(Counts::subject).toList();
        secondLook.at(counted, Seen.OfUser.class, (subject, seen) -> seen.presence() != Presence.THERE
                || (seen.blocks().isRight() && seen.groups().isRight()), this::tell);
        emptied(users.stream().filter(user -> user.floor() > 1).map(user -> user.account().user().id()).toList());
    }

    private static Subject.OfUser subject(Stored.OfUser user) {
        return new Subject.OfUser(user.account().user().id());
    }

    private void tell(Subject.OfUser subject, Seen.OfUser seen) {
        String what = seen.groups().isRight()
                ? counted(seen.blocks(), "blocks")
                : seen.blocks().isRight()
                        ? counted(seen.groups(), "groups")
                        : counted(seen.blocks(), "blocks") + "; " + counted(seen.groups(), "groups");
        findings.add(new Finding(Kind.COUNT, subject.user().value(), what, "count them anew",
                Optional.of(() -> store.archive().mend(new Mend.OfUser(subject, seen)))));
    }

    private static String counted(Seen.Count count, String what) {
        return "counts " + count.counted().orElse(0) + " " + what + ", and has " + count.there();
    }

    /** A trim leaves the newest entry. An import raises the floor first, and is given a moment; who is erased meanwhile has none. */
    private void emptied(List<UserId> trimmed) {
        List<Subject.OfOwner> empty = trimmed.stream().filter(this::isEmpty).map(Subject.OfOwner::new).toList();
        secondLook.at(empty, Seen.OfOwner.class,
                (subject, seen) -> seen.presence() != Presence.THERE || !isEmpty(subject.user()),
                (subject, seen) -> findings.add(Finding.forPeople(Kind.EMPTIED_INBOX, subject.user().value(),
                        "the inbox began behind its first number once, and nothing is left of it",
                        "if no import is under way, restore it before the user gets a message, or its numbers begin anew")));
    }

    private boolean isEmpty(UserId user) {
        return store.inboxes().tail(user).equals(Position.START);
    }
}
