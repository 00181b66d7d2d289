package dev.messaging.cli.bulk;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that lines follow each other as in an export, and hands what they say to the batch: entries as stretches of their inbox,
 * none longer than a batch.
 */
final class Import {
    private final Batch batch;
    private Counts counts = Counts.NONE;
    private @Nullable OpenInbox open;
    private boolean begun;
    private boolean ended;

    /** An inbox whose entries are being read. */
    private static final class OpenInbox {
        private final Line.Begin begin;
        private Position last;
        private Position handedOver;
        private List<InboxEntry> entries = new ArrayList<>();

        OpenInbox(Line.Begin begin) {
            this.begin = begin;
            this.last = begin.after();
            this.handedOver = begin.after();
        }

        UserId owner() {
            return begin.owner();
        }
    }

    Import(Batch batch) {
        this.batch = batch;
    }

    /**
     * Takes the next line.
     *
     * @throws WrongLine if it cannot come here
     */
    void take(Line line, long number) {
        if (ended) {
            throw new WrongLine("it comes behind the last line of the export");
        }
        if (begun == line instanceof Line.Header) {
            throw new WrongLine(begun ? "it is a second header" : "the first line must be the header of an export");
        }
        counts = counts.and(line);
        switch (line) {
            case Line.Header header -> begun = true;
            case Line.Whole whole -> {
                closeInbox(number);
                batch.add(whole.piece(), number);
            }
            case Line.Begin inbox -> {
                closeInbox(number);
                open = new OpenInbox(inbox);
            }
            case Line.Entry entry -> entry(entry, number);
            case Line.Cut cut -> cut(cut, number);
            case Line.End end -> {
                closeInbox(number);
                end(end.counts());
            }
        }
    }

    private void entry(Line.Entry line, long number) {
        OpenInbox inbox = open;
        if (inbox == null || !inbox.owner().equals(line.owner())) {
            throw new WrongLine("\"user\" must be the owner of the inbox that was begun before");
        }
        Position position = line.entry().position();
        if (!Piece.OfInbox.rises(inbox.last, position)) {
            throw new WrongLine(
                    "\"sequence\" and \"at\" must be greater than in the entry before, " + inbox.last.sequence()
                            + " and " + inbox.last.atMillis());
        }
        if (position.sequence() > inbox.begin.to().sequence()) {
            throw new WrongLine(
                    "\"sequence\" is beyond " + inbox.begin.to().sequence() + ", where the inbox ends here");
        }
        inbox.entries.add(line.entry());
        inbox.last = position;
        if (inbox.entries.size() >= batch.room()) {
            handOver(inbox, number);
            batch.flush();
        }
    }

    /** Of somebody who was erased nothing more is taken. */
    private void cut(Line.Cut cut, long number) {
        OpenInbox inbox = open;
        if (inbox == null || !inbox.owner().equals(cut.owner())) {
            throw new WrongLine("\"user\" must be the owner of the inbox that was begun before");
        }
        if (!inbox.last.equals(cut.last())) {
            throw new WrongLine("\"last\" must be the place of the entry before it, " + inbox.last.sequence() + " and "
                    + inbox.last.atMillis());
        }
        open = null;
        if (cut.erased()) {
            batch.flush();
            batch.erased(cut.owner(), number);
        } else {
            handOver(inbox, number - 1);
        }
    }

    private void closeInbox(long number) {
        OpenInbox inbox = open;
        open = null;
        if (inbox != null) {
            if (!inbox.last.equals(inbox.begin.to())) {
                throw new WrongLine("the inbox of " + inbox.owner() + " ends before it, at " + inbox.last.sequence()
                        + ", but was to reach " + inbox.begin.to().sequence());
            }
            handOver(inbox, number - 1);
        }
    }

    /** @param number the line of the last entry */
    private void handOver(OpenInbox inbox, long number) {
        if (!inbox.entries.isEmpty()) {
            batch.add(new Piece.OfInbox(inbox.owner(), inbox.handedOver, inbox.entries),
                    number - inbox.entries.size() + 1);
            inbox.handedOver = inbox.last;
            inbox.entries = new ArrayList<>();
        }
    }

    private void end(Counts said) {
        ended = true;
        batch.flush();
        if (!said.equals(counts)) {
            throw new WrongLine("it tells of " + said + ", but there were " + counts);
        }
    }

    /** After a wrong line: what belongs to it is passed over. */
    void passOver() {
        open = null;
    }

    /** Whether an inbox is being read, so that an entry can be expected. */
    boolean expectsEntries() {
        return open != null;
    }

    /** What is wrong if this was all; empty if the last line was there. */
    Optional<String> unfinished() {
        batch.flush();
        return ended
                ? Optional.empty()
                : Optional.of("it ends without the last line of an export: it was cut off; the rest is missing");
    }
}
