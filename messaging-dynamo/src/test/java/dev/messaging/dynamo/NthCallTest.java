package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.NthCallOperations.Case;
import dev.messaging.dynamo.NthCallOperations.Operation;
import dev.messaging.dynamo.NthCallOperations.Trait;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whichever request of whichever operation fails, and however: what the caller is told is true, what was begun is finished or
 * leaves nothing, and who repeats it gets it done once.
 */
@OnDynamoDbLocal
class NthCallTest implements StoreContract {
    /** Longer than any creation of a group is left alone, and any delivery. */
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final LocalTables shared;
    private LocalTables tables;
    private DynamoStore healthy;
    private DynamoStore another;

    NthCallTest(LocalTables tables) {
        this.shared = tables;
        this.tables = tables.fresh();
        this.healthy = node(new Faults());
        this.another = node(new Faults());
    }

    /** So that there is little to compare. */
    private void beginWithFreshTables() {
        tables = shared.fresh();
        healthy = node(new Faults());
        another = node(new Faults());
    }

    private DynamoStore node(Faults wire) {
        return tables.store(Wire.before(tables.client(), wire.timeless())).surroundings(new SerialSurroundings(clock))
                .patience(Duration.ofMillis(300)).overdueAfter(Duration.ofSeconds(60)).open();
    }

    @Override
    public Store store() {
        return healthy;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    /** What happens to requests. */
    private enum Kind {
        LOST_REQUEST, LOST_ANSWER, INTERNAL_ERROR, INTERNAL_ERROR_AFTER, THROTTLED, REFUSED, DIES, DIES_AFTER;

        Wire fault() {
            return switch (this) {
                case LOST_REQUEST -> Faults.lostRequest();
                case LOST_ANSWER -> Faults.lostAnswer();
                case INTERNAL_ERROR -> Faults.internalError();
                case INTERNAL_ERROR_AFTER -> Faults.internalErrorAfter();
                case THROTTLED -> Faults.throttle();
                case REFUSED -> Faults.refuseConnection();
                case DIES -> Faults.die();
                case DIES_AFTER -> Faults.dieAfter();
            };
        }

        /** All; of what takes long, one of each sort: {@link LargeGroupTest} looks closer. */
        static List<Kind> of(Operation operation) {
            return operation.has(Trait.IS_LARGE)
                    ? List.of(LOST_REQUEST, LOST_ANSWER, THROTTLED, DIES_AFTER)
                    : List.of(values());
        }

        /** Whether it shows that the request was not done. */
        boolean tellsThatNothingWasDone() {
            return this == THROTTLED || this == REFUSED;
        }

        boolean isDeath() {
            return this == DIES || this == DIES_AFTER;
        }
    }

    /** How a call ended. */
    private sealed interface End {
        record Answered(Object answer) implements End {}

        record Failed(Outcome outcome) implements End {}

        record Died() implements End {}
    }

    static Stream<Operation> operations() {
        return NthCallOperations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void ofWhicheverRequestOnEverythingFailsTheCallerIsToldTheTruthAndARepetitionCompletesIt(Operation operation) {
        Supplier<Case> cases = operation.preparation().apply(this);
        for (Kind kind : Kind.of(operation)) {
            if (operation.has(Trait.IS_LARGE)) {
                beginWithFreshTables();
                cases = operation.preparation().apply(this);
            }
            int n = 1;
            while (isHit(operation, cases.get(), kind, n)) {
                n++;
            }
            assertTrue(n > 1, "there is at least one request");
        }
    }

    /** Lets all requests from the n-th on fail; false if there is no n-th. */
    private boolean isHit(Operation operation, Case one, Kind kind, int n) {
        String which = kind + " from request " + n + " on";
        Object stateBefore = one.observe().get();
        Set<Map<String, AttributeValue>> before = kind.isDeath() ? Set.of() : content();
        DynamoStore faulty = node(faults);
        int seen = faults.seen();
        faults.when(Faults.fromNth(n, request -> true), kind.fault());
        End end = call(faulty, one);
        boolean hit = faults.seen() - seen >= n;
        faults.heal();
        switch (end) {
            case End.Answered(Object answer) -> assertEquals(one.answer().orElse(answer), answer, which);
            case End.Failed(Outcome outcome) -> {
                assertTrue(hit, which);
                judge(operation, outcome, kind, before, which);
            }
            case End.Died() -> assertTrue(hit, which);
        }
        if (!(end instanceof End.Answered) && !operation.has(Trait.REPEATABLE)) {
            recover(operation);
            Object state = one.observe().get();
            assertTrue(state.equals(stateBefore) || state.equals(one.after()), () -> which + " left " + state);
            if (state.equals(stateBefore)) {
                assertEquals(End.Answered.class, call(another, one).getClass(), which);
            }
        }
        if (operation.has(Trait.REPEATABLE)) {
            if (operation.has(Trait.HOLDS_ID)) {
                recover(operation);
            }
            repeat(one, end, which);
        }
        if (hit) {
            recover(operation);
        }
        assertEquals(one.after(), one.observe().get(), which);
        return hit;
    }

    private void judge(Operation operation, Outcome outcome, Kind kind, Set<Map<String, AttributeValue>> before,
            String which) {
        if (outcome == Outcome.NOT_DONE) {
            recover(operation);
            assertEquals(before, content(), which + " was said not to be done");
        } else if (kind.tellsThatNothingWasDone()) {
            assertTrue(!before.equals(content()), which + " could have been said not to be done");
        }
    }

    /** Twice, by nodes that know nothing of it: both give the same answer. */
    private void repeat(Case one, End before, String which) {
        End first = before instanceof End.Answered ? before : call(another, one);
        assertEquals(End.Answered.class, first.getClass(), which);
        assertEquals(first, call(healthy, one), which);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void whicheverSingleRequestFailsIsRepeatedAndNothingIsDoneTwice(Operation operation) {
        Supplier<Case> cases = operation.preparation().apply(this);
        for (Kind kind : Kind.of(operation)) {
            for (int n = 1; !kind.isDeath(); n++) {
                Case one = cases.get();
                DynamoStore faulty = node(faults);
                int seen = faults.seen();
                faults.when(Faults.nth(n, request -> true), kind.fault());
                End end = call(faulty, one);
                boolean hit = faults.seen() - seen >= n;
                faults.heal();
                String which = kind + " at request " + n;
                if (operation.has(Trait.MAY_END_UNKNOWN) && end.equals(new End.Failed(Outcome.UNKNOWN))) {
                    end = call(another, one);
                }
                assertEquals(End.Answered.class, end.getClass(), which + ": " + end);
                assertEquals(one.after(), one.observe().get(), which);
                if (!hit) {
                    break;
                }
            }
        }
    }

    private static End call(DynamoStore node, Case one) {
        try {
            return new End.Answered(one.call().apply(node));
        } catch (StoreException trouble) {
            return new End.Failed(trouble.outcome());
        } catch (Faults.ProcessDied died) {
            return new End.Died();
        }
    }

    /** What everybody else does about what was left. */
    private void recover(Operation operation) {
        if (!operation.has(Trait.LEAVES_WORK)) {
            return;
        }
        clock.move(ABANDONED);
        while (healthy.recovery().round() > 0) {
            clock.move(ABANDONED);
        }
    }

    private Set<Map<String, AttributeValue>> content() {
        return List.of(TableDefinition.DIRECTORY, TableDefinition.MESSAGES).stream()
                .flatMap(table -> tables.client()
                        .scanPaginator(scan -> scan.tableName(table.name(tables.prefix())).consistentRead(true)).items()
                        .stream())
                .collect(Collectors.toSet());
    }
}
