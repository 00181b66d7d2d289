package dev.messaging.dynamo.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.dynamo.capacity.DirectoryChange.Adder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each operation costs, in figures: trips, read units of the directory and of the messages, and write units of both.
 * {@code CapacityTest} holds the store to the same functions, so who changes a figure here changes the design.
 */
class CostsTest {
    private static final Entries NONE = Entries.none(8);

    private record Figures(Operation operation, int trips, double directoryRead, double messagesRead,
            double directoryWritten, double messagesWritten) {}

    private static Stream<Figures> figures() {
        return Stream.of(//
                new Figures(new Check.AfterCursor(true, NONE), 1, 0, 0.5, 0, 0),
                new Figures(new Check.AfterCursor(false, NONE), 1, 0.5, 0.5, 0, 0),
                new Figures(new Check.AfterCursor(true, Entries.direct(20, 20)), 1, 0, 0.5, 0, 0),
                new Figures(new Check.AfterCursor(true, Entries.direct(22, 20)), 1, 0, 1, 0, 0),
                new Figures(new Check.LaterThan(true, NONE), 1, 0, 0.5, 0, 0),
                new Figures(new Check.LaterThan(false, NONE), 1, 0.5, 0.5, 0, 0),
                new Figures(new Check.LaterThan(true, Entries.direct(2, 8)), 2, 0, 1, 0, 0),
                new Figures(new Check.LaterThan(true, Entries.direct(10, 8)), 3, 0, 0.5 + 0.5 + 1, 0, 0),
                new Figures(new Check.FromBeginning(true, NONE), 1, 0, 1, 0, 0),
                new Figures(new Check.FromBeginning(false, NONE), 1, 0.5, 1, 0, 0),
                new Figures(new Check.FromBeginning(false, Entries.direct(30, 8)), 1, 0.5, 2, 0, 0),
                new Figures(new Check.WholeInbox(true, Entries.direct(100, 8)), 1, 0, 5, 0, 0),
                new Figures(new Check.WholeInbox(true, Entries.direct(1_000, 8)), 11, 0,
                        5 + 1 + 8 * 2.5 + 2.5, 0, 0),
                new Figures(new Check.FromFloor(false, NONE), 2, 1.5, 1, 0, 0),
                new Figures(new Send.ToUser(800), 2, 3, 0.5, 0, 1),
                new Figures(new Send.ToUser(856), 2, 3, 0.5, 0, 1),
                new Figures(new Send.ToUser(857), 2, 3, 0.5, 0, 2),
                new Figures(new Send.ToUser(16_384), 2, 3, 2.5, 0, 17),
                new Figures(new Send.ToUser(8, false, true, false), 2, 3, 0, 0, 1),
                new Figures(new Send.ToUser(8, true, false, false), 2, 2, 0.5, 0, 1),
                new Figures(new Send.ToUser(8).withKey(), 3, 4, 0.5, 1, 1),
                new Figures(new Send.ToUserAgain(new Send.ToUser(8).withKey()), 2, 4, 0.5, 0, 1),
                new Figures(new Send.ToUserRefused(new Send.ToUser(8).withKey()), 2, 4, 0.5, 1, 0),
                new Figures(new Send.ToGroup(2, 17), 5, 2, 1, 2, 2),
                new Figures(new Send.ToGroup(20, 17), 5, 2, 10, 2, 20),
                new Figures(new Send.ToGroup(60, 17), 5, 3, 30, 6, 60),
                new Figures(new Send.ToGroup(60, 17).intoEmptyInboxes(), 5, 3, 30, 4, 60),
                new Figures(new Send.ToGroup(1_000, 17), 5, 26, 500, 2 * 30, 1_000),
                new Figures(new Send.ToGroup(20, 17).withKey(), 5, 3, 10, 2 + 2 + 1, 20),
                new Figures(new Send.ToGroup(60, 17).withKey(), 5, 4, 30, 2 + 6 + 3, 60),
                new Figures(new Send.ToGroup(20, 17).readingTheSender(), 5, 2.5, 10, 2, 20),
                new Figures(new Send.ToGroup(20, 20, 17, 20, false, false, false), 4, 2, 0, 2, 20),
                new Figures(new Send.ToGroup(20, 0, 17, 0, false, false, false), 1, 2, 0, 0, 0),
                new Figures(new Send.ToGroup(20, 1, 17, 0, false, false, false), 3, 2, 0.5, 0, 1),
                new Figures(new Send.ToGroupAgain(new Send.ToGroup(20, 17).withKey()), 2, 4, 0, 0, 0),
                new Figures(new DirectoryChange.CreateUser(false), 1, 0, 0, 1, 0),
                new Figures(new DirectoryChange.CreateUser(true), 1, 0, 0, 4, 0),
                new Figures(new DirectoryChange.CreateGroup(0, false), 1, 0, 0, 1, 0),
                new Figures(new DirectoryChange.CreateGroup(0, true), 1, 0, 0, 4, 0),
                new Figures(new DirectoryChange.CreateGroup(33, false), 1, 0, 0, 200, 0),
                new Figures(new DirectoryChange.CreateGroup(34, false), 5, 35, 0, 4 + 4 + 204 + 4, 0),
                new Figures(new DirectoryChange.CreateGroup(32, true), 1, 0, 0, 196, 0),
                new Figures(new DirectoryChange.CreateGroup(33, true), 4, 35, 0, 4 + 2 + 198 + 6, 0),
                new Figures(new DirectoryChange.CreateLargeGroupAgain(33), 1, 35, 0, 0, 0),
                new Figures(new DirectoryChange.ChangeBlock(false), 1, 0, 0, 8, 0),
                new Figures(new DirectoryChange.ChangeBlock(true), 1, 0, 0, 6, 0),
                new Figures(new DirectoryChange.AddMember(Adder.NOBODY_IN_PARTICULAR), 1, 0, 0, 8, 0),
                new Figures(new DirectoryChange.AddMember(Adder.MEMBER), 1, 0, 0, 10, 0),
                new Figures(new DirectoryChange.AddMember(Adder.STRANGER), 2, 0, 0, 18, 0),
                new Figures(new DirectoryChange.RemoveMember(), 1, 0, 0, 8, 0),
                new Figures(new DirectoryChange.OwnerLeaves(2), 3, 1, 0, 20, 0),
                new Figures(new DirectoryChange.OwnerLeaves(1), 3, 1, 0, 16, 0),
                new Figures(new DirectoryChange.ReadGroup(false), 1, 1, 0, 0, 0),
                new Figures(new DirectoryChange.ReadGroup(true), 1, 2, 0, 0, 0),
                new Figures(new DirectoryChange.ReadMembers(10, false), 1, 2, 0, 0, 0),
                new Figures(new DirectoryChange.ReadMembers(10, true), 1, 3, 0, 0, 0),
                new Figures(new AccountWork.Verify(true), 0, 0, 0, 0, 0),
                new Figures(new AccountWork.Verify(false), 1, 0.5, 0, 0, 0),
                new Figures(new AccountWork.VerifyUnknown(), 2, 1.5, 0, 0, 0),
                new Figures(new AccountWork.OpenSession(0), 2, 1, 0, 6, 0),
                new Figures(new AccountWork.ListSessions(20), 1, 1, 0, 0, 0),
                new Figures(new AccountWork.EndSessions(1), 1, 0, 0, 4, 0),
                new Figures(new AccountWork.ChangePassword(20), 2, 1, 0, 82, 0),
                new Figures(new AccountWork.ChangePasswordInVain(), 1, 1, 0, 0, 0),
                new Figures(new Upkeep.AskForNews(150), 1, 0, 75, 0, 0),
                new Figures(new Upkeep.AskForNews(0), 0, 0, 0, 0, 0),
                new Figures(new Upkeep.LookForOverdue(), 1, 4, 0, 0, 0),
                new Figures(new Upkeep.Ping(), 1, 0.5, 0, 0, 0),
                new Figures(new Upkeep.Trim(Entries.direct(29, 8)), 5, 9, 2, 1, 29),
                new Figures(new Upkeep.Trim(NONE), 2, 9, 1, 0, 0));
    }

