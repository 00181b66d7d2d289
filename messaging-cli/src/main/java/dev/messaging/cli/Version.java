package dev.messaging.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the archive was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[]{"messaging " + (version == null ? "(not packaged)" : version)};
    }
}
