package dev.florin.platform;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With JVMs of their own, as their options matter. */
class StartUpCacheTests {

    @TempDir
    private Path directory;

    private Path cache;

    @BeforeEach
    void nameTheCache() {
        cache = directory.resolve("program.aot");
    }

    @Test
    void aRunThatRecordsLeavesACacheEvenIfItIsStoppedAtOnce() throws Exception {
        run("-XX:AOTMode=record", "-XX:AOTConfiguration=" + directory.resolve("program.recording"));

        assertThat(cache).isNotEmptyFile();
        assertThat(directory.resolve("program.recording")).doesNotExist();
        run("-XX:AOTCache=" + cache, "-XX:AOTMode=on"); // does not start unless the cache fits
        assertThat(cache).exists();
    }

    @Test
    void aCacheThatTheJvmRefusesIsRemovedSoThatTheNextRunMakesAnother() throws Exception {
        Files.writeString(cache, "of another JDK");

        assertThat(run("-XX:AOTCache=" + cache)).contains("the next start makes a new one");
        assertThat(cache).doesNotExist();
    }

    private String run(String... options) throws Exception {
        Path output = directory.resolve("output.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Program.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> contentOf(output.toFile())).isZero();
        return Files.readString(output);
    }

    /** Of jars alone, as the JVM keeps no cache of classes in directories. */
    private String classPath() throws IOException {
        Path jar = directory.resolve("program.jar");
        if (!Files.exists(jar)) {
            pack(jar, StartUpCache.class, Program.class);
        }
        return jar
                + Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                        .filter(entry -> entry.endsWith(".jar"))
                        .map(entry -> System.getProperty("path.separator") + entry)
                        .collect(joining());
    }

    private static void pack(Path jar, Class<?>... classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file)) {
            for (var type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
    }

    static class Program {

        public static void main(String[] args) {
            new StartUpCache().prepareNextStart();
        }
    }
}
