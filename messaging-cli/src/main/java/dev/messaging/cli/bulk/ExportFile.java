package dev.messaging.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.wiring.WrongUsage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that an export is written to, for its owner alone; and, until the export is finished, beside it a small file that says how
 * far it is. The file is locked meanwhile. What the small file speaks of is on the disk before it, so whatever kills the process, going on begins with the lines
 * that were kept, and cuts off what came behind them.
 */
final class ExportFile implements Sink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int HEADER_MAX = 64 * 1_024;

    private final Path file;
    private final Path state;
    private final Kept began;
    private final Optional<Checkpoint> left;
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
        private void checkSame(Path file, Kept now) {
            if (!Exports.place(from).equals(Exports.place(now.from)) || !asked.equals(now.asked)) {
                throw new WrongUsage(file + " was begun as " + asked + " of " + from + "; this is " + now.asked + " of "
                        + now.from + ".");
            }
        }

        Kept at(long newBytes, Checkpoint newCheckpoint) {
            return new Kept(newBytes, from, begunAt, asked, newCheckpoint);
        }
    }

    private ExportFile(Path file, Kept began, Optional<Checkpoint> left, FileChannel channel) {
        this.left = left;
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
            return new ExportFile(file, began, Optional.empty(), mine(file, open(file, Set.of(StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW))));
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    /**
     * Goes on with a file, without what came behind what was kept; or anew, if nothing had been kept yet.
     *
     * @param asked what is exported now, as if it began now
     */
    @SuppressWarnings("resource") // The channel is closed with the file, or here.
    static ExportFile resume(Path file, Kept asked) {
        if (!Files.exists(file)) {
            throw new WrongUsage("There is no unfinished export to go on with: " + file + " is not there.");
        }
        try {
            // Before it is locked: some systems drop the lock when the file is opened and closed once more.
            long begun = Files.exists(state(file)) ? 0 : hardlyBegun(file);
            FileChannel channel = mine(file, open(file, Set.of(StandardOpenOption.WRITE)));
            try {
                return resume(file, asked, channel, begun);
            } catch (IOException | RuntimeException refused) {
                channel.close();
                throw refused;
            }
        } catch (IOException trouble) {
            throw unusable(file, trouble);
        }
    }

    private static ExportFile resume(Path file, Kept asked, FileChannel channel, long begun) throws IOException {
        if (!Files.exists(state(file))) {
            if (channel.size() != begun) {
                throw new WrongUsage("Another export wrote to " + file + " just now: look at it, and begin again.");
            }
            return new ExportFile(file, asked, Optional.empty(), channel.truncate(0));
        }
        Kept kept = kept(file);
        kept.checkSame(file, asked);
        if (channel.size() < kept.bytes()) {
            throw new WrongUsage(file + " is shorter than " + state(file) + " says: begin again.");
        }
        ExportFile resumed = new ExportFile(file, kept, Optional.of(kept.checkpoint()), channel.truncate(kept.bytes()));
        channel.position(kept.bytes());
        return resumed;
    }

    private static Kept kept(Path file) {
        try {
            return JSON.readValue(Files.readString(state(file)), Kept.class);
        } catch (IOException trouble) {
            throw new WrongUsage(state(file) + " cannot be read: " + trouble.getMessage());
        }
    }

    /** Killed in its first moments an export leaves its header at most: nothing is lost when that is written again. */
    private static long hardlyBegun(Path file) throws IOException {
        if (Source.isWhole(file)) {
            throw new WrongUsage(file + " is a complete export; there is nothing to go on with.");
        }
        String text = Files.size(file) > HEADER_MAX ? "too long" : Files.readString(file);
        boolean isHeader = text.isEmpty() || (text.startsWith("{\"kind\":\"header\"")
                && text.indexOf('\n') == text.lastIndexOf('\n') && (text.indexOf('\n') < 0 || text.endsWith("\n")));
        if (!isHeader) {
            throw new WrongUsage("How far " + file + " is, cannot be told without " + state(file)
                    + ": delete it, and begin again.");
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Two processes that wrote to one file would spoil it. */
    private static FileChannel mine(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            channel.close();
            throw busy(file);
        } catch (IOException trouble) {
            channel.close();
            throw trouble;
        }
        channel.close();
        throw busy(file);
    }

    private static WrongUsage busy(Path file) {
        return new WrongUsage("Another export writes to " + file + " now: wait for it, or name another file.");
    }

    /** How far it was when it was left; empty if it is at its beginning. */
    Optional<Checkpoint> left() {
        return left;
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
        return new WrongUsage(file + " cannot be written: " + trouble.getMessage() + (Files.exists(state(file))
                ? ". When it can be, the same command with --resume goes on."
                : "."));
    }
}
