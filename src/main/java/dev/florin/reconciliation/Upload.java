package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Sha256;
import dev.florin.reconciliation.reading.StatementFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** A file that is being sent, on this machine's disk until it is stored. As JSON it is the hash of what is in it. */
public final class Upload implements StatementFile, AutoCloseable {

    /** More than a million lines. */
    public static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Path file;
    private final long size;
    private final byte[] sha256;

    private Upload(Path file, long size, byte[] sha256) {
        this.file = file;
        this.size = size;
        this.sha256 = sha256;
    }

    /**
     * Takes in all of it.
     *
     * @throws Rejection {@code statement_too_large}
     */
    public static Upload of(InputStream content) {
        try {
            Path file = Files.createTempFile("statement", ".part");
            var digest = Sha256.digest();
            long size = 0;
            try (var hashed = new DigestInputStream(content, digest);
                    var out = Files.newOutputStream(file)) {
                byte[] some = new byte[64 * 1024];
                for (int read = hashed.read(some); read >= 0; read = hashed.read(some)) {
                    size += read;
                    if (size > MOST_BYTES) {
                        Files.deleteIfExists(file);
                        throw new TooLarge();
                    }
                    out.write(some, 0, read);
                }
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return new Upload(file, size, digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    public long size() {
        return size;
    }

    byte[] sha256() {
        return sha256.clone();
    }

    @JsonValue
    String hash() {
        return HexFormat.of().formatHex(sha256);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class TooLarge extends Rejection {
        TooLarge() {
            super(
                    Kind.INVALID,
                    "statement_too_large",
                    "A statement may have at most 64 MiB. Ask the bank for a shorter time.",
                    "file");
        }
    }
}
