package dev.messaging.cli.bulk;

import dev.messaging.cli.bulk.Checkpoint.OpenInbox;
import dev.messaging.cli.bulk.Checkpoint.Step;
import dev.messaging.cli.load.Display;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes a store as lines: users, groups, members and blocks whole, then the inboxes, from where an earlier export ended, and who
 * was erased. What
 * is in memory at any time are a part of a section and the beginnings of a few inboxes.
 */
final class Export {
    private static final int FLAWS_TOLD = 100;

    private final Store store;
    private final Line.Contents contents;
    private final Places places;
    private final Sink sink;
    private final long readsPerSecond;
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
        this.readsPerSecond = rules.readsPerSecond();
        this.pace = new Pace(readsPerSecond);
        this.keepEvery = rules.keepEvery();
        this.stage = stage;
        this.notes = notes;
        this.counts = Counts.NONE;
    }

    /** What was exported, and how often something was left out. */
    record Done(Counts counts, long damaged) {}

    /** Goes on from a checkpoint to the end. */
    Done from(Checkpoint checkpoint) {
        counts = checkpoint.counts();
        damaged = checkpoint.damaged();
        open = Optional.ofNullable(checkpoint.inbox());
        Step step = checkpoint.step();
        Optional<String> place = Optional.ofNullable(checkpoint.place());
        while (step != Step.DONE) {
            switch (step) {
                case REQUESTS -> requests(place);
                case INBOXES -> inboxes(place);
                default ->
                    section(step, place, part -> part.stream().flatMap(stored -> piece(stored).stream()).toList());
            }
            step = step.next();
            place = Optional.empty();
            sink.keep(at(step, place, Optional.empty()));
        }
        line(new Line.End(counts));
        sink.finish();
        tellOfFlaws();
        return new Done(counts, damaged);
    }

    private void tellOfFlaws() {
        if (damaged > FLAWS_TOLD) {
            notes.accept("... and " + (damaged - FLAWS_TOLD) + " more.");
        }
        if (damaged > 0) {
            notes.accept(
                    damaged + " times something was left out, as told; all else is in it. \"messaging doctor\" examines"
                            + " the store.");
        }
    }

    private void requests(Optional<String> begin) {
        try (RequestReader reader = new RequestReader(store.archive(), Instant.now(), this::flaw)) {
            section(Step.REQUESTS, begin, part -> {
                part.stream().filter(Stored.Unreadable.class::isInstance).map(Stored.Unreadable.class::cast)
                        .forEach(this::unreadable);
                return reader.pieces(part.stream().filter(Stored.OfRequest.class::isInstance)
                        .map(Stored.OfRequest.class::cast).toList());
            });
        }
    }

    private void section(Step step, Optional<String> begin, Function<List<Stored>, List<Piece>> pieces) {
        int atOnce = Pace.atOnce(readsPerSecond, Archive.READ_MAX);
        Optional<String> next = begin;
        do {
            Archive.Part part = store.archive().read(section(step), next, atOnce);
            pace.before(part.examined());
            pieces.apply(part.found().stream().map(Archive.Found::stored).toList())
                    .forEach(piece -> line(new Line.Whole(piece)));
            next = part.next();
            if (next.isPresent()) {
                keepSometimes(at(step, next, Optional.empty()));
            }
        } while (next.isPresent());
    }

    private static Archive.Section section(Step step) {
        return switch (step) {
            case REQUESTS -> Archive.Section.REQUESTS;
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
                unreadable(unreadable);
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
        try (InboxReader reader = new InboxReader(store, places, readsPerSecond)) {
            Optional<UserId> finished = open.map(left -> rest(reader, begin, left));
            Optional<String> next = begin;
            do {
                Archive.Part part = store.archive().read(Archive.Section.USERS, next,
                        Pace.atOnce(readsPerSecond, Archive.READ_MAX));
                pace.before(part.examined());
                for (int i = 0; i < part.found().size(); i += Together.AT_ONCE) {
                    Optional<String> before = i == 0 ? next : Optional.of(part.found().get(i - 1).place());
                    several(reader, before,
                            part.found().subList(i, Math.min(part.found().size(), i + Together.AT_ONCE)), finished);
                }
                next = part.next();
            } while (next.isPresent());
        }
    }

    /**
     * @param before the place that these users come behind
     * @param finished whose inbox is in the file already
     */
    private void several(InboxReader reader, Optional<String> before, List<Archive.Found> users,
            Optional<UserId> finished) {
        users.stream().map(Archive.Found::stored).filter(Stored.Unreadable.class::isInstance)
                .map(Stored.Unreadable.class::cast).forEach(user -> flaw(user.what()
                        + " cannot be read, so the inbox is left out: " + user.why()));
        List<Stored.OfUser> owners = users.stream().map(Archive.Found::stored)
                .filter(Stored.OfUser.class::isInstance).map(Stored.OfUser.class::cast)
                .filter(user -> !finished.equals(Optional.of(user.account().user().id()))).toList();
        reader.begin(owners).forEach(inbox -> whole(reader, inbox, placeBefore(users, inbox.owner(), before)));
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

    /** The owner may have been erased since: then the line that says so is what is lacking. */
    private UserId rest(InboxReader reader, Optional<String> place, OpenInbox left) {
        UserId owner = new UserId(left.user());
        InboxLines lines = lines(reader, owner, false, left.last(), Math.max(left.looked(), left.sequence()),
                left.to());
        entries(reader, lines, owner, place, left.to());
        return owner;
    }

    private void whole(InboxReader reader, InboxReader.Begun inbox, Optional<String> place) {
        boolean begins = inbox.after().equals(Position.START);
        InboxLines lines = lines(reader, inbox.owner(), begins, inbox.after(),
                begins ? inbox.floor() - 1 : inbox.after().sequence(), inbox.to());
        if (!inbox.to().equals(inbox.after())) {
            line(new Line.Begin(inbox.owner(), inbox.after(), inbox.to()));
        }
        pace.before(inbox.first().found().size());
        lines.take(inbox.first().found(), !inbox.first().more());
        if (inbox.first().more()) {
            entries(reader, lines, inbox.owner(), place, inbox.to());
        }
    }

    private InboxLines lines(InboxReader reader, UserId owner, boolean begins, Position last, long looked,
            Position to) {
        return new InboxLines(owner, begins, last, looked, to, () -> reader.owner(owner).floor(),
                entry -> line(new Line.Entry(owner, entry)), this::flaw);
    }

    /** The entries behind those that were taken, to the end; or a line that says that the inbox does not get there. */
    private void entries(InboxReader reader, InboxLines lines, UserId owner, Optional<String> place, Position to) {
        boolean more = true;
        while (more && lines.looked() < to.sequence()) {
            keepSometimes(at(Step.INBOXES, place,
                    Optional.of(OpenInbox.of(owner, lines.last(), lines.looked(), to))));
            Archive.InboxPart part = reader.part(owner, lines.looked());
            pace.before(part.found().size());
            lines.take(part.found(), false);
            more = part.more();
        }
        if (!lines.last().equals(to)) {
            cut(owner, lines.last(), reader.owner(owner).presence() != Presence.THERE);
        }
    }

    private void cut(UserId owner, Position last, boolean erased) {
        line(new Line.Cut(owner, last, erased));
        flaw(erased
                ? "the inbox of " + owner + " is cut off at " + last.sequence() + ": the user was erased meanwhile"
                : "the inbox of " + owner + " cannot be read beyond " + last.sequence());
    }

    private void unreadable(Stored.Unreadable unreadable) {
        flaw(unreadable.what() + " cannot be read, and is left out: " + unreadable.why());
    }

    /** Something that is left out. */
    private void flaw(String what) {
        damaged++;
        if (damaged <= FLAWS_TOLD) {
            notes.accept(what + ".");
        }
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
