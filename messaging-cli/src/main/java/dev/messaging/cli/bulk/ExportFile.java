package dev.messaging.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.wiring.WrongUsage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that an export is written to, for its owner alone; and, until the export is finished, beside it a small file that says how
 * far it is. What the small file speaks of is on the disk before it, so whatever kills the process, going on begins with the lines
 * that were kept, and cuts off what came behind them.
 */
final class ExportFile implements Sink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Path state;
    private final Kept began;
    private final FileChannel channel;
    private final OutputStream out;
    private long bytes;

    /**
     * What the small file says.
     *
     * @param bytes how much of the large file counts
     * @param from where the store is
     * @param begunAt when the export was begun
     * @param asked what is exported, in words that are the same for the same
     * @param checkpoint how far it is
     */
    record Kept(long bytes, String from, String begunAt, String asked, Checkpoint checkpoint) {
        Kept at(long newBytes, Checkpoint newCheckpoint) {
            return new Kept(newBytes, from, begunAt, asked, newCheckpoint);
        }
    }

    private ExportFile(Path file, Kept began, FileChannel channel) {
        this.file = file;
        this.state = state(file);
        this.began = began;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        this.bytes = began.bytes();
    }

    /** Begins a file that is not there yet. */
    static ExportFile begin(Path file, Kept began) {
        if (Files.exists(file)) {
            throw new WrongUsage(file + " is there already: name another file, or go on with it by --resume.");
        }
        try {
            return new ExportFile(file, began, open(file, Set.of(StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW)));
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    /** How far a file is that was begun before. */
    static Kept begun(Path file) {
        if (!Files.exists(file) || !Files.exists(state(file))) {
            throw new WrongUsage("There is no unfinished export to go on with: " + file + " and " + state(file)
                    + " are not both there.");
        }
        try {
            Kept kept = JSON.readValue(Files.readString(state(file)), Kept.class);
            if (Files.size(file) < kept.bytes()) {
                throw new WrongUsage(file + " is shorter than " + state(file) + " says: begin again.");
            }
            return kept;
        } catch (IOException trouble) {
            throw new WrongUsage(state(file) + " cannot be read: " + trouble.getMessage());
        }
    }

    /** Goes on with a file, without what came behind what was kept. */
    static ExportFile resume(Path file, Kept kept) {
        try {
            FileChannel channel = open(file, Set.of(StandardOpenOption.WRITE));
            ExportFile resumed = new ExportFile(file, kept, channel.truncate(kept.bytes()));
            channel.position(kept.bytes());
            return resumed;
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    @Override
    public void line(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(line);
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
        bytes += line.length;
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        try {
            out.flush();
            channel.force(false);
            Path fresh = state.resolveSibling(state.getFileName() + ".new");
            try (FileChannel to = open(fresh, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)); OutputStream text = Channels.newOutputStream(to)) {
                text.write(json(began.at(bytes, checkpoint)));
                to.force(true);
            }
            Path unused = Files.move(fresh, state, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    @Override
    public void finish() {
        try {
            out.flush();
            channel.force(true);
            boolean unused = Files.deleteIfExists(state);
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    private static byte[] json(Kept kept) throws JsonProcessingException {
        return JSON.writeValueAsBytes(kept);
    }

    static Path state(Path file) {
        return file.resolveSibling(file.getFileName() + ".state");
    }

    private static FileChannel open(Path file, Set<? extends OpenOption> how) throws IOException {
        FileAttribute<?>[] forThisUserAlone = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions
                        .asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        return FileChannel.open(file, how, forThisUserAlone);
    }

    private static WrongUsage unusable(Path file, IOException trouble) {
        return new WrongUsage(file + " cannot be written: " + trouble.getMessage());
    }
}
