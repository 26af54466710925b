package dev.florin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that end with the JVM that starts them, even if that is killed: their standard input, which nobody writes to,
 * ends with it. The process has the id of the command itself.
 */
public final class Leash {

    private static final Path SHELL = Path.of("/bin/sh");

    /** Kills only its own parent: once that is gone, its id may be another's. */
    private static final String SCRIPT = """
            exec 3<&0
            (cat <&3 >/dev/null; read -r id name state parent rest </proc/self/stat && [ "$parent" = $$ ] && kill -9 $$) &
            exec "$@" </dev/null 3<&-
            """;

    private Leash() {}

    /** Where there is no such shell, the command as it is. */
    public static List<String> on(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> leashed = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, "leash"));
        leashed.addAll(command);
        return leashed;
    }
}
