package dev.messaging.dynamo.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation finds mistakes: each rule of the protocol that is left out is missed within so many seeds. */
class MutationTest {
    private static final int SEEDS_MAX = Integer.getInteger("mutation.seeds", 1_500);

    static Stream<Mutation> mutations() {
        return Stream.of(
                new Mutation("clock keys", "Append.java", "Position place = passed.next(surroundings.nowMillis());",
                        """
                                Position after = passed.next(surroundings.nowMillis());
                                            Position place = new Position(after.atMillis(), after.atMillis());"""),
                new Mutation("jumping to the tail after a conflict", "Append.java",
                        "collisions % STEPS == 1 ? lastOrOwn(patience, owner, message, taken.get()) : taken.get();",
                        """
                                taken.get().message().equals(message.id())
                                                    ? taken.get()
                                                    : new Mark(inboxes.tail(patience, owner, InboxTable.Consistency.STRONG),
                                                            taken.get().message());"""),
                new Mutation("no look for the own id in what is passed", "Append.java",
                        ".filter(mark -> mark.message().equals(message.id()))", ".filter(mark -> false)"),
                new Mutation("no look for the own id in what is met", "Append.java",
                        "if (last.message().equals(message.id())) {", "if (collisions < 0) {"),
                new Mutation("a retry from a fresh tail", "Append.java", "appendFrom(start.get(), ",
                        "appendFrom(Tails.further(start.get(), inboxes.tail(patience, owner, InboxTable.Consistency.STRONG)), "),
                new Mutation("no recorded starts", "Recovery.java", "fanOut.deliver(patience, delivery.get());",
                        """
                                fanOut.deliver(patience, new Outbound(delivery.get().key(),
                                                delivery.get().message(), delivery.get().starts().keySet().stream()
                                                        .collect(java.util.stream.Collectors.toMap(owner -> owner,
                                                                owner -> new InboxTable(database).tail(patience, owner,
                                                                        InboxTable.Consistency.STRONG)))));"""),
                new Mutation("starts learned after acceptance", "Delivery.java",
                        "if (fanOut.deliver(patience, delivery).isEmpty()) {",
                        """
                                if (fanOut.deliver(patience, new Outbound(delivery.key(), message,
                                                starts(patience, List.copyOf(starts.keySet()), Map.of()))).isEmpty()) {"""),
                new Mutation("appends before acceptance", "Delivery.java", "outbox.put(patience, delivery);",
                        """
                                Map<UserId, Position> early = fanOut.deliver(patience, delivery);
                                        outbox.put(patience, delivery);"""),
                new Mutation("finish before the last append", "Delivery.java",
                        "if (fanOut.deliver(patience, delivery).isEmpty()) {\n            surroundings.later(() -> remove(delivery));\n        }",
                        "remove(delivery);\n        Map<UserId, Position> left = fanOut.deliver(patience, delivery);"),
                new Mutation("a reader beyond a hole", "Reading.java", "stretch.holes() == 0", "stretch.holes() >= 0"),
                new Mutation("a lost rule for times", "Append.java",
                        "Position place = passed.next(surroundings.nowMillis());",
                        "Position place = new Position(passed.sequence() + 1, surroundings.nowMillis());"),
                new Mutation("a put without a condition", "InboxTable.java",
                        ".conditionExpression(\"attribute_not_exists(recipient)\")", ""),
                new Mutation("no answer taken for nothing done", "Trouble.java",
                        "return new Trouble(\"DynamoDB did not answer: \" + e.getMessage(), Outcome.UNKNOWN,",
                        "return new Trouble(\"DynamoDB did not answer: \" + e.getMessage(), Outcome.NOT_DONE,"),
                new Mutation("an internal error taken for nothing done", "Trouble.java",
                        "new Trouble(\"DynamoDB has an internal error.\", Outcome.UNKNOWN,",
                        "new Trouble(\"DynamoDB has an internal error.\", Outcome.NOT_DONE,"),
                new Mutation("blocks looked up in a replica", "DirectoryTable.java",
                        ".keys(keys.stream().map(Key::attributes).toList()).consistentRead(true).build());",
                        ".keys(keys.stream().map(Key::attributes).toList()).build());"),
                new Mutation("a search by time that trusts any replica", "TimeSearch.java",
                        "boolean trusted = consistency == Consistency.STRONG || isTrusted(owner, atMillis, stretch);",
                        "boolean trusted = true;"),
                new Mutation("a delivery that gives up for good", "FanOut.java", "            return false;\n",
                        "            return true;\n"),
                new Mutation("a transaction without a token", "DirectoryTable.java",
                        "return client.transactWriteItems(request);",
                        "return client.transactWriteItems(request.toBuilder().clientRequestToken(UUID.randomUUID().toString()).build());"));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void isCaught(Mutation mutation, @TempDir Path folder) throws Exception {
        LongFunction<List<String>> simulation = mutation.simulation(folder);
        for (long seed = 0; seed < SEEDS_MAX; seed++) {
            List<String> violations = simulation.apply(seed);
            if (!violations.isEmpty()) {
                System.out.println(mutation + ": caught by seed " + seed + ": " + violations.getFirst());
                return;
            }
        }
        fail(mutation + " was not caught by " + SEEDS_MAX + " seeds");
    }

    @Test
    void theCodeAsItIsPassesTheSameSeeds() throws Exception {
        LongFunction<List<String>> simulation = Mutation.unmutated();
        for (long seed = 0; seed < SEEDS_MAX; seed++) {
            assertEquals(List.of(), simulation.apply(seed), "seed " + seed);
        }
    }
}
