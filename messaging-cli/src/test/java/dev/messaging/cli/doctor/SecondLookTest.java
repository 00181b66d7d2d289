package dev.messaging.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.cli.bulk.Pace;
import dev.messaging.cli.load.Display;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Subject;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What changes while it is looked at is not called damage. */
class SecondLookTest {
    private static final Subject.OfOwner SUBJECT = new Subject.OfOwner(new UserId("user-ada"));

    private final Findings findings = new Findings(10, false, each -> {});
    private final List<Seen> told = new ArrayList<>();
    private int moments;

    /** Each look sees another floor; what has floor 1 is right. */
    private void look(long... floors) {
        Iterator<Seen> looks = LongStream.of(floors).<Seen>mapToObj(floor -> new Seen.OfOwner(Presence.THERE, floor))
                .iterator();
        Archive archive = (Archive) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Archive.class},
                (proxy, method, arguments) -> List.of(looks.next()));
        Sections sections = new Sections(archive, findings, new Pace(0),
                new Display(new PrintWriter(Writer.nullWriter()), false).begin("Looking", 1), () -> moments++);
        new SecondLook(sections, findings).at(List.of(SUBJECT), Seen.OfOwner.class,
                (subject, seen) -> seen.floor() == 1, (subject, seen) -> told.add(seen));
        assertEquals(false, looks.hasNext());
    }

    @Test
    void whatIsRightIsLookedAtOnce() {
        look(1);
        assertEquals(0, moments);
        assertEquals(List.of(), told);
    }

    @Test
    void whatIsRightAMomentLaterIsNotTold() {
        look(7, 1);
        assertEquals(List.of(), told);
        assertEquals(List.of(), findings.listed());
    }

    @Test
    void whatStandsWrongInTheSameWayTwiceIsTold() {
        look(7, 8, 8);
        assertEquals(List.of(new Seen.OfOwner(Presence.THERE, 8)), told);
        assertEquals(2, moments);
    }

    @Test
    void whatIsWrongInAnotherWayEachTimeIsANote() {
        look(2, 3, 4, 5, 6);
        assertEquals(List.of(), told);
        assertEquals(List.of("unsettled"), findings.listed().stream().map(Report.Listed::kind).toList());
        assertEquals(true, findings.numbers().getFirst().note());
    }
}
