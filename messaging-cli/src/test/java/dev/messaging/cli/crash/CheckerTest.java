package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.cli.crash.Violation.Kind;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind of violation in observations that are made up, and next to it what is none. */
class CheckerTest {
    private static final String GROUP = "group-g";
    private static final String ADA = "user-ada";
    private static final String BOB = "user-bob";
    private static final String EVE = "user-eve";
    private static final Outcome ACCEPTED = new Outcome.Accepted(Optional.empty());
    private static final Outcome UNKNOWN = new Outcome.Unknown();
    private static final Outcome REFUSED = new Outcome.Refused();
    private static final Outcome NOT_DONE = new Outcome.NotDone();

    private final List<Send> sends = new ArrayList<>();
    private final Map<String, List<Seen>> inboxes = new HashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Map<Tie, List<Spell>> members = new HashMap<>();
    private final Map<Tie, List<Spell>> blocks = new HashMap<>();
    private Set<Tie> mutes = Set.of();
    private long now;

    @Test
    void aRunInWhichEverythingWasKeptHasNoViolations() {
        members(ADA, BOB);
        stands(direct("1", ADA, BOB, ACCEPTED), BOB);
        stands(toGroup("2", ACCEPTED), ADA, BOB);
        stands(toGroup("3", UNKNOWN), ADA, BOB);
        direct("4", ADA, BOB, UNKNOWN);
        toGroup("5", UNKNOWN);
        direct("6", ADA, BOB, NOT_DONE);
        stands(copied("7", ADA, BOB), ADA, BOB);
        read(BOB, "1", "2", "3", "7");
        assertFinds();
    }

    @Test
    void whatWasAcceptedAndIsNowhereIsLost() {
        members(ADA, BOB);
        direct("1", ADA, BOB, ACCEPTED);
        toGroup("2", ACCEPTED);
        assertFinds(Kind.LOST, Kind.LOST);
        assertEquals(2, Checker.missing(observations()).size());
    }

    @Test
    void whatIsWithSomeIsHalfDeliveredWhetherItWasAcceptedOrUnknown() {
        members(ADA, BOB);
        stands(toGroup("1", ACCEPTED), ADA);
        stands(toGroup("2", UNKNOWN), BOB);
        stands(copied("3", ADA, BOB), BOB);
        assertFinds(Kind.HALF_DELIVERED, Kind.HALF_DELIVERED, Kind.HALF_DELIVERED);
        assertEquals(3, Checker.missing(observations()).size());
    }

    @Test
    void whoCameOrWentMeanwhileMayHaveItOrNot() {
        members(ADA);
        members.put(new Tie(GROUP, BOB), List.of(new Spell(new Span(0, 5), new Span(0, 15))));
        members.put(new Tie(GROUP, EVE), List.of(new Spell(new Span(15, 90), new Span(5, 99))));
        now = 10;
        stands(toGroup("without", ACCEPTED), ADA);
        now = 10;
        stands(toGroup("with", ACCEPTED), ADA, BOB, EVE);
        assertFinds();
    }

    @Test
    void whoWasNoMemberMustNotHaveIt() {
        members(ADA);
        members.put(new Tie(GROUP, BOB), List.of(new Spell(new Span(0, 5), new Span(0, 6))));
        now = 10;
        stands(toGroup("1", ACCEPTED), ADA, BOB);
        stands(direct("2", ADA, BOB, ACCEPTED), BOB, EVE);
        assertFinds(Kind.MISDIRECTED, Kind.MISDIRECTED);
    }

    @Test
    void whatIsUnknownMayTakeEffectLaterThanItsSenderGaveUp() {
        members(ADA);
        members.put(new Tie(GROUP, BOB), List.of(new Spell(new Span(0, 50), new Span(0, 51))));
        members.put(new Tie(GROUP, EVE), List.of(new Spell(new Span(70, 90), new Span(70, 90))));
        now = 10;
        stands(toGroup("1", UNKNOWN), ADA, EVE);
        assertFinds();
    }

    @Test
    void whatStandsTwiceOrCameTwiceIsDoubled() {
        stands(direct("1", ADA, BOB, ACCEPTED), BOB, BOB);
        stands(direct("2", BOB, ADA, ACCEPTED), ADA);
        read(ADA, "2", "2");
        assertFinds(Kind.DOUBLED, Kind.DOUBLED);
    }

