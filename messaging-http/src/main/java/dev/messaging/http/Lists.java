package dev.messaging.http;

import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the lists have in common: a limit, and a mark to go on from, which is the id of the last item. */
final class Lists {
    private static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 1_000;

    private Lists() {}

    static int limit(Query query) {
        return query.number("limit", 1, LIMIT_MAX).map(Math::toIntExact).orElse(LIMIT_DEFAULT);
    }

    static <I> Optional<I> after(Query query, Function<String, Optional<I>> id) {
        return query.get("after").map(text -> id.apply(text).orElseThrow(
                () -> new Refusal.BadValue("after", "must be the \"next\" of an earlier answer, unchanged")));
    }

    /** Null at the end of the list. */
    static <T> @Nullable String next(Page<T> page, Function<T, String> id) {
        return page.more() ? id.apply(page.items().getLast()) : null;
    }

    static <T, V> List<V> views(Page<T> page, Function<T, V> view) {
        return page.items().stream().map(view).toList();
    }
}
