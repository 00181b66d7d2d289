package dev.messaging.dynamo;

import dev.messaging.core.model.Page;
import dev.messaging.core.model.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All users, or all groups: found by reading through the whole directory, memberships and blocks included, for there is no index
 * of them. So it costs what the table's size costs, and is for operators.
 */
final class AllProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(AllProfiles.class);
    /** How many items one request looks at: with the longest of them, less than the 1 MB at which DynamoDB stops. */
    private static final int LOOKED_AT = 1_000;

    private final DirectoryTable table;
    private final Supplier<Patience> patience;

    AllProfiles(DirectoryTable table, Supplier<Patience> patience) {
        this.table = table;
        this.patience = patience;
    }

    /** Each request has a patience of its own: how many it takes depends on what else is in the table. */
    <T> Page<T> page(Optional<? extends Recipient> after, String prefix, int limit, Function<Item, T> read) {
        List<T> found = new ArrayList<>();
        Optional<Key> last = after.map(Key::profile);
        do {
            DirectoryTable.Scanned scanned = table.profiles(patience.get(), prefix, last, LOOKED_AT);
            scanned.items().stream().filter(Profiles::isGroup).map(item -> readable(item, read))
                    .flatMap(Optional::stream).forEach(found::add);
            last = scanned.last();
        } while (found.size() <= limit && last.isPresent());
        boolean more = found.size() > limit;
        return new Page<>(more ? found.subList(0, limit) : found, more);
    }

    /** One that is damaged does not keep the others from being found. */
    private static <T> Optional<T> readable(Item item, Function<Item, T> read) {
        try {
            return Optional.of(read.apply(item));
        } catch (RuntimeException damaged) {
            LOG.warn("The profile of {} cannot be read, and is left out; doctor tells more.", item.text(Attributes.PK),
                    damaged);
            return Optional.empty();
        }
    }
}
