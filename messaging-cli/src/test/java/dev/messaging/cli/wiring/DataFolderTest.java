package dev.messaging.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ada");

    @Test
    void followsTheCustomOfEachSystem() {
        assertEquals(Path.of("/home/ada/.local/share/messaging"), DataFolder.path(HOME, "Linux"));
        assertEquals(Path.of("/home/ada/Library/Application Support/messaging"), DataFolder.path(HOME, "Mac OS X"));
        assertEquals(Path.of("/home/ada/AppData/Local/messaging"), DataFolder.path(HOME, "Windows 11"));
        assertEquals(Path.of("/local/messaging"), DataFolder.path(Map.of("LOCALAPPDATA", "/local"), "Windows 11"));
    }

    @Test
    void followsTheXdgVariableIfItIsAbsolute() {
        assertEquals(Path.of("/data/messaging"), DataFolder.path(Map.of("XDG_DATA_HOME", "/data"), "Linux"));
        assertEquals(Path.of("/home/ada/.local/share/messaging"),
                DataFolder.path(Map.of("HOME", "/home/ada", "XDG_DATA_HOME", "data"), "Linux"));
    }

    @Test
    void withoutAHomeFolderThePlaceMustBeSaid() {
        assertThrows(WrongUsage.class, () -> DataFolder.path(Map.of(), "Linux"));
    }
}
