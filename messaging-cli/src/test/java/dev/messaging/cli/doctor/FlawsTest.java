package dev.messaging.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.model.MessageId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Mend;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** More flaws than are looked for at once: none is passed over in silence. */
class FlawsTest {
    private static final int ALL = 25_000;
    private static final Mend MEND = new Mend.OfCopies(new MessageId("message-1"), 2, 1);

    private int left = ALL;

    @Test
    void allAreMended() {
        Findings findings = new Findings(0, true, finding -> {});
        new Flaws(archive(), findings).run();
        assertEquals(ALL, findings.mended());
        assertEquals(1, findings.numbers().size());
    }

    @Test
    void whoOnlyExaminesIsToldThatThereAreMore() {
        Findings findings = new Findings(0, false, finding -> {});
        new Flaws(archive(), findings).run();
        assertEquals(1, findings.numbers().stream().filter(kind -> kind.kind().equals("more") && !kind.note()).count());
    }

    private Archive archive() {
        return (Archive) Proxy.newProxyInstance(Archive.class.getClassLoader(), new Class<?>[]{Archive.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "flaws" -> Collections.nCopies(Math.min(left, (int) arguments[0]),
                            new Archive.Flaw("copies", "a message", "is counted wrongly", Optional.of(MEND)));
                    case "mend" -> left-- > 0;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
