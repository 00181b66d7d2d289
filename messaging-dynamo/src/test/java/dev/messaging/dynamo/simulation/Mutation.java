package dev.messaging.dynamo.simulation;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberate mistake in the production code.
 *
 * @param name what is left out
 * @param file the source file, in the package's folder
 * @param right what stands there, once
 * @param wrong what is put in its place
 */
record Mutation(String name, String file, String right, String wrong) {
    private static final String PACKAGE = "dev.messaging.dynamo.";
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "messaging", "dynamo");

    @Override
    public String toString() {
        return name;
    }

    /** The simulation of code with this mistake in it. */
    LongFunction<List<String>> simulation(Path folder) throws IOException, ReflectiveOperationException {
        Path source = Files.createDirectories(folder.resolve("source")).resolve(file);
        Files.writeString(source, mutated(Files.readString(SOURCES.resolve(file))));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(source, classes);
        return load(new ChildFirst(List.of(classes.toUri().toURL(), place(dev.messaging.dynamo.DynamoStore.class),
                place(Simulation.class))));
    }

    /** The simulation of the code as it is, loaded in the same way. */
    static LongFunction<List<String>> unmutated() throws ReflectiveOperationException {
        return load(new ChildFirst(List.of(place(dev.messaging.dynamo.DynamoStore.class), place(Simulation.class))));
    }

    /** However the lines are broken. */
    private String mutated(String source) {
        Pattern pattern = Pattern.compile(
                Stream.of(right.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
        Matcher matcher = pattern.matcher(source);
        if (matcher.results().count() != 1) {
            throw new IllegalStateException("\"" + name + "\" does not fit any more: in " + file
                    + " there is not exactly once\n" + right);
        }
        return pattern.matcher(source).replaceFirst(Matcher.quoteReplacement(wrong));
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp",
                System.getProperty("java.class.path"));
        List<String> complaints = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(source);
            boolean compiled = compiler.getTask(null, files, complaint -> complaints.add(complaint.toString()), options,
                    null, sources).call();
            if (!compiled) {
                throw new IllegalStateException(String.join("\n", complaints));
            }
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @SuppressWarnings("unchecked") // that is what a simulation is
    private static LongFunction<List<String>> load(ClassLoader loader) throws ReflectiveOperationException {
        return (LongFunction<List<String>>) loader.loadClass(Simulation.class.getName()).getConstructor().newInstance();
    }

    /** Loads the store and the simulation anew, and everything else as usual. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(List<URL> places) {
            super(places.toArray(URL[]::new), Mutation.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
