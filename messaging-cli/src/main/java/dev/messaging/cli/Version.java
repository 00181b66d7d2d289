package dev.messaging.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the archive was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{"messaging " + text()};
    }

    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
