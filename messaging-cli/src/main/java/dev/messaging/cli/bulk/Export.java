package dev.messaging.cli.bulk;

import dev.messaging.cli.bulk.Checkpoint.OpenInbox;
import dev.messaging.cli.bulk.Checkpoint.Step;
import dev.messaging.cli.load.Display;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a store as lines: users, groups, members and blocks whole, then the inboxes, from where an earlier export ended, and who
 * was erased. What
 * is in memory at any time are a part of a section and the beginnings of a few inboxes.
 */
final class Export {
    private final Store store;
    private final Line.Contents contents;
    private final Places places;
    private final Sink sink;
    private final Pace pace;
    private final Duration keepEvery;
    private final Display.Stage stage;
    private final Consumer<String> notes;
    private Counts counts;
    private long damaged;
    /** The inbox in the middle of which the export was left, until it is met again. */
    private Optional<OpenInbox> open = Optional.empty();
    private long keptNanos = System.nanoTime();

    /**
     * How an export is done.
     *
     * @param readsPerSecond the most records to read in a second; 0 for as many as there are
     * @param keepEvery how often to keep how far it is
     */
    record Rules(long readsPerSecond, Duration keepEvery) {}

    /**
     * @param sink where the lines go; the header is there already
     * @param stage what is told to people who look on
     * @param notes what they should read
     */
    Export(Store store, Line.Contents contents, Places places, Sink sink, Rules rules, Display.Stage stage,
            Consumer<String> notes) {
        this.store = store;
        this.contents = contents;
        this.places = places;
        this.sink = sink;
        this.pace = new Pace(rules.readsPerSecond());
        this.keepEvery = rules.keepEvery();
        this.stage = stage;
        this.notes = notes;
        this.counts = Counts.NONE;
    }

    /** What was exported, and how many records could not be. */
    record Done(Counts counts, long damaged) {}

    /** Goes on from a checkpoint to the end. */
    Done from(Checkpoint checkpoint) {
        counts = checkpoint.counts();
        damaged = checkpoint.damaged();
        open = Optional.ofNullable(checkpoint.inbox());
        Step step = checkpoint.step();
        Optional<String> place = Optional.ofNullable(checkpoint.place());
        while (step != Step.DONE) {
            if (step == Step.INBOXES) {
                inboxes(place);
            } else {
                section(step, place);
            }
            step = step.next();
            place = Optional.empty();
            sink.keep(at(step, place, Optional.empty()));
        }
        line(new Line.End(counts));
        sink.finish();
        return new Done(counts, damaged);
    }

    private void section(Step step, Optional<String> begin) {
        Optional<String> next = begin;
        do {
            Archive.Part part = store.archive().read(section(step), next, Archive.READ_MAX);
            pace.before(part.found().size());
            part.found().forEach(found -> piece(found.stored()).ifPresent(piece -> line(new Line.Whole(piece))));
            next = part.next();
            if (next.isPresent()) {
                keepSometimes(at(step, next, Optional.empty()));
            }
        } while (next.isPresent());
    }

    private static Archive.Section section(Step step) {
        return switch (step) {
            case USERS, INBOXES -> Archive.Section.USERS;
            case GROUPS -> Archive.Section.GROUPS;
            case MEMBERS -> Archive.Section.MEMBERS;
            case BLOCKS -> Archive.Section.BLOCKS;
            case ERASED -> Archive.Section.ERASED;
            case DONE -> throw new IllegalArgumentException("nothing is left");
        };
    }

    private Optional<Piece> piece(Stored stored) {
        return Optional.ofNullable(switch (stored) {
            case Stored.OfUser user -> new Piece.OfUser(user.account(), !contents.passwords(), user.floor());
            case Stored.OfGroup(var group) ->
                new Piece.OfGroup(group.id(), group.name(), group.createdAt(), group.owner());
            case Stored.OfMember member -> new Piece.OfMember(member.group(), member.user(), member.joinedAt());
            case Stored.OfBlock(var block) -> new Piece.OfBlock(block);
            case Stored.OfErased(var user, var at) -> new Piece.OfErased(user, at);
            case Stored.Unreadable unreadable -> {
                damaged++;
                notes.accept(unreadable.what() + " cannot be read, and is left out: " + unreadable.why());
                yield null;
            }
            case Stored.OfEntry stays -> null;
            case Stored.OfClosing stays -> null;
            case Stored.OfSession stays -> null;
            case Stored.OfRequest stays -> null;
            case Stored.UnderWay stays -> null;
        });
    }

