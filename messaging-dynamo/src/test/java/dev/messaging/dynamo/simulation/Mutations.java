package dev.messaging.dynamo.simulation;

import java.util.List;

/** The mistakes that the simulation must find: each leaves out one rule that the promises rest on. */
final class Mutations {
    private Mutations() {}

    static List<Mutation> all() {
        return java.util.stream.Stream.of(ofAppends(), ofDeliveries(), ofReading(), ofAnswers(), ofKeys(), ofTrims(),
                ofErasures())
                .flatMap(List::stream).toList();
    }

    private static List<Mutation> ofAppends() {
        return List.of(
                new Mutation("clock keys", "Append.java", "Position place = passed.next(surroundings.nowMillis());",
                        """
                                Position after = passed.next(surroundings.nowMillis());
                                Position place = new Position(after.atMillis(), after.atMillis());"""),
                new Mutation("jumping to the tail after a conflict", "Append.java",
                        "collisions % STEPS == 1 ? lastOrOwn(patience, owner, message, taken.get()) : taken.get();",
                        """
                                taken.get().message().equals(message.id()) ? taken.get()
                                        : new Mark(inboxes.tail(patience, owner, InboxTable.Consistency.STRONG),
                                                taken.get().message());"""),
                new Mutation("no look for the own id in what is passed", "Append.java",
                        ".filter(mark -> isEnd(mark, message))", ".filter(mark -> false)"),
                new Mutation("no look for the own id in what is met", "Append.java",
                        "if (isEnd(last, message)) {", "if (collisions < 0) {"),
                new Mutation("a retry from a fresh tail", "Append.java",
                        "Position passed = start;",
                        "Position passed = inboxes.tail(patience, owner, InboxTable.Consistency.STRONG);"),
                new Mutation("a lost rule for times", "Append.java",
                        "Position place = passed.next(surroundings.nowMillis());",
                        "Position place = new Position(passed.sequence() + 1, surroundings.nowMillis());"),
                new Mutation("a put without a condition", "InboxTable.java",
                        ".conditionExpression(\"attribute_not_exists(recipient)\")", ""));
    }

    private static List<Mutation> ofDeliveries() {
        return List.of(
                new Mutation("no recorded starts", "Recovery.java", "fanOut.deliver(patience, delivery.get());",
                        """
                                fanOut.deliver(patience, new Outbound(delivery.get().key(), delivery.get().message(),
                                        delivery.get().starts().keySet().stream().collect(
                                                java.util.stream.Collectors.toMap(owner -> owner,
                                                        owner -> new InboxTable(database, surroundings).tail(patience,
                                                                owner, InboxTable.Consistency.STRONG)))));"""),
                new Mutation("starts learned after acceptance", "Delivery.java", "fanOut.finish(patience, delivery);",
                        """
                                fanOut.finish(patience, new Outbound(delivery.key(), message,
                                        starts.of(patience, List.copyOf(begin.keySet()), Map.of())));"""),
                new Mutation("appends before acceptance", "Delivery.java", "outbox.put(patience, delivery);",
                        """
                                Map<UserId, Position> early = fanOut.deliver(patience, delivery);
                                outbox.put(patience, delivery);"""),
                new Mutation("finish before the last append", "FanOut.java",
                        "if (deliver(patience, delivery).isEmpty()) {",
                        "remove(delivery); if (deliver(patience, delivery).isEmpty()) {"),
                new Mutation("a delivery that gives up for good", "FanOut.java",
                        "trouble.getMessage()); return false;", "trouble.getMessage()); return true;"));
    }

    private static List<Mutation> ofReading() {
        return List.of(
                new Mutation("a reader beyond a hole", "Reading.java", "stretch.holes() == 0", "stretch.holes() >= 0"),
                new Mutation("a search by time that trusts any replica", "TimeSearch.java",
                        "boolean trusted = consistency == Consistency.STRONG || isTrusted(owner, atMillis, stretch);",
                        "boolean trusted = true;"),
                new Mutation("blocks looked up in a replica", "DirectoryTable.java", ".consistentRead(true).build())",
                        ".build())"));
    }

