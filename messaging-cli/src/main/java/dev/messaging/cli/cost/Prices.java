package dev.messaging.cli.cost;

import dev.messaging.cli.wiring.WrongUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What AWS asks, in US dollars: list prices from a dated file in the program, or what another file says instead.
 *
 * @param texts all prices as they are written, by their names
 */
record Prices(Map<String, String> texts) {
    private static final String FILE = "prices.properties";
    /** What may be added: other types of instances. */
    private static final Pattern INSTANCE = Pattern
            .compile("instance\\.([a-z0-9-]+\\.[a-z0-9-]+)\\.(hour|processors|baseline)");
    private static final Pattern WORDS = Pattern.compile("known\\.on|region");

    /** Refuses what is no price. */
    Prices {
        texts = Map.copyOf(texts);
        texts.forEach((name, text) -> {
            if (!WORDS.matcher(name).matches()) {
                var unused = Tiers.parse(name, text);
            }
        });
    }

    /** What one type of instance is. */
    record Instance(String type, double usdAnHour, double processors, double baseline) {}

    static Prices known() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(source()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Prices(texts(properties));
    }

    /** The prices that differ from others, as lines of a file. */
    List<String> otherThan(Prices others) {
        return new TreeMap<>(texts).entrySet().stream()
                .filter(price -> !price.getValue().equals(others.texts.get(price.getKey())))
                .map(price -> price.getKey() + " = " + price.getValue()).toList();
    }

    /** The file as it stands, with its comments. */
    static String source() {
        try (InputStream file = Prices.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The program has no " + FILE + ".");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** These, but for what a file says. */
    Prices changedBy(Path file) {
        Properties changes = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            changes.load(reader);
        } catch (NoSuchFileException missing) {
            throw new WrongUsage("--prices: there is no file " + file + ".");
        } catch (CharacterCodingException | IllegalArgumentException broken) {
            throw new WrongUsage("--prices: " + file + " is no file of lines like dynamodb.storage.gb = 0.25.");
        } catch (IOException unreadable) {
            throw new WrongUsage("--prices: " + file + " cannot be read: " + unreadable.getMessage());
        }
        Map<String, String> changed = new TreeMap<>(texts);
        texts(changes).forEach((name, text) -> {
            if (!texts.containsKey(name) && !INSTANCE.matcher(name).matches()) {
                throw new WrongUsage("--prices: " + file + " has a price called " + name
                        + ", which there is not; messaging cost --show-prices lists all.");
            }
            changed.put(name, text);
        });
        return new Prices(changed);
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name).strip()));
        return texts;
    }

    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalStateException("no price is called " + name);
        }
        return text;
    }

    double usd(String name) {
        return Tiers.parse(name, text(name)).of(1);
    }

    /** What so many cost, where more are cheaper. */
    double usd(String name, double quantity) {
        return Tiers.parse(name, text(name)).of(quantity);
    }

    Instance instance(String option, String type) {
        Stream.of("hour", "processors", "baseline").map(of -> "instance." + type + "." + of)
                .filter(name -> !texts.containsKey(name)).findFirst().ifPresent(lacking -> {
                    throw new WrongUsage(option + " " + type + " has no price: known are " + String.join(", ",
                            instanceTypes()) + "; a file for --prices can add " + lacking + ".");
                });
        String prefix = "instance." + type + ".";
        return new Instance(type, usd(prefix + "hour"), usd(prefix + "processors"), usd(prefix + "baseline"));
    }

    private Iterable<String> instanceTypes() {
        return texts.keySet().stream().map(INSTANCE::matcher).filter(name -> name.matches())
                .map(name -> name.group(1)).distinct().sorted().toList();
    }
}
