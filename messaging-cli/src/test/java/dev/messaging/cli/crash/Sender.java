package dev.messaging.cli.crash;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Somebody who sends one message after the other, and writes down what became of each. */
final class Sender implements Task {
    private static final int PAUSE_MILLIS_MAX = 800;
    private static final int RETRY_MILLIS = 200;
    private static final Duration RETRYING = Duration.ofSeconds(40);
    private static final int LONG_TEXT = 3_000;

    private final int number;
    private final World world;
    private final Cluster cluster;
    private final Wire wire;
    private final Journal journal;
    private final Stopwatch stopwatch;
    private final RandomGenerator random;
    private final boolean keysAreKept;
    private int sent;

    /**
     * A sender.
     *
     * @param number which of those who talk
     * @param keysAreKept whether the servers do a call with a key once only; else what is unknown stays so
     */
    Sender(int number, World world, Cluster cluster, Wire wire, Journal journal, Stopwatch stopwatch,
            RandomGenerator random, boolean keysAreKept) {
        this.number = number;
        this.world = world;
        this.cluster = cluster;
        this.wire = wire;
        this.journal = journal;
        this.stopwatch = stopwatch;
        this.random = random;
        this.keysAreKept = keysAreKept;
    }

    @Override
    public void turn() throws InterruptedException {
        Thread.sleep(random.nextInt(PAUSE_MILLIS_MAX));
        if (cluster.any(random).isEmpty()) {
            return;
        }
        sent++;
        Dialect dialect = random.nextBoolean() ? Dialect.FIRST : Dialect.SECOND;
        String recipient = recipient();
        boolean copied = dialect == Dialect.FIRST && recipient.startsWith("user-") && random.nextInt(10) == 0;
        String text = number + "/" + sent + " " + filling();
        Person sender = world.talkers().get(number);
        boolean withKey = random.nextInt(4) > 0;
        Call plain = dialect.send(sender, recipient, text, copied);
        Call call = withKey ? plain.withKey("key-" + sender.id() + "-" + sent) : plain;
        long from = stopwatch.nanos();
        Outcome outcome = outcome(call, ask(call));
        if (keysAreKept && withKey && outcome instanceof Outcome.Unknown && random.nextInt(3) > 0) {
            outcome = outcomeOfRetries(call);
        }
        journal.add(new Send(text, sender.id(), recipient, copied, new Span(from, stopwatch.nanos()), outcome));
    }

    /** Often somebody who may have blocked this one, sometimes a group. */
    private String recipient() {
        List<String> groups = world.groups().entrySet().stream()
                .filter(group -> group.getValue().contains(world.talkers().get(number))).map(group -> group.getKey())
                .toList();
        return switch (random.nextInt(8)) {
            case 0, 1 -> groups.get(random.nextInt(groups.size()));
            case 2 -> world.talkers().get(Math.max(0, number - 1)).id();
            case 3 -> world.listeners().get(random.nextInt(world.listeners().size())).id();
            default -> world.talkers().get(random.nextInt(World.TALKERS)).id();
        };
    }

    private String filling() {
        return random.nextInt(20) == 0 ? "é\"\\\n".repeat(random.nextInt(LONG_TEXT)) : "Hello 😀";
    }

    private Reply ask(Call call) throws InterruptedException {
        return wire.ask(cluster.any(random), call);
    }

    /** Asks again, any server, until one knows. */
    private Outcome outcomeOfRetries(Call call) throws InterruptedException {
        Stopwatch retrying = new Stopwatch();
        while (retrying.isBefore(RETRYING)) {
            Thread.sleep(random.nextInt(2 * RETRY_MILLIS));
            journal.retries.incrementAndGet();
            Reply reply = ask(call);
            if (!(reply instanceof Reply.Answer answer && answer.status() == 409)) {
                Outcome outcome = outcome(call, reply);
                if (outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Refused) {
                    journal.settledByRetries.incrementAndGet();
                    return outcome;
                }
            }
        }
        return new Outcome.Unknown();
    }

    private Outcome outcome(Call call, Reply reply) {
        return switch (reply) {
            case Reply.Answer answer when answer.isDone() ->
                new Outcome.Accepted(Json.text(answer.body(), "messageId"));
            case Reply.Answer answer when answer.status() == 403 -> new Outcome.Refused();
            case Reply.Answer answer when answer.isNotDone() -> new Outcome.NotDone();
            case Reply.Answer answer when answer.isUnknown() -> new Outcome.Unknown();
            case Reply.NotSent notSent -> new Outcome.NotDone();
            case Reply.NoAnswer none -> new Outcome.Unknown();
            case Reply.Answer answer -> unexpected(call, answer);
            case Reply.Garbled garbled -> unexpected(call, garbled);
            case Reply.Unchanged unchanged -> unexpected(call, unchanged);
            case Reply.Events events -> unexpected(call, events);
        };
    }

    private Outcome unexpected(Call call, Reply reply) {
        journal.unexpected("sending by " + call.path() + " gave " + reply);
        return new Outcome.Unknown();
    }
}