    private static List<Mutation> ofAnswers() {
        return List.of(
                new Mutation("no answer taken for nothing done", "Trouble.java",
                        "return new Trouble(\"DynamoDB did not answer: \" + e.getMessage(), Outcome.UNKNOWN,",
                        "return new Trouble(\"DynamoDB did not answer: \" + e.getMessage(), Outcome.NOT_DONE,"),
                new Mutation("an internal error taken for nothing done", "Trouble.java",
                        "new Trouble(\"DynamoDB has an internal error.\", Outcome.UNKNOWN,",
                        "new Trouble(\"DynamoDB has an internal error.\", Outcome.NOT_DONE,"),
                new Mutation("a transaction without a token", "DirectoryTable.java",
                        "return client.transactWriteItems(request);",
                        """
                                return client.transactWriteItems(request.toBuilder()
                                        .clientRequestToken(UUID.randomUUID().toString()).build());"""),
                new Mutation("a refusal while an attempt may still arrive", "DirectoryTable.java",
                        "if (mayStillArrive.get()) {", "if (mayStillArrive.get() && changes.isEmpty()) {"));
    }

    private static List<Mutation> ofKeys() {
        return List.of(
                new Mutation("no record for a key", "Requests.java",
                        "return table.putIf(patience, attributes, isUndecided(key)).map(RequestRecord::of);",
                        "return Optional.empty();"),
                new Mutation("a record that does not keep the start", "KeyedDelivery.java",
                        "append.append(patience, owner, accepted, () -> start)",
                        """
                                append.append(patience, owner, accepted,
                                        () -> starts.of(patience, List.of(owner), Map.of()).getOrDefault(owner, start))"""),
                new Mutation("a key that decides twice", "Requests.java",
                        "return Requirement.isNotThere().or(Requirement.isAtMost(Attributes.UNTIL, Item.of(key.usedAt())));",
                        "return Requirement.isNotThere().or(Requirement.isThere());"),
                new Mutation("not done, though it is remembered", "KeyedDelivery.java",
                        "throw StoreException.unknown(\"The message is not there yet,",
                        "throw StoreException.notDone(\"The message is not there yet,"));
    }

    private static List<Mutation> ofTrims() {
        return List.of(
                new Mutation("a put below the floor after a trim", "Patience.java", "if (hasOverslept()) {",
                        "if (hasOverslept() && failures < 0) {"),
                new Mutation("a trim that does not look into the outbox", "Trim.java",
                        "Math.min(before.toEpochMilli(), inWork)", "before.toEpochMilli()"),
                new Mutation("a trim that does not move the floor", "Trim.java",
                        "floors.raise(patience, owner, going.getLast().sequence() + 1);", ""),
                new Mutation("a trim that takes the newest entry", "Trim.java", "oldest.size() - 1", "oldest.size()"));
    }

    private static List<Mutation> ofErasures() {
        return List.of(
                new Mutation("an erasure without a closing entry", "UserErasure.java",
                        """
                                Position place = append.append(patience, user, Closing.of(user, profile.number(Attributes.ERASED)),
                                        () -> start);""",
                        "Position place = start.next(surroundings.nowMillis());"),
                new Mutation("an erasure that does not wait for deliveries", "Trim.java",
                        "long cutoff = standing.isEmpty() ? now : cutoff(patience, Instant.ofEpochMilli(now));",
                        "long cutoff = Long.MAX_VALUE;"),
                new Mutation("an erasure that does not move the floor", "Trim.java",
                        "floors.raise(patience, owner, below.getLast().sequence() + 1);", ""),
                new Mutation("an append that passes the closing entry", "Append.java", "|| mark.closes()", ""),
                new Mutation("a start at the closing entry", "InboxTable.java",
                        "mark.closes() ? below(mark.position()) : mark.position()", "mark.position()"),
                new Mutation("a tombstone that is still a user", "Requirement.java",
                        "return isThere().and(lacks(Attributes.ERASED));", "return isThere();"),
                new Mutation("blocks of others that stay", "BlockChanges.java",
                        "List<UserId> owners = others(patience, erased, Key.BLOCKED_BY, atMost);",
                        "List<UserId> owners = List.of();"));
    }
}