    private void inboxes(Optional<String> begin) {
        try (InboxReader reader = new InboxReader(store.inboxes(), places)) {
            Optional<String> next = begin;
            do {
                Archive.Part part = store.archive().read(Archive.Section.USERS, next, Archive.READ_MAX);
                for (int i = 0; i < part.found().size(); i += InboxReader.AT_ONCE) {
                    Optional<String> before = i == 0 ? next : Optional.of(part.found().get(i - 1).place());
                    several(reader, before,
                            part.found().subList(i, Math.min(part.found().size(), i + InboxReader.AT_ONCE)));
                }
                next = part.next();
            } while (next.isPresent());
        }
    }

    /** @param before the place that these users come behind */
    private void several(InboxReader reader, Optional<String> before, List<Archive.Found> users) {
        List<Stored.OfUser> owners = users.stream().map(Archive.Found::stored)
                .filter(Stored.OfUser.class::isInstance).map(Stored.OfUser.class::cast).toList();
        for (InboxReader.Begun inbox : reader.begin(owners)) {
            Optional<String> place = placeBefore(users, inbox.owner(), before);
            Optional<OpenInbox> left = open.filter(it -> it.user().equals(inbox.owner().value()));
            if (left.isPresent()) {
                open = Optional.empty();
                rest(reader, inbox, place, left.get());
            } else {
                whole(reader, inbox, place);
            }
        }
        keepSometimes(at(Step.INBOXES, Optional.of(users.getLast().place()), Optional.empty()));
    }

    private static Optional<String> placeBefore(List<Archive.Found> users, UserId owner, Optional<String> before) {
        Optional<String> place = before;
        for (Archive.Found found : users) {
            if (found.stored() instanceof Stored.OfUser user && user.account().user().id().equals(owner)) {
                return place;
            }
            place = Optional.of(found.place());
        }
        throw new IllegalStateException(owner + " is not among those who were asked for");
    }

    private void rest(InboxReader reader, InboxReader.Begun inbox, Optional<String> place, OpenInbox left) {
        entries(reader, inbox, place, new Position(left.sequence(), left.at()),
                new Position(left.toSequence(), left.toAt()));
    }

    private void whole(InboxReader reader, InboxReader.Begun inbox, Optional<String> place) {
        line(new Line.Begin(inbox.owner(), inbox.after(), inbox.to()));
        entries(inbox, inbox.entries());
        entries(reader, inbox, place, inbox.entries().getLast().position(), inbox.to());
    }

    /** The entries behind a place. */
    private void entries(InboxReader reader, InboxReader.Begun inbox, Optional<String> place, Position behind,
            Position to) {
        Position last = behind;
        while (last.sequence() < to.sequence()) {
            keepSometimes(at(Step.INBOXES, place, Optional.of(new OpenInbox(inbox.owner().value(), last.sequence(),
                    last.atMillis(), to.sequence(), to.atMillis()))));
            List<InboxEntry> part = reader.part(inbox.owner(), last, to);
            entries(inbox, part);
            last = part.getLast().position();
        }
    }

    /** What is below the floor is about to be removed: a trim that died has left it. */
    private void entries(InboxReader.Begun inbox, List<InboxEntry> part) {
        pace.before(part.size());
        part.stream().filter(entry -> entry.position().sequence() >= inbox.floor())
                .forEach(entry -> line(new Line.Entry(inbox.owner(), entry)));
    }

    private void line(Line line) {
        sink.line(LineText.of(line));
        counts = counts.and(line);
        stage.advance(1);
    }

    private Checkpoint at(Step step, Optional<String> place, Optional<OpenInbox> inbox) {
        return new Checkpoint(step, place.orElse(null), inbox.orElse(null), counts, damaged);
    }

    private void keepSometimes(Checkpoint checkpoint) {
        stage.say(counts.toString());
        if (System.nanoTime() - keptNanos >= keepEvery.toNanos()) {
            sink.keep(checkpoint);
            keptNanos = System.nanoTime();
        }
    }
}