    @TestFactory
    Stream<DynamicTest> anOperationCosts() {
        return figures().map(figures -> DynamicTest.dynamicTest(figures.operation.toString(), () -> assertEquals(
                new Cost(figures.trips, new TableUnits(figures.directoryRead, figures.directoryWritten),
                        new TableUnits(figures.messagesRead, figures.messagesWritten)),
                figures.operation.cost())));
    }

    @Test
    void whatIsAddedUpIsNeverLess() {
        for (int members = 1; members < 5_000; members++) {
            Cost less = new Send.ToGroup(members, 100).cost();
            Cost more = new Send.ToGroup(members + 1, 100).cost();
            assertEquals(Math.max(less.read(), more.read()), more.read());
            assertEquals(Math.max(less.write(), more.write()), more.write());
        }
        for (int stored = 0; stored < 3_000; stored++) {
            Cost less = new Check.WholeInbox(true, Entries.direct(stored, 100)).cost();
            Cost more = new Check.WholeInbox(true, Entries.direct(stored + 1, 100)).cost();
            assertEquals(Math.max(less.read(), more.read()), more.read(), stored + " entries");
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Entries(-1, 100));
        assertThrows(IllegalArgumentException.class, () -> new Entries(1, Double.NaN));
        assertThrows(IllegalArgumentException.class,
                () -> new Send.ToGroup(2, 3, 100, 0, false, false, false));
        assertThrows(IllegalArgumentException.class,
                () -> new Check.LaterThan(true, Entries.direct(Check.LaterThan.FOUND_MAX + 1, 100)));
    }
}
