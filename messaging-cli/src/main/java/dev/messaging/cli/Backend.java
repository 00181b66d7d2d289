package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.StoreRequest.Use;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Listener;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** What the commands on a store share: which store it is, who acts, and how the answer looks. */
final class Backend {
    /** How often a command looks for what other processes have sent. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private Use writing = Use.CHANGE;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    Backend(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    /** Lets what is written be the first thing in a store that is created for it. */
    Backend beginning() {
        writing = Use.BEGIN;
        return this;
    }

    int read(Function<Access, ?> question) {
        return read((access, unused) -> question.apply(access));
    }

    /** For what an operator may know, and no caller of the core. */
    int read(BiFunction<Access, Store, ?> question) {
        try (Messaging messaging = store.open(Use.READ).build()) {
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

    int write(UnaryOperator<Messaging.Builder> settings, Function<Access, ?> act) {
        return write(settings, (access, unused) -> act.apply(access));
    }

    /** For what goes by things that an operator may know, and no caller of the core. */
    int write(BiFunction<Access, Store, ?> act) {
        return write(UnaryOperator.identity(), act);
    }

    /** Says where it went, so that nobody writes to another store than they think. */
    private int write(UnaryOperator<Messaging.Builder> settings, BiFunction<Access, Store, ?> act) {
        try (Messaging messaging = settings.apply(store.open(writing)).build()) {
            Object answer = act.apply(messaging.as(Caller.administrator()), messaging.store());
            surroundings.notes().println("in " + messaging.store().location());
            answers.print(answer);
        }
        return ExitCodes.DONE;
    }

    /** What is a list in the main: with JSON Lines nothing but its items, and what else there is to know as a note. */
    <A> int readList(String name, Function<Access, A> question, Function<A, List<?>> items, Function<A, String> note) {
        try (Messaging messaging = store.open(Use.READ).build()) {
            A answer = question.apply(messaging.as(Caller.administrator()));
            if (answers.areLines()) {
                answers.print(name, items.apply(answer));
                surroundings.notes().println(note.apply(answer));
            } else {
                answers.print(answer);
            }
        }
        return ExitCodes.DONE;
    }

    /** Lists what comes page by page: with JSON Lines all of it, as it comes; otherwise up to a bound. */
    <T, K> int list(String name, BiFunction<Access, Store, Pages<T, K>> pages) {
        try (Messaging messaging = store.open(Use.READ).build()) {
            Pages<T, K> all = pages.apply(messaging.as(Caller.administrator()), messaging.store());
            if (answers.areLines()) {
                AllPages.forEach(all.page, all.id, items -> {
                    answers.print(name, items.stream().map(all.shown).toList());
                    return !answers.areUnread();
                });
            } else {
                answers.print(name, AllPages.of(all.page, all.id, surroundings.notes(),
                        "--output jsonl lists them all").stream().map(all.shown).toList());
            }
        }
        return ExitCodes.DONE;
    }

    /**
     * A list to be read page by page.
     *
     * @param page gives what follows an id
     * @param id of an item
     * @param shown an item as it is shown
     * @param <T> the items
     * @param <K> their ids
     */
    record Pages<T, K>(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id, Function<T, ?> shown) {}

    /** What a command does with one of the ids that it is given, and what it answers. */
    @FunctionalInterface
    interface Act<T> {
        Object with(T id, Access access, Store store);
    }

    <T> int readEach(Ids<T> ids, Act<T> question) {
        return ids.isOne()
                ? readOne(ids.one(), question)
                : each(ids, UnaryOperator.identity(), false, question);
    }

    private <T> int readOne(T id, Act<T> question) {
        return read((access, unused) -> question.with(id, access, unused));
    }

    <T> int writeEach(Ids<T> ids, Act<T> act) {
        return writeEach(ids, UnaryOperator.identity(), act);
    }

    <T> int writeEach(Ids<T> ids, UnaryOperator<Messaging.Builder> settings, Act<T> act) {
        if (!ids.isOne()) {
            return each(ids, settings, true, act);
        }
        T id = ids.one();
        return write(settings, (access, unused) -> act.with(id, access, unused));
    }

    /** As {@link #writeEach(Ids, Act)}, with each user that there is. */
    int writeAllUsers(Act<UserId> act) {
        return each((access, goesOn) -> AllPages.forEach(access.users()::all, account -> account.user().id(),
                accounts -> accounts.stream().allMatch(account -> goesOn.test(account.user().id().value()))),
                UserId::new, UnaryOperator.identity(), true, act);
    }

    private <T> int each(Ids<T> ids, UnaryOperator<Messaging.Builder> settings, boolean writes, Act<T> act) {
        return each((access, goesOn) -> ids.forEach(goesOn), ids::id, settings, writes, act);
    }

    /** What is wrong with one id does not keep the others from being done; trouble with the store does. */
    private <T> int each(BiConsumer<Access, Predicate<String>> ids, Function<String, T> reader,
            UnaryOperator<Messaging.Builder> settings, boolean writes, Act<T> act) {
        try (Messaging messaging = settings.apply(store.open(writes ? writing : Use.READ)).build();
                Answers.Several several = answers.several()) {
            if (writes) {
                surroundings.notes().println("in " + messaging.store().location());
            }
            Access access = messaging.as(Caller.administrator());
            EachInTurn turn = new EachInTurn(surroundings.notes());
            ids.accept(access, word -> turn.goesOn(word, several,
                    () -> act.with(reader.apply(word), access, messaging.store()))
                    && (writing || !answers.areUnread()));
            return turn.worst();
        }
    }

    /** Several things done one after the other. */
    @FunctionalInterface
    interface Work {
        /** Does them, shows each result at once, and says what there is to say of all. */
        Object done(Access access, Store store, Consumer<Object> results);
    }

    /** Does several things, and shows what became of each as soon as it is known, so that whoever kills the command knows. */
    int writeOneByOne(String name, Use use, Work work) {
        try (Messaging messaging = store.open(use).build(); Answers.Listing listing = answers.listing(name)) {
            surroundings.notes().println("in " + messaging.store().location());
            surroundings.notes().flush();
            listing.sum(work.done(messaging.as(Caller.administrator()), messaging.store(), listing::add),
                    surroundings.notes());
        }
        return ExitCodes.DONE;
    }

    /**
     * Shows what comes as it comes, until somebody wants the process to end, or nobody reads any more.
     *
     * @param listening to what
     * @param items how what came is shown
     */
    int follow(BiFunction<Access, Store, Listener> listening, Function<InboxPage, List<?>> items) {
        CountDownLatch stop = surroundings.stopRequest().get();
        try (Messaging messaging = store.open(Use.READ).newsEvery(LOOK_EVERY).build();
                Listener listener = listening.apply(messaging.as(Caller.administrator()), messaging.store())) {
            Answers.Several several = answers.following();
            InboxPage first = listener.next(Duration.ZERO); // Whether it can be followed shows here.
            surroundings.notes().println("following in " + messaging.store().location() + ", until interrupted");
            items.apply(first).forEach(several::add);
            while (stop.getCount() > 0 && !listener.ended() && !answers.areUnread()) {
                items.apply(listener.next(LOOK_EVERY)).forEach(several::add);
            }
        }
        return ExitCodes.DONE;
    }
}