    @Test
    void twoReadersMustSeeTheSameOrder() {
        stands(direct("1", ADA, BOB, ACCEPTED), BOB);
        stands(direct("2", EVE, BOB, ACCEPTED), BOB);
        read(BOB, "1", "2");
        read(BOB, "2", "1");
        assertFinds(Kind.OUT_OF_ORDER);
    }

    @Test
    void timesThatDoNotRiseAreOutOfOrder() {
        stands(direct("1", ADA, BOB, ACCEPTED), BOB);
        stands(direct("2", ADA, BOB, ACCEPTED), BOB);
        List<Seen> inbox = new ArrayList<>(inboxes.getOrDefault(BOB, List.of()));
        inboxes.put(BOB, List.of(inbox.get(0), at(inbox.get(1), inbox.get(0).place().orElseThrow().timestamp())));
        assertFinds(Kind.OUT_OF_ORDER);
    }

    @Test
    void whatAReaderNeverSawWasSkippedAndWhatOnlyTheReaderSawIsGone() {
        stands(direct("1", ADA, BOB, ACCEPTED), BOB);
        stands(direct("2", ADA, BOB, ACCEPTED), BOB);
        direct("3", ADA, BOB, UNKNOWN);
        read(BOB, "2");
        read(BOB, "1", "2", "3");
        assertFinds(Kind.SKIPPED, Kind.GONE);
    }

    @Test
    void aReaderThatStoppedEarlyMustHaveSeenTheBeginning() {
        stands(direct("1", ADA, BOB, ACCEPTED), BOB);
        stands(direct("2", ADA, BOB, ACCEPTED), BOB);
        stands(direct("3", ADA, BOB, ACCEPTED), BOB);
        readings.add(new Reading("early", BOB, seen(BOB, "1", "2"), false, List.of()));
        assertFinds();
        readings.add(new Reading("early, with a hole", BOB, seen(BOB, "1", "3"), false, List.of()));
        assertFinds(Kind.SKIPPED, Kind.GONE);
    }

    @Test
    void aLookAtAllShowsWhatHadBeenAcceptedBefore() {
        Send send = direct("1", ADA, BOB, ACCEPTED);
        stands(send, BOB);
        long after = send.during().to() + 1;
        readings.add(new Reading("late", BOB, seen(BOB, "1"), true, List.of(new Reading.Look(after, 1))));
        readings.add(new Reading("at once", BOB, seen(BOB, "1"), true, List.of(new Reading.Look(0, 0))));
        assertFinds();
        readings.add(new Reading("stale", BOB, seen(BOB, "1"), true, List.of(new Reading.Look(after, 0))));
        assertFinds(Kind.STALE);
    }

    @Test
    void whatWasNotDoneOrRefusedMustNotBeThere() {
        blocks.put(new Tie(BOB, ADA), List.of(Spell.from(0)));
        stands(direct("1", EVE, BOB, NOT_DONE), BOB);
        stands(direct("2", ADA, BOB, REFUSED), BOB);
        assertFinds(Kind.UNDEAD, Kind.UNDEAD, Kind.BLOCK_IGNORED);
    }

    @Test
    void anAcknowledgedBlockHoldsUntilItIsLifted() {
        blocks.put(new Tie(BOB, ADA), List.of(new Spell(new Span(10, 20), new Span(5, 25))));
        now = 12;
        stands(direct("within", ADA, BOB, ACCEPTED), BOB);
        now = 12;
        direct("refused within", ADA, BOB, REFUSED);
        now = 7;
        stands(direct("before its answer", ADA, BOB, ACCEPTED), BOB);
        now = 21;
        direct("while it is lifted", ADA, BOB, REFUSED);
        now = 12;
        stands(direct("perhaps done later", ADA, BOB, UNKNOWN), BOB);
        assertFinds(Kind.BLOCK_IGNORED);
        now = 30;
        direct("refused afterwards", ADA, BOB, REFUSED);
        assertFinds(Kind.BLOCK_IGNORED, Kind.WRONGLY_REFUSED);
    }

    @Test
    void whoBlocksEverywhereDoesNotHaveGroupMessages() {
        members(ADA, BOB);
        mutes = Set.of(new Tie(BOB, ADA));
        stands(toGroup("1", ACCEPTED), ADA);
        assertFinds();
        stands(toGroup("2", ACCEPTED), ADA, BOB);
        assertFinds(Kind.MISDIRECTED);
    }

