package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.cli.wiring.StoreKind;
import dev.messaging.cli.wiring.StoreRequest;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Types commands in this process, all on one store in memory called {@code kept}. */
final class Admin {
    private final Map<String, String> environment = new HashMap<>(Map.of("MESSAGING_STORE", "kept"));
    private final Store store;
    private InputStream input = InputStream.nullInputStream();
    private boolean terminal;
    private Iterator<String> typedUnseen = Collections.emptyIterator();

    /** What a command left behind. */
    record Outcome(int exitCode, String answers, String notes) {}

    Admin() {
        this(MemoryStore.create());
    }

    Admin(Store store) {
        this.store = store;
    }

    @CanIgnoreReturnValue
    Admin with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    @CanIgnoreReturnValue
    Admin saying(byte[] standardInput) {
        input = new ByteArrayInputStream(standardInput);
        return this;
    }

    /** What somebody types at the terminal, and sees. */
    @CanIgnoreReturnValue
    Admin typing(String line) {
        terminal = true;
        return saying((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What somebody types at the terminal, one answer for each question. */
    @CanIgnoreReturnValue
    Admin typingUnseen(String... answers) {
        typedUnseen = List.of(answers).iterator();
        return this;
    }

    /** What a command answers that succeeds. */
    @CanIgnoreReturnValue
    String gets(String... words) {
        Outcome outcome = types(words);
        assertEquals(ExitCodes.DONE, outcome.exitCode(), outcome.notes());
        return outcome.answers();
    }

    Outcome types(String... words) {
        StringWriter answers = new StringWriter();
        StringWriter notes = new StringWriter();
        int exitCode = CommandLines.execute(new Surroundings(environment, input, new PrintWriter(answers),
                new PrintWriter(notes), terminal, Optional.empty(), List.of(new Kept(store)),
                question -> typedUnseen.hasNext() ? Optional.of(typedUnseen.next()) : Optional.empty(),
                () -> new CountDownLatch(0)), words);
        return new Outcome(exitCode, answers.toString(), notes.toString());
    }

    private record Kept(Store store) implements StoreKind {
        @Override
        public String name() {
            return "kept";
        }

        @Override
        public String form() {
            return "kept";
        }

        @Override
        public Store open(StoreRequest request) {
            return new Lasting(store);
        }
    }

    /** Outlives the commands, each of which closes its store. */
    private static final class Lasting extends ForwardingStore {
        Lasting(Store store) {
            super(store);
        }

        @Override
        public void close() {
            // The next command goes on with it.
        }
    }
}
