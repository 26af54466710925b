package dev.florin.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, as they lie packed on the class path. */
record PostgresArchive(URL location) {

    /** Empty if the class path holds none for this machine, as in the jar for servers. */
    static Optional<PostgresArchive> find() {
        var archive = PostgresArchive.class.getClassLoader().getResource(name());
        return Optional.ofNullable(archive).map(PostgresArchive::new);
    }

    private static String name() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String libc = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        return "postgres-" + system + "-" + architecture + libc + ".txz";
    }

    /**
     * Unpacks the archive into a directory of its own below {@code home}, unless an earlier run has done so.
     *
     * @return the directory
     */
    Path unpackBelow(Path home) throws IOException {
        Path target = home.resolve("server-" + checksum());
        if (Files.exists(target)) {
            return target;
        }
        Path incomplete = home.resolve("server.incomplete"); // perhaps left behind by a run that was interrupted
        FileSystemUtils.deleteRecursively(incomplete);
        Unpacking.unpack(location, incomplete);
        return Files.move(incomplete, target);
    }

    /** From the jar's directory, as reading 15 MB at each start-up would cost a tenth of a second. */
    private String checksum() throws IOException {
        if (location.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        throw new IOException("Not in a jar: " + location);
    }

    /** Apart, as the jar for servers has no library for this, and the JVM would look for it to verify the class. */
    private static final class Unpacking {

        static void unpack(URL archive, Path directory) throws IOException {
            try (var tar = new TarArchiveInputStream(
                    new BufferedInputStream(new XZInputStream(archive.openStream()), 1 << 16))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, directory);
                }
            }
        }

        private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
                throws IOException {
            Path path = directory.resolve(entry.getName()).normalize();
            if (!path.startsWith(directory)) {
                throw new IOException("Refused to unpack outside of " + directory + ": " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                return;
            }
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                if (path.startsWith(directory.resolve("bin")) && !path.toFile().setExecutable(true, false)) {
                    throw new IOException("Could not make executable: " + path);
                }
            }
        }
    }
}
