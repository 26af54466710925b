package dev.florin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The secrets that belong to this installation and that its database must never hold: 32 random bytes each, as base64
 * in configuration. For development only, a missing one is made once and kept in a file that only its owner can read,
 * under {@code florin.data-directory} ({@code ./data}).
 */
@Component
public class InstallationSecrets {

    private static final Logger log = LoggerFactory.getLogger(InstallationSecrets.class);
    private static final int LENGTH = 32;
    private static final Profiles DEVELOPMENT = Profiles.of("dev | test");

    private final Environment environment;

    public InstallationSecrets(Environment environment) {
        this.environment = environment;
    }

    /**
     * @param property where the secret is configured, such as {@code florin.vault.master-key}
     * @param file the name of the file that keeps it in development
     * @return 32 bytes, the same ones at every start
     * @throws IllegalStateException saying what to set, if there is no such secret or it is not 32 bytes of base64
     */
    public byte[] secret(String property, String file) {
        var configured = environment.getProperty(property, "").strip();
        if (!configured.isEmpty()) {
            return decode(configured, property);
        }
        if (!environment.acceptsProfiles(DEVELOPMENT)) {
            throw SecretUnusable.at(property, "is not set.");
        }
        var directory = Path.of(environment.getProperty("florin.data-directory", "data"));
        return decode(kept(directory.resolve(file)), property);
    }

    private static byte[] decode(String text, String property) {
        try {
            byte[] secret = Base64.getDecoder().decode(text);
            if (secret.length == LENGTH) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text and without a cause that quotes it
        }
        throw SecretUnusable.at(property, "is not 32 bytes in base64.");
    }

    /** Reads the file or, as the first to come, writes it; the lock makes two processes at once agree. */
    private static synchronized String kept(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(file, readWriteCreate(), ownerOnly(file));
                    var lock = channel.lock()) {
                if (channel.size() == 0) {
                    log.info("Making {} for development; what it protects is lost without it.", file);
                    channel.write(ByteBuffer.wrap(random().getBytes(StandardCharsets.US_ASCII)));
                    channel.force(true);
                }
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a secret in " + file, e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Set<? extends OpenOption> readWriteCreate() {
        return Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
