package dev.messaging.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One inbox, entry by entry. */
class InboxTest {
    private static final UserId ADA = new UserId("user-ada");

    private final Findings findings = new Findings(100, false, each -> {});
    private final Inbox inbox = new Inbox(ADA, 3);
    private final List<Inbox.Gap> gaps = new ArrayList<>();

    private static InboxEntry entry(long sequence, int message) {
        return new InboxEntry(new Position(sequence, sequence * 10),
                new Message(new MessageId("message-" + message), ADA, ADA, new Text("x"), Instant.EPOCH));
    }

    private void next(long sequence, int message) {
        inbox.next(entry(sequence, message), Optional.of(ADA + " before"), findings).ifPresent(gaps::add);
    }

    private List<String> kinds() {
        inbox.end(findings);
        return findings.listed().stream().map(Report.Listed::kind).toList();
    }

    @Test
    void aMessageIsRememberedForSoManyEntriesAndTheBoundIsTold() {
        assertEquals(1, inbox.begin(entry(1, 1), Optional.empty()).to());
        next(2, 2);
        assertEquals(List.of(), findings.listed());
        next(3, 1);
        next(4, 3);
        next(5, 4);
        next(6, 1); // Of which nothing is known any more.
        assertEquals(List.of("repeated-message", "long-inbox"), kinds());
        assertEquals(List.of(), gaps);
    }

    @Test
    void aShortInboxIsWhollyCompared() {
        assertEquals(1, inbox.begin(entry(1, 1), Optional.empty()).to());
        next(2, 2);
        next(3, 3);
        assertEquals(List.of(), kinds());
    }

    @Test
    void aGapReachesFromWhatWasExpectedToWhatCame() {
        assertEquals(4, inbox.begin(entry(4, 1), Optional.of("user-aaa 9")).to());
        next(8, 2);
        assertEquals(List.of(new Inbox.Gap(ADA, 5, 8, Optional.of(ADA + " before"))), gaps);
    }

    @Test
    void whatCannotBeReadIsNoGapAndHidesWhereAnInboxBegins() {
        assertEquals(0, inbox.begin(entry(4, 1), Optional.of("user-ada 3")).to());
        inbox.passUnreadable("user-ada 5");
        inbox.passUnreadable("user-adam 1");
        next(6, 2);
        assertEquals(List.of(), gaps);
    }
}
