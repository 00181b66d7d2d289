package dev.messaging.sqlite.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The bare disk.
 *
 * @param file a file of its own to write to; it is gone afterwards
 */
record Disk(Path file) {
    private static final int APPEND_BYTES = 4_096;
    private static final Duration MEASURED = Duration.ofSeconds(1);

    /** How often a second 4 KB can be appended and made durable, one after another. */
    double flushesPerSecond() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(APPEND_BYTES);
        long appended = 0;
        long began = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            while (System.nanoTime() - began < MEASURED.toNanos()) {
                appended += channel.write(bytes.rewind());
                channel.force(false);
            }
        }
        return appended / (double) APPEND_BYTES / (System.nanoTime() - began) * 1e9;
    }
}
