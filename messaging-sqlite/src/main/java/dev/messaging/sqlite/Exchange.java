package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a file in the place of a store. At every moment, and after a crash at any, the store's name stands for the old file or for the
 * new one, whole, and never for nothing.
 */
final class Exchange {
    /** What SQLite keeps beside a file. Beside another one it would be taken for a part of that. */
    static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private final Disk disk;

    Exchange(Disk disk) {
        this.disk = disk;
    }

    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /**
     * Puts it there. No server can start meanwhile, and whoever opens the old file goes on with that, under its other name.
     *
     * @param fresh what is put there, in the same folder; when this returns, it is the store
     * @param target the store
     * @param aside where a store that is there is kept; empty if there must be none
     * @return whether there was one
     * @throws StoreException (not done) if it is in use, or something stands where something is to be
     */
    boolean put(Path fresh, DatabaseFile target, Optional<Path> aside) throws IOException {
        ServerLock server = ServerLock.on(target);
        try {
            boolean replaces = aside.isPresent() && Files.exists(target.path());
            if (replaces) {
                Alone alone = Alone.with(target);
                try {
                    replace(fresh, target, aside.orElseThrow());
                } finally {
                    alone.close();
                }
            } else {
                begin(fresh, target.path());
            }
            settle(target);
            return replaces;
        } finally {
            server.close();
        }
    }

    private void settle(DatabaseFile target) {
        try {
            disk.sync(Disk.folder(target.path()));
        } catch (IOException trouble) {
            throw target.errors().unknown(trouble);
        }
    }

    private void begin(Path fresh, Path target) throws IOException {
        for (String ending : BESIDE) {
            Path left = beside(target, ending);
            if (Files.exists(left)) {
                throw StoreException.notDone(left + " belongs to another file than the copy: move it away first.");
            }
        }
        try {
            disk.name(fresh, target);
        } catch (FileAlreadyExistsException meanwhile) {
            throw StoreException.notDone(target + " has just been created by another process.", meanwhile);
        }
    }

    /** Whatever fails before the one rename that counts is taken back. */
    private void replace(Path fresh, DatabaseFile target, Path aside) throws IOException {
        checkIsNothing(aside);
        BESIDE.forEach(ending -> checkIsNothing(beside(aside, ending)));
        disk.liken(fresh, target.path());
        Object old = identity(target.path());
        Closeable kept = disk.keep(target.path(), aside);
        List<String> moved = new ArrayList<>();
        try {
            // A store that is whole has nothing beside it now; what is beside a damaged one is kept with it.
            for (String ending : BESIDE) {
                if (Files.exists(beside(target.path(), ending))) {
                    disk.move(beside(target.path(), ending), beside(aside, ending));
                    moved.add(ending);
                }
            }
            disk.sync(Disk.folder(target.path()));
            disk.move(fresh, target.path());
        } catch (IOException trouble) {
            if (!old.equals(identity(target.path()))) { // It was renamed after all: aside is what was there.
                throw target.errors().unknown(trouble);
            }
            takeBack(target.path(), aside, moved, trouble);
            throw trouble;
        } finally {
            kept.close();
        }
    }

    private void takeBack(Path target, Path aside, List<String> moved, IOException because) {
        try {
            for (String ending : moved) {
                disk.move(beside(aside, ending), beside(target, ending));
            }
            Files.delete(aside);
        } catch (IOException too) {
            because.addSuppressed(too);
            throw StoreException
                    .notDone(target + " was not replaced, and not all of what was beside it could be put back:"
                            + " it is called " + aside + "-… now.", because);
        }
    }

    /** Which file it is, whatever it is called. */
    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? new Object() : key;
    }

    private static void checkIsNothing(Path file) {
        if (Files.exists(file)) {
            throw StoreException.notDone(file + " exists; nothing is written over.");
        }
    }
}
