package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportImportTest {
    private static final PasswordHash STAND_IN = new PasswordHash("$test$v=1$nobody-knows");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Store source = MemoryStore.create(clock);
    private final Town town = new Town(source, clock, 7);
    private final StringWriter notes = new StringWriter();

    private Exports exports(Store store, boolean inboxesOnly, boolean passwords, List<Path> since) {
        PrintWriter to = new PrintWriter(notes, true);
        return new Exports(store, new Exports.Choices(inboxesOnly, passwords, since, 0, Duration.ZERO),
                new Display(to, false), to);
    }

    private Path exported(Store store, String name) {
        Path file = folder.resolve(name);
        Exports.Answer unused = exports(store, false, true, List.of()).toFile(file);
        return file;
    }

    private Imports imports(Store store, boolean dryRun) {
        PrintWriter to = new PrintWriter(notes, true);
        return new Imports(store.archive(), () -> STAND_IN, new Imports.Choices(dryRun, 0), new Display(to, false), to);
    }

    private Imports.Answer imported(Store store, Path file) {
        return imports(store, false).ofFile(file);
    }

    private void liveALittle() {
        town.settle(60);
        town.talk(600);
        town.forget();
        town.talk(50);
    }

    private static Results.Row row(Imports.Answer answer, String kind) {
        return answer.imported().stream().map(Results.Row.class::cast).filter(row -> row.kind().equals(kind))
                .findFirst().orElseThrow();
    }

    @Test
    void whatIsImportedIsExportedLineByLineAsBefore() throws IOException {
        liveALittle();
        Path first = exported(source, "first.jsonl");
        Store target = MemoryStore.create(clock);
        Imports.Answer answer = imported(target, first);
        assertEquals(0, answer.conflicts());
        assertEquals(60, row(answer, "users").written());
        assertEquals(Lines.of(first), Lines.of(exported(target, "second.jsonl")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
        assertFalse(Files.exists(ExportFile.state(first)));
    }

    @Test
    void importingTwiceWritesNothingTheSecondTime() {
        liveALittle();
        Path file = exported(source, "all.jsonl");
        Store target = MemoryStore.create(clock);
        Imports.Answer first = imported(target, file);
        Imports.Answer second = imported(target, file);
        assertEquals(0, second.conflicts());
        for (String kind : List.of("users", "groups", "members", "blocks", "entries")) {
            assertEquals(0, row(second, kind).written());
            assertEquals(row(first, kind).written(), row(second, kind).identical());
        }
    }

    @Test
    void aDryRunTellsWhatWouldBeWrittenAndWritesNothing() {
        liveALittle();
        Path file = exported(source, "all.jsonl");
        Store target = MemoryStore.create(clock);
        Imports.Answer would = imports(target, true).ofFile(file);
        assertTrue(would.dryRun());
        Imports.Answer did = imported(target, file);
        assertEquals(did.imported(), would.imported());
    }

    @Test
    void anEmptyStoreIsAnExportOfTwoLines() {
        Path file = exported(source, "empty.jsonl");
        assertEquals(List.of(
                "{\"kind\":\"end\",\"requests\":0,\"users\":0,\"groups\":0,\"members\":0,\"blocks\":0,\"inboxes\":0,"
                        + "\"entries\":0}"),
                Lines.of(file));
        assertEquals(0, imported(MemoryStore.create(clock), file).conflicts());
    }

    @Test
    void withoutPasswordsWhoHasOneStaysProtectedByOneThatNobodyKnows() {
        liveALittle();
        Path file = folder.resolve("without.jsonl");
        Exports.Answer unused = exports(source, false, false, List.of()).toFile(file);
        assertTrue(Lines.of(file).stream().noneMatch(line -> line.contains("$test$")));
        Store target = MemoryStore.create(clock);
        assertEquals(0, imported(target, file).conflicts());
        assertEquals(Lines.of(file).stream().filter(line -> line.contains("\"protected\":true")).count(),
                Lines.of(exported(target, "back.jsonl")).stream().filter(line -> line.contains(STAND_IN.text()))
                        .count());
        assertEquals(0, imported(source, file).conflicts(), "whatever the password is, it is the same account");
    }

    @Test
    void anExportThatIsKilledAtAnyCallIsGoneOnWithAndComesOutTheSame() throws IOException {
        liveALittle();
        List<String> whole = Lines.of(exported(source, "whole.jsonl"));
        for (int callsBetween = 1; callsBetween < 30; callsBetween += 3) {
            Path file = folder.resolve("killed" + callsBetween + ".jsonl");
            int kills = 0;
            boolean done = false;
            while (!done) {
                Exports exports = exports(new FailingStore(source, callsBetween + kills), false, true, List.of());
                try {
                    Exports.Answer unused = kills == 0 ? exports.toFile(file) : exports.resume(file);
                    done = true;
                } catch (StoreException killed) {
                    kills++;
                    Files.writeString(file, "{\"kind\":\"entry\",\"us", StandardCharsets.UTF_8,
                            StandardOpenOption.APPEND);
                }
            }
            assertTrue(kills > 0);
            assertEquals(whole, Lines.of(file), "a kill after each " + callsBetween + " calls");
        }
    }

    @Test
    void anImportThatIsKilledAtAnyCallIsGoneOnWithByDoingItAgain() {
        liveALittle();
        town.talk(1_500);
        Path file = exported(source, "all.jsonl");
        int calls = 0;
        while (isKilled(file, calls)) {
            calls++;
        }
        assertTrue(calls > 4, "it takes " + calls + " calls");
    }

    /** Whether so many calls are too few; if so, the import is done again. */
    private boolean isKilled(Path file, int calls) {
        Store target = MemoryStore.create(clock);
        try {
            Imports.Answer unused = imported(new FailingStore(target, calls), file);
            return false;
        } catch (StoreException killed) {
            assertEquals(0, imported(target, file).conflicts());
            assertEquals(Lines.of(file), Lines.of(exported(target, "after" + calls + ".jsonl")));
            return true;
        }
    }

    @Test
    void inboxesGoAheadAndTheRestFollowsAsADelta() {
        liveALittle();
        Path ahead = folder.resolve("ahead.jsonl");
        Exports.Answer first = exports(source, true, false, List.of()).toFile(ahead);
        assertEquals(0, first.users());
        Store target = MemoryStore.create(clock);
        assertEquals(0, imported(target, ahead).conflicts());
        town.change();
        town.talk(100);
        Path further = folder.resolve("further.jsonl");
        Exports.Answer second = exports(source, true, false, List.of(ahead)).toFile(further);
        town.talk(40);
        Path rest = folder.resolve("rest.jsonl");
        Exports.Answer third = exports(source, false, true, List.of(ahead, further)).toFile(rest);
        assertTrue(second.entries() > 0 && third.entries() > 0);
        assertEquals(0, imported(target, further).conflicts());
        assertEquals(0, imported(target, rest).conflicts());
        Path whole = exported(source, "whole.jsonl");
        assertEquals(Lines.of(whole), Lines.of(exported(target, "moved.jsonl")));
        assertEquals(first.entries() + second.entries() + third.entries(),
                Lines.of(whole).stream().filter(line -> line.startsWith("{\"kind\":\"entry\"")).count());
    }

    @Test
    void aDeltaFitsOnlyBehindWhatItFollows() {
        liveALittle();
        Path ahead = exported(source, "ahead.jsonl");
        town.talk(50);
        Path delta = folder.resolve("delta.jsonl");
        Exports.Answer unused = exports(source, false, true, List.of(ahead)).toFile(delta);
        assertTrue(notes.toString().contains("Take care"));
        Store target = MemoryStore.create(clock);
        Imports.Answer answer = imported(target, delta);
        assertTrue(answer.conflicts() > 0);
        assertTrue(notes.toString().contains("import the earlier file first"));
        assertEquals(0, imported(target, ahead).conflicts());
        assertEquals(0, imported(target, delta).conflicts());
    }

    @Test
    void conflictsAreToldWithTheirLinesAndTheRestIsImported() {
        liveALittle();
        Path file = exported(source, "all.jsonl");
        Store target = MemoryStore.create(clock);
        assertEquals(0, imported(target, file).conflicts());
        town.talk(5);
        Town elsewhere = new Town(target, clock, 7);
        elsewhere.settle(0);
        Store other = MemoryStore.create(clock);
        new Town(other, clock, 7).settle(3); // The same ids, created at other times.
        Imports.Answer answer = imported(other, file);
        assertEquals(3, row(answer, "users").conflicts());
        assertEquals(57, row(answer, "users").written());
        assertTrue(notes.toString().matches("(?s).*line \\d+: user-[0-9a-f]{32} is there with another name or time of"
                + " creation\\..*"), notes.toString());
    }

    @Test
    void aFileThatWasCutOffIsRefusedBeforeAnythingIsWritten() throws IOException {
        liveALittle();
        Path file = exported(source, "all.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        for (int left : List.of(0, 1, bytes.length / 2, bytes.length - 1)) {
            Path cut = Files.write(folder.resolve("cut" + left), Arrays.copyOf(bytes, left));
            Store target = MemoryStore.create(clock);
            assertTrue(String.valueOf(assertThrows(WrongUsage.class, () -> imported(target, cut)).getMessage())
                    .contains("cut off"));
            assertEquals(1, Lines.of(exported(target, "nothing" + left)).size());
        }
    }

    @Test
    void aStreamThatWasCutOffIsNoticedAtItsEnd() throws IOException {
        liveALittle();
        List<String> lines = Files.readAllLines(exported(source, "all.jsonl"));
        byte[] cut = (String.join("\n", lines.subList(0, lines.size() - 1)) + "\n").getBytes(StandardCharsets.UTF_8);
        assertTrue(String.valueOf(assertThrows(WrongUsage.class,
                () -> imports(MemoryStore.create(clock), false).ofStream(new ByteArrayInputStream(cut))).getMessage())
                .contains("cut off"));
    }

    @Test
    void aWrongLineIsToldWithItsNumberAndFieldAndReason() {
        List<List<String>> wrong = List.of(
                List.of("no JSON", "not JSON"), //
                List.of("[]", "not a JSON object"), //
                List.of("{\"kind\":\"thing\"}", "\"kind\" must be"), //
                List.of("{\"kind\":\"user\",\"id\":\"ada\",\"name\":\"Ada\",\"created\":1,\"protected\":false}",
                        "\"id\" must be \"user-\" followed by"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"created\":1,\"protected\":false}",
                        "\"name\" is missing"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"name\":\"\",\"created\":1,\"protected\":false}",
                        "\"name\" must not be empty"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"name\":\"A\",\"created\":\"1\",\"protected\":false}",
                        "\"created\" must be a whole number"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"name\":\"A\",\"created\":1,\"protected\":0}",
                        "\"protected\" must be true or false"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"name\":\"A\",\"created\":1,\"protected\":false,\"x\":1}",
                        "\"x\" is no field"), //
                List.of("{\"kind\":\"user\",\"id\":\"user-a\",\"id\":\"user-b\"}", "Duplicate"), //
                List.of("{\"kind\":\"block\",\"user\":\"user-a\",\"blocked\":\"user-b\",\"scope\":\"some\",\"since\":1}",
                        "\"scope\" must be \"direct\""), //
                List.of("{\"kind\":\"entry\",\"user\":\"user-a\",\"sequence\":1,\"at\":1,\"id\":\"message-1\","
                        + "\"sender\":\"user-b\",\"recipient\":\"user-a\",\"text\":\"Hello\",\"sent\":1}",
                        "owner of the inbox"), //
                List.of("{\"kind\":\"entry\",\"user\":\"user-a\",\"sequence\":1,\"at\":1,\"id\":\"message-closed\","
                        + "\"sender\":\"user-b\",\"recipient\":\"user-a\",\"text\":\"Hello\",\"sent\":1}",
                        "\"id\" is not right: message-closed is no message's"), //
                List.of("{\"kind\":\"erased\",\"user\":\"user-a\"}", "\"at\" is missing"), //
                List.of("{\"kind\":\"erased\",\"user\":\"ada\",\"at\":1}", "\"user\" must be \"user-\""), //
                List.of("{\"kind\":\"inbox\",\"user\":\"user-a\",\"to\":{\"sequence\":0,\"at\":1}}",
                        "\"to.sequence\" must be a whole number from 1"));
        for (List<String> example : wrong) {
            String file = header() + "{\"kind\":\"group\",\"id\":\"group-g\",\"name\":\"G\",\"created\":1}\n"
                    + example.getFirst() + "\n" + header();
            String complaint = String.valueOf(assertThrows(WrongUsage.class, () -> imports(MemoryStore.create(clock),
                    false).ofStream(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))).getMessage());
            assertTrue(complaint.startsWith("standard input, line 3: "), complaint);
            assertTrue(complaint.contains(example.getLast()), complaint);
        }
    }

    private static String header() {
        return "{\"kind\":\"header\",\"format\":\"messaging-export\",\"version\":1,\"at\":\"2026-11-22T10:00:00Z\","
                + "\"from\":\"memory\",\"inboxesOnly\":false,\"passwords\":false,\"since\":false}\n";
    }

    @Test
    void aDryRunTellsOfSeveralWrongLines() throws IOException {
        liveALittle();
        List<String> lines = new ArrayList<>(Files.readAllLines(exported(source, "all.jsonl")));
        lines.set(4, "{}");
        lines.set(9, "{\"kind\":\"user\"}");
        lines.set(lines.size() - 3, "no");
        byte[] broken = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        WrongUsage wrong = assertThrows(WrongUsage.class,
                () -> imports(MemoryStore.create(clock), true).ofStream(new ByteArrayInputStream(broken)));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("3 lines"), wrong::getMessage);
        assertTrue(notes.toString().contains("line 5: \"kind\" is missing"), notes.toString());
        assertTrue(notes.toString().contains("line 10: \"id\" is missing"), notes.toString());
    }

    @Test
    void aNewerVersionIsNotRead() {
        String newer = header().replace("\"version\":1", "\"version\":2,\"more\":true");
        assertTrue(String.valueOf(assertThrows(WrongUsage.class, () -> imports(MemoryStore.create(clock), false)
                .ofStream(new ByteArrayInputStream(newer.getBytes(StandardCharsets.UTF_8)))).getMessage())
                .contains("newer program"));
    }

    @Test
    void anExportNeverGoesOverAFileNorOnWithAnother() {
        liveALittle();
        Path file = exported(source, "all.jsonl");
        assertThrows(WrongUsage.class, () -> exported(source, "all.jsonl"));
        assertThrows(WrongUsage.class, () -> exports(source, false, true, List.of()).resume(file));
        Path begun = folder.resolve("begun.jsonl");
        assertThrows(StoreException.class,
                () -> exports(new FailingStore(source, 3), false, true, List.of()).toFile(begun));
        assertTrue(String.valueOf(assertThrows(WrongUsage.class,
                () -> exports(source, false, false, List.of()).resume(begun)).getMessage()).contains("was begun as"));
        assertThrows(WrongUsage.class, () -> imported(MemoryStore.create(clock), begun));
    }

    /** A store of which so many deliveries are under way, at one look after the other. */
    private Store busy(Integer... underWay) {
        Iterator<Integer> looks = List.of(underWay).iterator();
        Archive archive = (Archive) Proxy.newProxyInstance(Archive.class.getClassLoader(),
                new Class<?>[]{Archive.class},
                (proxy, method,
                        arguments) -> new Archive.Part(Collections.nCopies(looks.next(), new Archive.Found("place",
                                new Stored.UnderWay("message-1", Instant.EPOCH))), Optional.empty()));
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (proxy, method, arguments) -> method.getName().equals("archive") ? archive : "here");
    }

    @Test
    void anExportWaitsUntilNothingIsUnderWayButNotForEver() {
        List<Duration> waits = new ArrayList<>();
        exports(busy(2, 1, 0), false, true, List.of()).awaitQuiet(Duration.ofSeconds(2), waits::add);
        assertEquals(2, waits.size());
        assertTrue(notes.toString().contains("Waiting until 2 deliveries"), notes.toString());
        StoreException late = assertThrows(StoreException.class, () -> exports(busy(2, 1, 1), false, true, List.of())
                .awaitQuiet(Duration.ofSeconds(2), waits::add));
        assertTrue(String.valueOf(late.getMessage()).startsWith("1 deliveries are still under way"), late::getMessage);
    }

    /** Between the two parts of a move, whichever the first one was. */
    @Test
    void whoIsErasedAfterTheFirstPartIsErasedByTheSecond() {
        for (boolean inboxesOnly : new boolean[]{true, false}) {
            MemoryStore old = MemoryStore.create(clock);
            Town people = new Town(old, clock, 3);
            people.settle(20);
            people.talk(200);
            Path base = folder.resolve("base-" + inboxesOnly + ".jsonl");
            Exports.Answer unused = exports(old, inboxesOnly, true, List.of()).toFile(base);
            Store target = MemoryStore.create(clock);
            assertEquals(0, imported(target, base).conflicts());
            UserId gone = old.directory().users(Optional.empty(), 1).items().getFirst().user().id();
            assertTrue(old.erase(gone, 1_000).messages() > 0);
            Path rest = folder.resolve("rest-" + inboxesOnly + ".jsonl");
            assertEquals(1, exports(old, false, true, List.of(base)).toFile(rest).erased());
            Imports.Answer would = imports(target, true).ofFile(rest);
            assertEquals(1, row(would, "erased").written());
            Imports.Answer did = imported(target, rest);
            assertEquals(1, row(did, "erased").written());
            assertEquals(Optional.empty(), target.directory().findUser(gone));
            assertEquals(Lines.of(exported(old, "old-" + inboxesOnly + ".jsonl")),
                    Lines.of(exported(target, "new-" + inboxesOnly + ".jsonl")));
            Imports.Answer again = imported(target, rest);
            assertEquals(List.of(0L, 1L, 0L), List.of(row(again, "erased").written(),
                    row(again, "erased").identical(), again.conflicts()));
            notes.getBuffer().setLength(0);
            assertTrue(imported(target, base).conflicts() > 0);
            assertTrue(notes.toString().contains(gone + " was erased there"), notes::toString);
            assertEquals(Optional.empty(), target.directory().findUser(gone));
        }
    }

    @Test
    void anInboxWithAHoleKeepsIt() throws IOException {
        String inbox = "{\"kind\":\"inbox\",\"user\":\"user-a\",\"to\":{\"sequence\":9,\"at\":90}}\n" + entry(3)
                + entry(4)
                + entry(9);
        String file = header()
                + "{\"kind\":\"user\",\"id\":\"user-a\",\"name\":\"A\",\"created\":1,\"protected\":false,"
                + "\"floor\":3}\n" + inbox
                + "{\"kind\":\"end\",\"requests\":0,\"users\":1,\"groups\":0,\"members\":0,\"blocks\":0,\"inboxes\":1,\"entries\":3}\n";
        Path whole = Files.writeString(folder.resolve("hole.jsonl"), file);
        Store target = MemoryStore.create(clock);
        assertEquals(0, imported(target, whole).conflicts());
        assertEquals(0, imported(target, whole).conflicts());
        assertEquals(Lines.of(whole), Lines.of(exported(target, "back.jsonl")));
    }

    private static String entry(int sequence) {
        return "{\"kind\":\"entry\",\"user\":\"user-a\",\"sequence\":" + sequence + ",\"at\":" + sequence * 10
                + ",\"id\":\"message-" + sequence
                + "\",\"sender\":\"user-b\",\"recipient\":\"user-a\",\"text\":\"Hello\","
                + "\"sent\":1}\n";
    }

    @Test
    void aLineThatNeverEndsIsNotKeptInMemory() {
        byte[] endless = (header() + "x".repeat(LineInput.LINE_MAX + 100_000)).getBytes(StandardCharsets.UTF_8);
        assertTrue(String.valueOf(assertThrows(WrongUsage.class, () -> imports(MemoryStore.create(clock), false)
                .ofStream(new ByteArrayInputStream(endless))).getMessage()).contains("line 2: it is longer than"));
    }
}
