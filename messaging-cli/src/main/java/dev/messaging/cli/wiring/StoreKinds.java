package dev.messaging.cli.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The stores of this distribution. */
public final class StoreKinds {
    private StoreKinds() {}

    /**
     * Those that it always has, and those that were built in.
     *
     * @return the kinds, the usual choice first
     */
    public static List<StoreKind> ofThisDistribution() {
        List<StoreKind> kinds = new ArrayList<>();
        ServiceLoader.load(StoreKind.class).forEach(kinds::add);
        kinds.addAll(List.of(new DynamoKind(), new DynamoLocalKind(), new MemoryKind()));
        return kinds;
    }
}
