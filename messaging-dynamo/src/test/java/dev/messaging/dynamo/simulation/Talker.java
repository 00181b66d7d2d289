package dev.messaging.dynamo.simulation;

import dev.messaging.core.Access;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A client that does all that clients do, one thing after the other, and writes down what it was told. */
final class Talker {
    private static final int ATTEMPTS_MAX = 3;
    private static final int USERS_MAX = 7;
    private static final int GROUPS_MAX = 4;

    private final World world;
    private final Scheduler scheduler;
    private final Chance chance;
    private final Ledger ledger;
    private final int number;
    private int deeds;

    Talker(World world, int number) {
        this.world = world;
        this.scheduler = world.scheduler();
        this.chance = world.chance();
        this.ledger = world.ledger();
        this.number = number;
    }

    void talk() {
        for (deeds = 0; deeds < world.settings().deeds(); deeds++) {
            scheduler.sleep(world.settings().thinkingNanos(chance));
            if (chance.below(100) < world.settings().sends()) {
                boolean toGroup = chance.happens(0.45) && !ledger.groups().isEmpty();
                send(chance.any(ledger.users()),
                        toGroup ? chance.any(ledger.groups()) : chance.any(ledger.users()));
            } else {
                doSomethingElse(chance.below(20));
            }
        }
    }

    private void doSomethingElse(int kind) {
        if (kind < 8) {
            block();
        } else if (kind < 14) {
            changeMembership();
        } else if (kind < 17) {
            visit();
        } else {
            create();
        }
    }

    private long patienceNanos() {
        return chance.magnitude(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(30).toNanos());
    }

    private void send(UserId sender, Recipient recipient) {
        Draft draft = new Draft(sender, recipient, new Text("text " + number + "." + deeds), chance.happens(0.3));
        Sent sent = ledger.sending(draft, chance.happens(0.5), scheduler.now());
        if (sent.key().isPresent() && chance.happens(0.3)) {
            world.start("client" + number + " again", chance.magnitude(1_000, 100_000_000), () -> sendUntilKnown(sent));
        }
        sendUntilKnown(sent);
    }

    /** What was not done, can be repeated; with a key, also what nobody knows of. */
    private void sendUntilKnown(Sent sent) {
        for (int attempts = 0; attempts < ATTEMPTS_MAX; attempts++) {
            Outcome<MessageId> outcome = attempt(sent);
            boolean worthRepeating = outcome instanceof Outcome.NotDone
                    || (outcome instanceof Outcome.Unknown && sent.key().isPresent());
            if (!worthRepeating) {
                return;
            }
            scheduler.sleep(chance.magnitude(1_000_000, 40_000_000_000L));
        }
    }

    private Outcome<MessageId> attempt(Sent sent) {
        Draft draft = sent.draft();
        sent.begin();
        Outcome<MessageId> outcome = world.anyNode().ask("send " + draft.text(), patienceNanos(),
                access -> access.messages().send(draft, sent.key()).message().id());
        sent.end(outcome);
        world.trace().say(scheduler.now(), () -> "client" + number + " was told of " + draft + ": " + outcome);
        if (outcome instanceof Outcome.Refused<MessageId>(Refusal refusal)) {
            ledger.refused(draft, refusal, sent.sinceNanos(), scheduler.now());
        }
        return outcome;
    }

    private void block() {
        UserId owner = chance.any(ledger.users());
        UserId blocked = chance.any(ledger.users());
        boolean sets = chance.happens(0.6);
        change(ledger.block(owner, blocked), sets, access -> {
            if (sets) {
                var unused = access.users().block(owner, blocked, Ledger.scope(owner, blocked));
            } else {
                access.users().unblock(owner, blocked);
            }
        }, owner + (sets ? " blocks " : " unblocks ") + blocked);
    }

    private void changeMembership() {
        if (ledger.groups().isEmpty()) {
            return;
        }
        GroupId group = chance.any(ledger.groups());
        UserId user = chance.any(ledger.users());
        boolean sets = chance.happens(0.5);
        change(ledger.membership(group, user), sets, access -> {
            if (sets) {
                access.groups().add(group, user);
            } else {
                access.groups().remove(group, user);
            }
        }, user + (sets ? " joins " : " leaves ") + group);
    }

    /** Setting or lifting something; refused only if it is so already. */
    private void change(Edge edge, boolean sets, Consumer<Access> deed, String what) {
        long since = scheduler.now();
        Edge.Change change = edge.begin(sets, since);
        Outcome<Boolean> outcome = world.anyNode().ask("change", patienceNanos(), access -> {
            deed.accept(access);
            return true;
        });
        long now = scheduler.now();
        world.trace().say(now, () -> "client" + number + ": " + what + ": " + outcome);
        if (outcome instanceof Outcome.Unknown) {
            return;
        }
        change.end(now, outcome instanceof Outcome.Done);
        if (outcome instanceof Outcome.Done
                && ledger.erasedBefore(since).anyMatch(user -> what.contains(user.value()))) {
            ledger.violation("done with who had been erased: " + what);
        }
        if (ledger.erased().stream().anyMatch(erased -> what.contains(erased.value()))) {
            return;
        }
        Optional<Boolean> before = edge.throughoutBut(change, since, now);
        if (outcome instanceof Outcome.Refused<Boolean>(Refusal refusal) && before.equals(Optional.of(!sets))) {
            ledger.violation("refused without reason: " + what + ": " + refusal);
        }
        if (outcome instanceof Outcome.Done && before.equals(Optional.of(sets))) {
            ledger.violation("done twice: " + what);
        }
    }

    private void create() {
        if (chance.happens(0.5) && ledger.users().size() < USERS_MAX) {
            UserId user = new UserId("user-n" + number + "d" + deeds);
            if (world.anyNode().ask("create", patienceNanos(),
                    access -> access.users().create(user, new Name("new"))) instanceof Outcome.Done) {
                ledger.created(user);
            }
        } else if (ledger.groups().size() < GROUPS_MAX) {
            GroupId group = new GroupId("group-n" + number + "d" + deeds);
            Set<UserId> members = new HashSet<>(ledger.users());
            members.removeIf(member -> chance.happens(0.3));
            if (world.anyNode().ask("create", patienceNanos(), access -> access.groups().create(Optional.of(group),
                    Optional.empty(), members)) instanceof Outcome.Done) {
                ledger.created(group, members);
            }
        }
    }

    private void visit() {
        Visit.of(world, chance.any(ledger.users())).make(patienceNanos());
    }
}
