package dev.messaging.cli.wiring;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One database process a folder; two would spoil each other's files. Ends with the process at the latest. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path endpoint;

    private FolderLock(FileChannel channel, Path endpoint) {
        this.channel = channel;
        this.endpoint = endpoint;
    }

    /** Takes the folder, which must exist. */
    static FolderLock on(Path folder) {
        Path endpoint = folder.resolve("endpoint");
        try {
            FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                String where = Files.exists(endpoint) ? Files.readString(endpoint) : "its endpoint";
                throw StoreException.notDone("Another process runs DynamoDB Local on " + folder
                        + ". To share it, use --store dynamodb:" + where + ".");
            }
            return new FolderLock(channel, endpoint);
        } catch (IOException trouble) {
            throw StoreException.notDone("The folder " + folder + " cannot be used: " + trouble + ".", trouble);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Leaves word for those who come too late. */
    void show(String url) {
        try {
            Files.writeString(endpoint, url);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(endpoint);
            channel.close();
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
