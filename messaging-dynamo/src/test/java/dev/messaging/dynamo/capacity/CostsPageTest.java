package dev.messaging.dynamo.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.dynamo.capacity.DirectoryChange.Adder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The page that shows what operations cost shows what the table says. Run with {@code -Dmessaging.write-pages=true} to write it anew.
 */
class CostsPageTest {
    private static final String BEGIN = "<!-- Written by CostsPageTest. -->\n";
    private static final String END = "<!-- To here. -->\n";
    private static final Entries NONE = Entries.none(200);

    private final List<String> lines = new ArrayList<>();

    @Test
    void thePageShowsTheTable() throws Exception {
        Path page = page();
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        String written = text.substring(0, begin) + table() + text.substring(end);
        if (Boolean.getBoolean("messaging.write-pages")) {
            var unused = Files.writeString(page, written);
        }
        assertEquals(written, Files.readString(page));
    }

    private static Path page() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/costs.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the source tree: " + Path.of("").toAbsolutePath());
        }
        return folder.resolve("docs/costs.md");
    }

    private String table() {
        lines.add("| operation | trips | directory: read | messages: read | directory: written | messages: written |");
        lines.add("|---|---|---|---|---|---|");
        addChecks();
        addSends();
        addChanges();
        addUpkeep();
        return String.join("\n", lines) + "\n";
    }

    private void addChecks() {
        add("check from a cursor, nothing new; account known / not", new Check.AfterCursor(true, NONE),
                new Check.AfterCursor(false, NONE));
        add("check from a cursor that brings 9 / 50 / 100 messages of 200 bytes", after(9), after(50), after(100));
        add("check from the last timestamp, which this node does not know; nothing new; account known / not",
                new Check.LaterThan(true, NONE), new Check.LaterThan(false, NONE));
        add("first check, nothing there; account known / not", new Check.FromBeginning(true, NONE),
                new Check.FromBeginning(false, NONE));
        add("all of an inbox without a cursor: 100 / 1,000 / 10,000 messages of 200 bytes", whole(100), whole(1_000),
                whole(10_000));
        add("first check of a node that begins where an inbox was trimmed", new Check.FromFloor(true, NONE));
        add("verify a password or a token that this node knows / that it does not", new AccountWork.Verify(true),
                new AccountWork.Verify(false));
        addRow("so: a protected user's check once a minute, by password / by token",
                List.of(new AccountWork.Verify(false).cost().then(new Check.AfterCursor(true, NONE).cost()),
                        new AccountWork.Verify(false).cost().then(new Check.AfterCursor(false, NONE).cost())));
    }

    private static Check after(int found) {
        return new Check.AfterCursor(true, Entries.direct(found, 200));
    }

    private static Check whole(int stored) {
        return new Check.WholeInbox(true, Entries.direct(stored, 200));
    }

    private void addSends() {
        Send.ToUser toUser = new Send.ToUser(200);
        add("send to a user; to whom this node sent within 4 s; to oneself", toUser,
                new Send.ToUser(200, false, true, false), new Send.ToUser(200, true, false, false));
        add("send to a user 856 / 857 / 2,000 / 16,384 bytes", new Send.ToUser(856), new Send.ToUser(857),
                new Send.ToUser(2_000), new Send.ToUser(16_384));
        add("send to a user with a key / the same again / refused by a rule", toUser.withKey(),
                new Send.ToUserAgain(toUser.withKey()), new Send.ToUserRefused(toUser.withKey()));
        add("send to a group of 2 / 10 / 20 / 100 / 1,000", toGroup(2), toGroup(10), toGroup(20), toGroup(100),
                toGroup(1_000));
        add("send 16,384 bytes to a group of 10 / 100", new Send.ToGroup(10, 16_384), new Send.ToGroup(100, 16_384));
        add("send to a group of 10 / 100 with a key", toGroup(10).withKey(), toGroup(100).withKey());
        add("the same again", new Send.ToGroupAgain(toGroup(10).withKey()),
                new Send.ToGroupAgain(toGroup(100).withKey()));
    }

    private static Send.ToGroup toGroup(int members) {
        return new Send.ToGroup(members, 200);
    }

    private void addChanges() {
        add("create a user / with a key", new DirectoryChange.CreateUser(false), new DirectoryChange.CreateUser(true));
        add("create a group of nobody / 10 / 33 / 34 / 1,000", created(0, false), created(10, false),
                created(33, false), created(34, false), created(1_000, false));
        add("create a group of nobody / 10 / 32 / 33 with a key", created(0, true), created(10, true),
                created(32, true), created(33, true));
        add("block, unblock / oneself", new DirectoryChange.ChangeBlock(false), new DirectoryChange.ChangeBlock(true));
        add("add a member / by a member / by who is not in the group", added(Adder.NOBODY_IN_PARTICULAR),
                added(Adder.MEMBER), added(Adder.STRANGER));
        add("remove a member", new DirectoryChange.RemoveMember());
        add("an owner leaves to an heir / as the last", new DirectoryChange.OwnerLeaves(2),
                new DirectoryChange.OwnerLeaves(1));
        add("read a group / as a member", new DirectoryChange.ReadGroup(false), new DirectoryChange.ReadGroup(true));
        add("read 10 / 100 of its members as a member", new DirectoryChange.ReadMembers(10, true),
                new DirectoryChange.ReadMembers(100, true));
        add("open a session / end it", new AccountWork.OpenSession(1), new AccountWork.EndSessions(1));
        add("change a password that has 1 / 20 sessions", new AccountWork.ChangePassword(1),
                new AccountWork.ChangePassword(20));
    }

    private static DirectoryChange created(int members, boolean keyed) {
        return new DirectoryChange.CreateGroup(members, keyed);
    }

    private static DirectoryChange added(Adder adder) {
        return new DirectoryChange.AddMember(adder);
    }

    private void addUpkeep() {
        add("ask for news of 1 / 1,000 inboxes, by each node every 30 s if somebody listens there",
                new Upkeep.AskForNews(1), new Upkeep.AskForNews(1_000));
        add("look for what a dead node left behind, by each node every 15 s", new Upkeep.LookForOverdue());
        add("answer whether the node is ready", new Upkeep.Ping());
        add("trim 25 / 100 entries of 200 bytes", new Upkeep.Trim(Entries.direct(25, 200)),
                new Upkeep.Trim(Entries.direct(100, 200)));
    }

    private void add(String title, Operation... operations) {
        addRow(title, Arrays.stream(operations).map(Operation::cost).toList());
    }

    private void addRow(String title, List<Cost> costs) {
        lines.add("| " + String.join(" | ", title, figures(costs, Cost::trips),
                figures(costs, cost -> cost.directory().read()), figures(costs, cost -> cost.messages().read()),
                figures(costs, cost -> cost.directory().write()), figures(costs, cost -> cost.messages().write()))
                + " |");
    }

    /** One figure if all are the same. */
    private static String figures(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        List<String> texts = costs.stream().map(cost -> text(figure.applyAsDouble(cost))).toList();
        return texts.stream().distinct().count() == 1 ? texts.getFirst() : String.join(" / ", texts);
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, figure == Math.rint(figure) ? "%,.0f" : "%,.1f", figure);
    }
}
