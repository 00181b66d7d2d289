package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Page;
import dev.messaging.core.port.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** What the commands on a store share: which store it is, who acts, and how the answer looks. */
final class Backend {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    Backend(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings.answers());
    }

    int read(Function<Access, ?> question) {
        return read((access, unused) -> question.apply(access));
    }

    /** For what an operator may know, and no caller of the core. */
    int read(BiFunction<Access, Store, ?> question) {
        try (Messaging messaging = store.open().build()) {
            answers.print(question.apply(messaging.as(Caller.administrator()), messaging.store()));
        }
        return ExitCodes.DONE;
    }

    /** All there is to list, up to a bound. */
    <T, K> List<T> all(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id) {
        return AllPages.of(page, id, surroundings.notes());
    }

    int write(Function<Access, ?> act) {
        return write(UnaryOperator.identity(), act);
    }

    /** For what is preceded by a look at the store. */
    int write(BiFunction<Access, Store, ?> act) {
        return write(UnaryOperator.identity(), act);
    }

    int write(UnaryOperator<Messaging.Builder> settings, Function<Access, ?> act) {
        return write(settings, (access, unused) -> act.apply(access));
    }

    /** Says where it went, so that nobody writes to another store than they think. */
    private int write(UnaryOperator<Messaging.Builder> settings, BiFunction<Access, Store, ?> act) {
        try (Messaging messaging = settings.apply(store.open()).build()) {
            Object answer = act.apply(messaging.as(Caller.administrator()), messaging.store());
            surroundings.notes().println("in " + messaging.store().location());
            answers.print(answer);
        }
        return ExitCodes.DONE;
    }
}
