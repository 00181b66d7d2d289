package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What Prometheus reads, sample by sample. */
record Scraped(Map<String, Double> samples) {
    static Scraped from(String text) {
        Map<String, Double> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            var unused = samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        });
        return new Scraped(samples);
    }

    /** A request is counted a moment after its answer. */
    static Scraped when(Supplier<Scraped> scrape, String sample, double value) {
        Scraped seen = scrape.get();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (seen.value(sample) < value && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
            seen = scrape.get();
        }
        assertEquals(value, seen.value(sample), sample + " in " + seen);
        return seen;
    }

    double value(String sample) {
        return samples.getOrDefault(sample, 0.0);
    }
}
