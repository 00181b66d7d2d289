package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private SqliteBackups() {}

    /** A file was named that cannot be meant: what would be written over, or what is no copy of a store. */
    @SuppressWarnings("serial") // never serialized
    public static final class WrongFile extends RuntimeException {
        private WrongFile(@Nullable String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }

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
     * @throws WrongFile if something stands where the copy is to be, or there is no folder for it
     * @throws StoreException (not done) if there is no such store, or copying fails
     */
    public static Copy back(Path file, Path to) {
        DatabaseFile source = new DatabaseFile(file);
        source.checkIsThere();
        checkIsNothing(to);
        if (!Files.isDirectory(Disk.folder(to))) {
            throw new WrongFile("The folder " + Disk.folder(to) + " does not exist.", null);
        }
        Path partial = partial(to);
        Disk disk = new Disk();
        try {
            try (Session session = source.connect()) {
                Schema.check(session, source.location());
                session.run("VACUUM INTO ?", partial.toString());
            }
            disk.sync(partial);
            Copy copy = checked(partial);
            disk.name(partial, to);
            disk.sync(Disk.folder(to));
            return copy;
        } catch (FileAlreadyExistsException meanwhile) {
            throw exists(to);
        } catch (SQLException trouble) {
            throw (isAboutWriting(trouble) ? new SqliteErrors("The copy " + to) : source.errors()).notDone(trouble);
        } catch (IOException trouble) {
            throw StoreException.notDone("The copy " + to + " could not be written: " + trouble.getMessage() + ".",
                    trouble);
        } finally {
            remove(partial);
        }
    }

    /** Of the store nothing is written meanwhile. */
    private static boolean isAboutWriting(SQLException trouble) {
        return switch (SqliteErrors.kind(trouble)) {
            case SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM -> true;
            default -> false;
        };
    }

    /**
     * Puts a copy in the place of a store, which nobody may have open: neither a server nor a command, here (which is not noticed of a damaged file) or in another
     * process. The name of the store always stands for the one or the other, also after a crash. The new file belongs to whom the
     * old one belonged to, with the same permissions, as far as this user may. A link stays, and the file behind it is replaced.
     *
     * @param copy what {@link #back} has made
     * @param file the store's file, which may be too damaged for being read
     * @param aside how the store that is there now is called from then on, beside the file; empty if there must be none
     * @return the copy, and where the store is kept that was there
     * @throws WrongFile if the copy is damaged, or no store that this program reads, or if there is a store and {@code aside} is
     *     empty
     * @throws StoreException (not done) if somebody has the store open, or if writing fails; (unknown) if the copy is in its place,
     *     and may not be on the disk
     */
    public static Restored restore(Path copy, Path file, Optional<String> aside) {
        return restore(copy, file, aside, new Disk());
    }

    static Restored restore(Path copy, Path file, Optional<String> aside, Disk disk) {
        DatabaseFile target = new DatabaseFile(real(file));
        target.checkPlace();
        checkIsThere(copy);
        for (String ending : Exchange.BESIDE) {
            if (Files.exists(Exchange.beside(copy, ending))) {
                throw new WrongFile(copy + " has a file " + copy.getFileName() + ending
                        + " beside it, so it is, or was, in use: make a copy of it with \"backup\".", null);
            }
        }
        if (Files.exists(target.path()) && aside.isEmpty()) {
            throw new WrongFile(target.location() + " exists; --replace puts the copy in its place and keeps"
                    + " what is there now under another name.", null);
        }
        Path partial = partial(target.path());
        try {
            fill(partial, copy);
            disk.sync(partial);
            Copy checked = checkedCopy(copy, partial);
            Optional<Path> kept = aside.map(name -> Disk.folder(target.path()).resolve(name));
            return new Restored(checked, new Exchange(disk).put(partial, target, kept) ? kept : Optional.empty());
        } catch (SQLException trouble) {
            throw target.errors().notDone(trouble);
        } catch (IOException trouble) {
            throw StoreException.notDone(target.location() + " could not be restored: " + trouble.getMessage() + ".",
                    trouble);
        } finally {
            remove(partial);
        }
    }

    /** The file stays this user's alone, whoever may read the copy. */
    private static void fill(Path partial, Path copy) throws IOException {
        try (OutputStream content = Files.newOutputStream(partial)) {
            long unused = Files.copy(copy, content);
        }
    }

    /**
     * What was restored.
     *
     * @param copy the copy
     * @param keptAside where the store is kept that was there before, if there was one
     */
    public record Restored(Copy copy, Optional<Path> keptAside) {}

    /** The file behind a link: another name for it would be another store. */
    private static Path real(Path file) {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file;
        } catch (IOException trouble) {
            throw new WrongFile(file + " is a link, and the file behind it cannot be found.", trouble);
        }
    }

    private static Copy checkedCopy(Path named, Path partial) throws SQLException, IOException {
        try {
            return checked(partial);
        } catch (StoreException unusable) {
            throw new WrongFile(named + ": " + unusable.getMessage(), unusable);
        }
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
            throw new WrongFile("There is no file " + file + ".", null);
        }
    }

    private static void checkIsNothing(Path file) {
        if (Files.exists(file)) {
            throw exists(file);
        }
    }

    private static WrongFile exists(Path file) {
        return new WrongFile(file + " exists; nothing is written over.", null);
    }

    /** A new file for this user alone, beside where its content will be. */
    private static Path partial(Path file) {
        try {
            return Files.createTempFile(Disk.folder(file), file.getFileName() + ".", ".partial");
        } catch (IOException trouble) {
            throw StoreException.notDone("The folder " + Disk.folder(file) + " cannot be written to.", trouble);
        }
    }

    private static void remove(Path partial) {
        try {
            for (String ending : Exchange.BESIDE) {
                Files.deleteIfExists(Exchange.beside(partial, ending));
            }
            Files.deleteIfExists(partial);
        } catch (IOException trouble) {
            throw StoreException.notDone("The file " + partial + " was left behind.", trouble);
        }
    }
}
