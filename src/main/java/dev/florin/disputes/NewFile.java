package dev.florin.disputes;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody uploads as evidence. What it is, is told by its first bytes, whatever its name and its sender say.
 *
 * @param name as the sender calls it
 */
public record NewFile(String name, byte[] content) {

    /** Bytes. */
    public static final int LARGEST = 5 * 1024 * 1024;

    /** Files of one dispute. */
    public static final int MOST = 10;

    private static final int LONGEST_NAME = 120;

    /** Where each kind of file begins, by its specification. */
    private enum Kind {
        PDF("application/pdf", "pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII)),
        PNG("image/png", "png", HexFormat.of().parseHex("89504e470d0a1a0a")),
        JPEG("image/jpeg", "jpg", HexFormat.of().parseHex("ffd8ff"));

        private final String mediaType;
        private final String extension;
        private final byte[] magic;

        Kind(String mediaType, String extension, byte[] magic) {
            this.mediaType = mediaType;
            this.extension = extension;
            this.magic = magic;
        }

        static @Nullable Kind of(byte[] content) {
            return Arrays.stream(values())
                    .filter(kind -> content.length >= kind.magic.length
                            && Arrays.equals(kind.magic, Arrays.copyOf(content, kind.magic.length)))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** @throws Rejection if it is none that can be taken */
    EvidenceFile checked(FileId id, Instant now) {
        if (content.length == 0) {
            throw new Unusable("file_empty", "The file is empty.");
        }
        if (content.length > LARGEST) {
            throw new Unusable("file_too_large", "A file may have at most 5 MB.");
        }
        Kind kind = Kind.of(content);
        if (kind == null) {
            throw new Unusable(
                    "file_type_unsupported", "A file must be a PDF, a PNG or a JPEG; this one is none of them.");
        }
        return new EvidenceFile(id, named(kind), kind.mediaType, content.length, Sha256.hex(content), now);
    }

    /** Without a path and what file systems do not like, and with the ending that it should have. */
    private String named(Kind kind) {
        String last = name.replace('\\', '/');
        last = last.substring(last.lastIndexOf('/') + 1);
        String plain = last.replaceAll("\\p{C}|[<>:\"|?*%]", "")
                .replaceFirst("\\.[A-Za-z0-9]{1,5}$", "")
                .replaceFirst("^\\.+", "")
                .strip();
        String stem = plain.isEmpty() ? "evidence" : plain;
        return (stem.length() > LONGEST_NAME ? stem.substring(0, LONGEST_NAME) : stem) + "." + kind.extension;
    }

    static final class Unusable extends Rejection {
        Unusable(String code, String message) {
            super(Kind.INVALID, code, message, "file");
        }
    }

    static final class TooManyFiles extends Rejection {
        TooManyFiles() {
            super(
                    Kind.CONFLICT,
                    "too_many_files",
                    "A dispute has at most %d files; remove one first.".formatted(MOST),
                    "file");
        }
    }
}
