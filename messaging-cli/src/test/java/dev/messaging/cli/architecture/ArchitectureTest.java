package dev.messaging.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Dependencies point inward only. Each rule must also fail bad examples: misspelt, it would pass without a word. */
class ArchitectureTest {
    private static final List<Check> CHECKS = List.of(//
            new Check("the core knows only the JDK", parts -> Rules.core(parts.core()), "CoreThatKnowsALibrary"),
            new Check("time and ids come into the core from outside",
                    parts -> Rules.timeAndIdsComeFromOutside(parts.core()), "CoreThatAsksTheClock", "CoreThatMakesIds",
                    "CoreThatMeasuresTime"),
            new Check("the DynamoDB store knows the core and AWS",
                    parts -> Rules.dynamo(parts.dynamo(), parts.core()), "DynamoThatKnowsHttp"),
            new Check("the SQLite store knows the core and JDBC", parts -> Rules.sqlite(parts.sqlite(), parts.core()),
                    "SqliteThatKnowsDynamo"),
            new Check("HTTP knows the core and its own libraries", parts -> Rules.http(parts.http(), parts.core()),
                    "HttpThatKnowsSqlite"),
            new Check("DynamoDB does not know SQLite", parts -> Rules.doesNotKnow(parts.dynamo(), parts.sqlite()),
                    "DynamoThatKnowsSqlite"),
            new Check("DynamoDB does not know HTTP", parts -> Rules.doesNotKnow(parts.dynamo(), parts.http()),
                    "DynamoThatKnowsTheServer"),
            new Check("SQLite does not know DynamoDB", parts -> Rules.doesNotKnow(parts.sqlite(), parts.dynamo()),
                    "SqliteThatKnowsDynamo"),
            new Check("SQLite does not know HTTP", parts -> Rules.doesNotKnow(parts.sqlite(), parts.http()),
                    "SqliteThatKnowsHttp"),
            new Check("HTTP does not know DynamoDB", parts -> Rules.doesNotKnow(parts.http(), parts.dynamo()),
                    "HttpThatKnowsDynamo"),
            new Check("HTTP does not know SQLite", parts -> Rules.doesNotKnow(parts.http(), parts.sqlite()),
                    "HttpThatKnowsSqlite"),
            new Check("what operations cost knows only the JDK", parts -> Rules.capacity(parts.capacity()),
                    "CapacityThatKnowsTheStore"),
            new Check("commands know the core and the wiring",
                    parts -> Rules.commands(parts.cli(), parts.wiring(), parts.load(), parts.cost(), parts.core()),
                    "CommandThatKnowsAnAdapter", "CommandThatReckons"),
            new Check("the cost model knows what operations cost, and no store",
                    parts -> Rules.cost(parts.cost(), parts.cli(), parts.capacity(), parts.core()),
                    "CostThatAsksTheStore"),
            new Check("made-up users know only HTTP", parts -> Rules.load(parts.load()), "UserWhoKnowsTheServer"),
            new Check("only the wiring names adapters",
                    parts -> Rules.onlyTheWiringNamesAdapters(parts.all(), parts.wiring(), parts.capacity(),
                            parts.dynamo(), parts.sqlite(), parts.http()),
                    "CommandThatKnowsAnAdapter", "CostThatAsksTheStore"),
            new Check("only the wiring knows Bouncy Castle",
                    parts -> Rules.onlyTheWiringKnowsBouncyCastle(parts.all(), parts.wiring()), "CommandThatHashes",
                    "HttpThatHashes"),
            new Check("standard streams are the command line's",
                    parts -> Rules.standardStreamsAreTheCommandLines(parts.all(), parts.cli()), "HttpThatPrints"));

    private record Check(String name, Function<Parts, ArchRule> rule, List<String> badExamples) {
        Check(String name, Function<Parts, ArchRule> rule, String... badExamples) {
            this(name, rule, List.of(badExamples));
        }
    }

    /** Where the parts are. The examples are laid out as the program is. */
    private record Parts(String all) {
        String core() {
            return all + ".core";
        }

        String dynamo() {
            return all + ".dynamo";
        }

        String capacity() {
            return all + ".dynamo.capacity";
        }

        String sqlite() {
            return all + ".sqlite";
        }

        String http() {
            return all + ".http";
        }

        String cli() {
            return all + ".cli";
        }

        String cost() {
            return all + ".cli.cost";
        }

        String wiring() {
            return all + ".cli.wiring";
        }

        String load() {
            return all + ".cli.load";
        }
    }

    @TestFactory
    Stream<DynamicTest> theProgramKeepsEachRule() {
        Parts parts = new Parts("dev.messaging");
        JavaClasses program = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar")).importPackages(parts.all());
        return CHECKS.stream().map(
                check -> DynamicTest.dynamicTest(check.name, () -> check.rule.apply(parts).check(program)));
    }

    @TestFactory
    Stream<DynamicTest> badExamplesFailEachRule() {
        Parts parts = new Parts("dev.messaging.cli.architecture.fixture");
        JavaClasses examples = new ClassFileImporter().importPackages(parts.all());
        return CHECKS.stream().flatMap(check -> check.badExamples.stream().map(bad -> DynamicTest
                .dynamicTest(check.name + ": " + bad, () -> assertFails(check.rule.apply(parts), examples, bad))));
    }

    private static void assertFails(ArchRule rule, JavaClasses examples, String bad) {
        AssertionError failure = assertThrows(AssertionError.class, () -> rule.check(examples));
        assertTrue(String.valueOf(failure.getMessage()).contains(bad), failure.getMessage());
    }
}
