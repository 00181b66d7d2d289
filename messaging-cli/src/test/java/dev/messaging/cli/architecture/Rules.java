package dev.messaging.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/** Which part may know which. Each rule takes the packages it is about, so that it can be tried on bad examples. */
final class Rules {
    /** Counting, for whoever looks on: what is counted is handed over by the wiring, which alone knows what it is for. */
    private static final String MICROMETER = "io.micrometer.core.instrument..";
    private static final String[] EVERYWHERE = {"java..", "org.jspecify.annotations.."};

    private Rules() {}

    static ArchRule core(String core) {
        return knowsOnly(core + "..", core + "..", "javax.crypto..")
                .because("the rules of the business are to be read, tested and embedded with nothing but a JDK");
    }

    static ArchRule sqlite(String sqlite, String core) {
        return knowsOnly(sqlite + "..", sqlite + "..", core + "..", "javax.sql..", "org.sqlite..", MICROMETER,
                "org.slf4j..")
                .because(
                        "an adapter can be left out or replaced only if it knows the core and its own technology alone");
    }

    static ArchRule dynamo(String dynamo, String core) {
        return knowsOnly(dynamo + "..", dynamo + "..", core + "..", "software.amazon.awssdk..",
                "com.github.benmanes.caffeine..", "javax.net..", MICROMETER, "org.slf4j..")
                .because(
                        "an adapter can be left out or replaced only if it knows the core and its own technology alone");
    }

    static ArchRule http(String http, String core) {
        return knowsOnly(http + "..", http + "..", core + "..", "io.javalin..", "kotlin..", "org.eclipse.jetty..",
                "jakarta.servlet..", "javax.security.auth.x500..", "com.fasterxml.jackson..",
                "com.github.benmanes.caffeine..", "io.github.bucket4j..", MICROMETER,
                "io.micrometer.prometheusmetrics..", "org.slf4j..")
                .because("what is true over HTTP must be true on every store");
    }

    static ArchRule capacity(String capacity) {
        return knowsOnly(capacity + "..", capacity + "..")
                .because("what an operation costs is reckoned with where there is no client and no SDK");
    }

    static ArchRule commands(String cli, String wiring, String load, String cost, String core) {
        return classes().that().resideInAPackage(cli + "..").and()
                .resideOutsideOfPackages(wiring + "..", load + "..", cost + "..").should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(EVERYWHERE, cli + "..", core + "..", "picocli..", "com.fasterxml.jackson.."))
                .because("a command is one call of the core; which adapters there are is the wiring's affair");
    }

    static ArchRule load(String load) {
        return knowsOnly(load + "..", load + "..", "com.fasterxml.jackson..", "org.HdrHistogram..", "org.slf4j..",
                "me.tongfei.progressbar..")
                .because("users over HTTP know nothing of what is behind it");
    }

    static ArchRule cost(String cost, String cli, String capacity, String core) {
        return knowsOnly(cost + "..", cli + "..", core + "..", capacity + "..", "picocli..", "com.fasterxml.jackson..")
                .because("the bill is reckoned from the one table that the store is held to, and never from the store");
    }

    /** The table of what operations cost chooses nothing; who may read it besides, the other rules say. */
    static ArchRule onlyTheWiringNamesAdapters(String everything, String wiring, String capacity,
            String... adapters) {
        String[] inside = Arrays.stream(adapters).map(adapter -> adapter + "..").toArray(String[]::new);
        return noClasses().that().resideInAPackage(everything + "..").and()
                .resideOutsideOfPackages(and(inside, wiring + "..")).should()
                .dependOnClassesThat(
                        resideInAnyPackage(inside).and(resideOutsideOfPackage(capacity + "..")))
                .because("adapters are chosen and put together in one place");
    }

    static ArchRule onlyTheWiringKnowsBouncyCastle(String everything, String wiring) {
        return noClasses().that().resideInAPackage(everything + "..").and().resideOutsideOfPackage(wiring + "..")
                .should().dependOnClassesThat().resideInAPackage("org.bouncycastle..")
                .because("passwords are hashed behind a port, which an embedder may fill otherwise");
    }

    static ArchRule doesNotKnow(String adapter, String other) {
        return noClasses().that().resideInAPackage(adapter + "..").should().dependOnClassesThat()
                .resideInAPackage(other + "..").because("adapters meet in the core");
    }

    static ArchRule standardStreamsAreTheCommandLines(String everything, String cli) {
        return noClasses().that().resideInAPackage(everything + "..").and().resideOutsideOfPackage(cli + "..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("standard output belongs to the answers of the command line; everything else is logged");
    }

    static ArchRule timeAndIdsComeFromOutside(String core) {
        return noClasses().that().resideInAPackage(core + "..").and().haveSimpleNameNotEndingWith("Builder").should()
                .accessTargetWhere(uses(Instant.class, "now").or(uses(UUID.class, "randomUUID"))
                        .or(uses(System.class, "currentTimeMillis|nanoTime")))
                .because(
                        "time and ids are injected, so that tests and simulations decide on them; a builder alone names"
                                + " what is used unless told otherwise");
    }

    private static ArchRule knowsOnly(String part, String... known) {
        return classes().that().resideInAPackage(part).should().onlyDependOnClassesThat()
                .resideInAnyPackage(and(EVERYWHERE, known));
    }

    private static DescribedPredicate<JavaAccess<?>> uses(Class<?> owner, String method) {
        return target(owner(equivalentTo(owner))).and(target(nameMatching(method)))
                .as("%s.%s is used", owner.getSimpleName(), method);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }
}
