package dev.messaging.cli;

import dev.messaging.core.model.Page;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists that come page by page. */
final class AllPages {
    private static final int PAGE = 1_000;

    /** More than a group can have members; for anything longer the command line is the wrong place. */
    private static final int ITEMS_MAX = 10_000;

    private AllPages() {}

    /** Reads page after page, up to a bound; whoever reads the notes is told if there is more. */
    static <T, K> List<T> of(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id, PrintWriter notes) {
        return of(page, id, notes, "the HTTP API lists them all");
    }

    /** Says also where all of them can be had. */
    static <T, K> List<T> of(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id, PrintWriter notes,
            String elsewhere) {
        List<T> items = new ArrayList<>();
        Optional<K> after = Optional.empty();
        boolean more = true;
        while (more && items.size() < ITEMS_MAX) {
            Page<T> next = page.apply(after, PAGE);
            items.addAll(next.items());
            more = next.more();
            after = items.isEmpty() ? after : Optional.of(id.apply(items.getLast()));
        }
        if (more) {
            notes.println("Only the first " + items.size() + " are shown; " + elsewhere + ".");
        }
        return items;
    }

    /** Hands out page after page, as long as there are more and the answer is to go on. */
    static <T, K> void forEach(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id,
            Predicate<List<T>> goesOn) {
        Optional<K> after = Optional.empty();
        boolean more = true;
        while (more) {
            Page<T> next = page.apply(after, PAGE);
            more = goesOn.test(next.items()) && next.more();
            after = next.items().isEmpty() ? after : Optional.of(id.apply(next.items().getLast()));
        }
    }
}
