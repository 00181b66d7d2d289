package dev.messaging.http;

import dev.messaging.core.memory.MemoryStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The table of routes, as a server has it. */
final class EveryRoute {
    private EveryRoute() {}

    static List<Route> list() {
        RunningRequests requests = new RunningRequests(1);
        return Routes.all(new Health(requests, new StoreProbe(MemoryStore.create()), false),
                new Welcome(requests, List.of(), List.of()),
                new Scrape(new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)), false));
    }
}
