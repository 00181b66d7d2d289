package dev.messaging.cli.wiring;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The jars of DynamoDB Local, which no distribution may contain. */
final class DynamoDbLocalJars {
    private DynamoDbLocalJars() {}

    /** The folder with the jars, fetched now if that was never done. */
    static Path present(Surroundings surroundings) throws IOException {
        Path project = surroundings.checkout().map(checkout -> checkout.resolve("development/dynamodb-local"))
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .orElseThrow(
                        () -> new WrongUsage("DynamoDB Local runs only from a source checkout: its licence does not"
                                + " allow a distribution to contain it."));
        Path jars = project.resolve("target/lib");
        if (!areIn(jars)) {
            surroundings.notes().println("Fetching DynamoDB Local. Its licence allows internal use in connection with"
                    + " AWS, by who has an AWS account, and no distribution.");
            fetch(project);
        }
        return jars;
    }

    /** An interrupted fetch leaves the folder without the database. */
    private static boolean areIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> database = Files.newDirectoryStream(folder, "DynamoDBLocal-*.jar")) {
            return database.iterator().hasNext();
        }
    }

    private static void fetch(Path project) throws IOException {
        Path log = Files.createTempFile("messaging-fetch", ".log");
        ProcessBuilder maven = new ProcessBuilder("mvn", "-q", "-B", "-f", project.resolve("pom.xml").toString(),
                "package").redirectErrorStream(true).redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            if (maven.start().waitFor() != 0) {
                List<String> said = Files.readAllLines(log);
                throw StoreException.notDone("DynamoDB Local cannot be fetched: "
                        + String.join(" ", said.subList(0, Math.min(5, said.size()))));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreException.notDone("Interrupted while fetching DynamoDB Local.", interrupted);
        } finally {
            Files.delete(log);
        }
    }
}