    @Test
    void whatNobodySentOrSomebodyElseSentOrIsNamedOtherwiseIsAltered() {
        Send send = direct("1", ADA, BOB, ACCEPTED);
        inboxes.put(BOB, List.of(new Seen("1", EVE, Optional.empty(), Optional.empty()),
                new Seen("invented", ADA, Optional.empty(), Optional.empty())));
        assertFinds(Kind.ALTERED, Kind.ALTERED);
        sends.remove(send);
        now = send.during().from();
        direct("1", ADA, BOB, new Outcome.Accepted(Optional.of("message-other")));
        inboxes.put(BOB, List.of(seenAs("1", ADA, 1)));
        assertFinds(Kind.ALTERED);
        inboxes.put(BOB, List.of(at(seenAs("1", ADA, 1), 2)));
        readings.add(new Reading("other time", BOB, List.of(seenAs("1", ADA, 1)), true, List.of()));
        assertFinds(Kind.ALTERED, Kind.ALTERED);
    }

    @Test
    void overtakingIsCountedAndNoViolation() {
        stands(direct("2", EVE, BOB, ACCEPTED), BOB);
        Send first = direct("3", ADA, BOB, ACCEPTED);
        stands(direct("4", ADA, BOB, ACCEPTED), BOB);
        stands(first, BOB);
        assertFinds();
        assertEquals(1, Checker.check(observations()).overtaken());
    }

    @Test
    void whatWasNoticedDuringTheRunCountsToo() {
        Violation noticed = new Violation(Kind.UNEXPECTED, "a status of 500");
        Observations all = observations();
        assertEquals(List.of(noticed), Checker.check(new Observations(all.sends(), all.inboxes(), all.readings(),
                all.memberships(), all.blocks(), all.mutes(), List.of(noticed))).violations());
    }

    private void assertFinds(Kind... kinds) {
        assertEquals(List.of(kinds).stream().sorted().toList(),
                Checker.check(observations()).violations().stream().map(Violation::kind).sorted().toList(),
                () -> Checker.check(observations()).violations().toString());
    }

    private Observations observations() {
        return new Observations(sends, inboxes, readings, new Ties(members), new Ties(blocks), mutes, List.of());
    }

    private void members(String... users) {
        for (String user : users) {
            members.put(new Tie(GROUP, user), List.of(Spell.from(0)));
        }
    }

    @CanIgnoreReturnValue
    private Send direct(String text, String sender, String receiver, Outcome outcome) {
        return send(new Send(text, sender, receiver, false, new Span(now, now + 1), outcome));
    }

    @CanIgnoreReturnValue
    private Send copied(String text, String sender, String receiver) {
        return send(new Send(text, sender, receiver, true, new Span(now, now + 1), ACCEPTED));
    }

    @CanIgnoreReturnValue
    private Send toGroup(String text, Outcome outcome) {
        return send(new Send(text, ADA, GROUP, false, new Span(now, now + 1), outcome));
    }

    private Send send(Send send) {
        now += 2;
        sends.add(send);
        return send;
    }

    private void stands(Send send, String... owners) {
        for (String owner : owners) {
            List<Seen> inbox = new ArrayList<>(inboxes.getOrDefault(owner, List.of()));
            Seen seen = seenAs(send.text(), send.sender(), inbox.size() + 1);
            inbox.add(send.toGroup()
                    ? new Seen(seen.text(), seen.sender(), Optional.of(send.recipient()), seen.place())
                    : owner.equals(send.recipient())
                            ? seen
                            : new Seen(seen.text(), seen.sender(), Optional.of(send.recipient()), seen.place()));
            inboxes.put(owner, inbox);
        }
    }

    private static Seen seenAs(String text, String sender, int place) {
        return new Seen(text, sender, Optional.empty(), Optional.of(new Seen.Place("message-" + text, 1_000L + place)));
    }

    private static Seen at(Seen seen, long timestamp) {
        return new Seen(seen.text(), seen.sender(), seen.recipient(),
                seen.place().map(place -> new Seen.Place(place.messageId(), timestamp)));
    }

    /** A reader that saw these, as the second dialect shows them. */
    private void read(String owner, String... texts) {
        readings.add(new Reading("a reader", owner, seen(owner, texts), true, List.of()));
    }

    private List<Seen> seen(String owner, String... texts) {
        return List.of(texts).stream().map(text -> new Seen(text, owner, Optional.empty(), Optional.empty())).toList();
    }
}
