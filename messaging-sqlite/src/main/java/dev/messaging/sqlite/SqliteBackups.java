package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Copies of a store's file: made while others read and write it, and put in its place while nobody does. A copy stands under its
 * name only when it is whole, is on the disk, and was looked through.
 */
public final class SqliteBackups {
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private SqliteBackups() {}

    /**
     * A copy.
     *
     * @param bytes how large it is
     * @param format which version of the schema it holds
     */
    public record Copy(long bytes, int format) {}

    /**
     * Copies a store as it is at one moment. Others go on meanwhile; while it lasts, what they write adds to the log beside the
     * file.
     *
     * @param file the store's file
     * @param to where the copy will be; there must be nothing
     * @return the copy
     * @throws StoreException (not done) if there is no such store, something stands where the copy is to be, or copying fails
     */
    public static Copy back(Path file, Path to) {
        DatabaseFile source = new DatabaseFile(file);
        checkIsThere(source.path());
        checkIsNothing(to);
        Path partial = partial(to);
        try {
            try (Session session = source.connect()) {
                Schema.check(session, source.location());
                session.run("VACUUM INTO ?", partial.toString());
            }
            sync(partial);
            Copy copy = checked(partial);
            checkIsNothing(to);
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
            sync(folder(to));
            return copy;
        } catch (SQLException trouble) {
            throw source.errors().notDone(trouble);
        } catch (IOException trouble) {
            throw StoreException.notDone("The copy " + to + " could not be written: " + trouble.getMessage() + ".",
                    trouble);
        } finally {
            remove(partial);
        }
    }

    /**
     * Puts a copy in the place of a store, which nobody may have open: neither a server nor a command, here or in another
     * process.
     *
     * @param copy what {@link #back} has made
     * @param file the store's file
     * @param aside where the store that is there now is kept; empty if there must be none
     * @return the copy, and whether there was a store to keep
     * @throws StoreException (not done) if the copy is damaged, or no store that this program reads, if there is a store and
     *     {@code aside} is empty, if somebody has it open, or if writing fails
     */
    public static Restored restore(Path copy, Path file, Optional<Path> aside) {
        DatabaseFile target = new DatabaseFile(file);
        target.checkPlace();
        checkIsThere(copy);
        for (String ending : BESIDE) {
            if (Files.exists(beside(copy, ending))) {
                throw StoreException.notDone(copy + " has a file " + copy.getFileName() + ending
                        + " beside it, so it is, or was, in use: make a copy of it with \"backup\".");
            }
        }
        boolean replaces = Files.exists(target.path());
        if (replaces && aside.isEmpty()) {
            throw StoreException.notDone(target.location() + " exists; --replace puts the copy in its place and keeps"
                    + " what is there now under another name.");
        }
        Path partial = partial(target.path());
        try {
            Files.copy(copy, partial, StandardCopyOption.REPLACE_EXISTING);
            sync(partial);
            Copy checked = checked(partial);
            exchange(target, partial, aside);
            return new Restored(checked, replaces);
        } catch (SQLException trouble) {
            throw target.errors().notDone(trouble);
        } catch (IOException trouble) {
            throw StoreException.notDone(target.location() + " could not be restored: " + trouble.getMessage() + ".",
                    trouble);
        } finally {
            remove(partial);
        }
    }

    /**
     * What was restored.
     *
     * @param copy the copy
     * @param keptAside whether there was a store before, which was kept
     */
    public record Restored(Copy copy, boolean keptAside) {}

    /** No server can start meanwhile, and whoever opens the file waits until it is the other one, or fails. */
    private static void exchange(DatabaseFile target, Path partial, Optional<Path> aside)
            throws SQLException, IOException {
        ServerLock server = ServerLock.on(target);
        try {
            if (Files.exists(target.path())) {
                try (Session alone = alone(target)) {
                    checkIsNothing(aside.orElseThrow());
                    Files.move(target.path(), aside.orElseThrow(), StandardCopyOption.ATOMIC_MOVE);
                    alone.run("COMMIT");
                }
            }
            for (String ending : BESIDE) {
                Path left = beside(target.path(), ending);
                if (Files.exists(left)) {
                    throw StoreException.notDone(left + " belongs to another file than the copy: move it away first.");
                }
            }
            Files.move(partial, target.path(), StandardCopyOption.ATOMIC_MOVE);
            sync(folder(target.path()));
        } finally {
            server.close();
        }
    }

    /** Nobody else has the file open, or this would not succeed; and all of it is in the file, none in the log. */
    private static Session alone(DatabaseFile target) throws SQLException {
        Session session = target.connect();
        try {
            session.run("PRAGMA busy_timeout = 500");
            Schema.check(session, target.location());
            String mode = session.first("PRAGMA journal_mode = DELETE", row -> row.getString(1)).orElseThrow();
            if (!mode.equals("delete")) {
                throw isOpen(target, null);
            }
            session.run("BEGIN EXCLUSIVE");
            return session;
        } catch (SQLException trouble) {
            target.close(session);
            if (SqliteErrors.kind(trouble) == SQLiteErrorCode.SQLITE_BUSY) {
                throw isOpen(target, trouble);
            }
            throw trouble;
        } catch (RuntimeException trouble) {
            target.close(session);
            throw trouble;
        }
    }

    private static StoreException isOpen(DatabaseFile target, @Nullable SQLException cause) {
        String message = target.location() + ": another process has the file open; stop it first.";
        return cause == null ? StoreException.notDone(message) : StoreException.notDone(message, cause);
    }

    /** Looks through all of a copy that nobody else uses. */
    private static Copy checked(Path path) throws SQLException, IOException {
        DatabaseFile copy = new DatabaseFile(path);
        try (Session session = copy.connect()) {
            Schema.check(session, "The copy");
            int format = Schema.version(session);
            if (format == 0) {
                throw StoreException.notDone("The copy is empty: there is no store in it.");
            }
            List<String> found = session.list("PRAGMA integrity_check", row -> row.getString(1));
            if (!found.equals(List.of("ok"))) {
                throw StoreException.notDone("The copy is damaged: " + found.getFirst() + ".");
            }
            return new Copy(Files.size(path), format);
        } catch (SQLException trouble) {
            SQLiteErrorCode kind = SqliteErrors.kind(trouble);
            if (kind == SQLiteErrorCode.SQLITE_NOTADB || kind == SQLiteErrorCode.SQLITE_CORRUPT) {
                throw StoreException.notDone("The copy is damaged, or no store.", trouble);
            }
            throw trouble;
        }
    }

    private static void checkIsThere(Path file) {
        if (!Files.isRegularFile(file)) {
            throw StoreException.notDone("There is no file " + file + ".");
        }
    }

    private static void checkIsNothing(Path file) {
        if (Files.exists(file)) {
            throw StoreException.notDone(file + " exists; nothing is written over.");
        }
    }

    /** A new file for this user alone, beside where its content will be. */
    private static Path partial(Path file) {
        try {
            return Files.createTempFile(folder(file), file.getFileName() + ".", ".partial");
        } catch (IOException trouble) {
            throw StoreException.notDone("The folder " + folder(file) + " cannot be written to.", trouble);
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void sync(Path fileOrFolder) throws IOException {
        boolean folder = Files.isDirectory(fileOrFolder);
        try (FileChannel channel = FileChannel.open(fileOrFolder,
                folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void remove(Path partial) {
        try {
            for (String ending : BESIDE) {
                Files.deleteIfExists(beside(partial, ending));
            }
            Files.deleteIfExists(partial);
        } catch (IOException trouble) {
            throw StoreException.notDone("The file " + partial + " was left behind.", trouble);
        }
    }
}
