package dev.messaging.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the names of whole files. Each method does one thing, or nothing. */
class Disk {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final List<PosixFilePermission> OF_GROUP = List.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    /** Gives a file its name. It may keep the one that it had. */
    void name(Path file, Path name) throws IOException {
        try {
            link(name, file);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            LOG.debug("{} cannot be a link.", name, noLinksHere);
            Files.createFile(name); // Takes the name, or fails if somebody else has.
            move(file, name);
        }
    }

    /** Fails if there is something under the name, or no file here can have two. */
    void link(Path name, Path file) throws IOException {
        Path unused = Files.createLink(name, file);
    }

    /**
     * Gives a file a second name; where that cannot be, to a copy of it. What is returned is to be closed when the locks on the
     * file do not matter any more: closing any handle of it drops them all.
     */
    Closeable keep(Path file, Path second) throws IOException {
        try {
            link(second, file);
            return () -> {};
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            LOG.debug("{} cannot be a link.", second, noLinksHere);
            return copied(file, second);
        }
    }

    private Closeable copied(Path file, Path copy) throws IOException {
        Path unused = Files.createFile(copy);
        liken(copy, file);
        FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        try (OutputStream to = Files.newOutputStream(copy)) {
            long unusedBytes = Channels.newInputStream(from).transferTo(to);
            sync(copy);
            return from;
        } catch (IOException trouble) {
            from.close();
            Files.delete(copy);
            throw trouble;
        }
    }

    /** What had the name before has it no more: there is no moment without either. */
    void move(Path file, Path name) throws IOException {
        Path unused = Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until it is on the disk: what is in a file, or which files are in a folder. */
    void sync(Path fileOrFolder) throws IOException {
        boolean folder = Files.isDirectory(fileOrFolder);
        try (FileChannel channel = FileChannel.open(fileOrFolder,
                folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Lets a file belong to the same user and group as another one, as far as this user may, with the same permissions. */
    void liken(Path file, Path model) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributeView of = Files.getFileAttributeView(model, PosixFileAttributeView.class);
        if (view == null || of == null) {
            return;
        }
        PosixFileAttributes wanted = of.readAttributes();
        Set<PosixFilePermission> permissions = new HashSet<>(wanted.permissions());
        if (!wanted.group().equals(view.readAttributes().group())
                && !may(file + " cannot belong to the group " + wanted.group(), () -> view.setGroup(wanted.group()))) {
            permissions.removeAll(OF_GROUP); // They were meant for another group.
        }
        if (!wanted.owner().equals(view.readAttributes().owner())) {
            boolean unused = may(file + " cannot belong to " + wanted.owner(), () -> view.setOwner(wanted.owner()));
        }
        view.setPermissions(permissions);
    }

    /** A change that may be forbidden. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private static boolean may(String otherwise, Change change) throws IOException {
        try {
            change.make();
            return true;
        } catch (FileSystemException forbidden) {
            LOG.warn("{}: {}", otherwise, forbidden.getReason());
            return false;
        }
    }
}
