package dev.florin.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program did. */
record Ran(int exit, String out) {

    /** Runs a program to its end; what it says of errors is among what it says. */
    static Ran of(Path directory, String input, List<String> command) {
        try {
            Path said = Files.createTempFile(directory, "said", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It did not want to hear more
            }
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not come to an end:\n" + Files.readString(said));
            }
            return new Ran(process.exitValue(), Files.readString(said));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String lastLine() {
        return out.lines().reduce("", (_, line) -> line);
    }

    String withoutLastLine() {
        String text = out.stripTrailing();
        return text.substring(0, Math.max(0, text.lastIndexOf('\n')));
    }

    static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
