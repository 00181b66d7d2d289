package dev.messaging.cli.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What keeps a machine from booting an instance. */
final class Obstacles {
    private static final int JAVA_WITH_CACHE = 25;
    private static final List<String> TOOLS = List.of("unshare", "debootstrap", "chroot", "mount");

    private Obstacles() {}

    /** The first reason that is found; only when there is none yet, the instance's file system is fetched. */
    static Optional<String> first(Path folder) throws IOException, InterruptedException {
        if (!Objects.equals(System.getProperty("messaging.test.boot"), "run")) {
            return Optional.of("that is done by -Plong or -Dtest.boot=run");
        }
        if (Objects.equals(System.getProperty("messaging.test.dynamodb-local"), "skip")) {
            return Optional.of("it needs DynamoDB Local");
        }
        if (!Files.isRegularFile(UserData.file())) {
            return Optional.of("there is no user data at " + UserData.file() + ": the tests of infra-pulumi write it");
        }
        if (Runtime.version().feature() < JAVA_WITH_CACHE) {
            return Optional.of("the instance has a Java of at least " + JAVA_WITH_CACHE + ", and this is "
                    + Runtime.version().feature());
        }
        for (String tool : TOOLS) {
            if (!Command.run("sh", "-c", "command -v " + tool).succeeded()) {
                return Optional.of("it needs " + tool);
            }
        }
        if (!Command.run("id", "-u").output().strip().equals("0")) {
            return Optional.of("it needs root");
        }
        Command namespaces = Command.run("unshare", "--mount", "--uts", "--ipc", "--net", "--cgroup", "--pid", "--fork",
                "true");
        return namespaces.succeeded()
                ? fileSystem(folder)
                : Optional.of("this machine gives no namespaces: " + namespaces.output().strip());
    }

    private static Optional<String> fileSystem(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Command fetched = Command.run(Instance.SCRIPTS.resolve("rootfs").toString(),
                folder.resolve("rootfs").toString());
        return fetched.succeeded()
                ? Optional.empty()
                : Optional.of("the instance's file system cannot be fetched: " + fetched.end());
    }
}
