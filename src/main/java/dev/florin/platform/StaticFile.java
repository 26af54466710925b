package dev.florin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;

/** The URLs of files that browsers may keep for ever: they change with what is in the file. */
public final class StaticFile {

    private StaticFile() {}

    /**
     * @param path below {@code static}, such as {@code /checkout/v1/page.js}
     * @return the path with a part of the hash of its content
     */
    public static String url(String path) {
        try {
            byte[] content = new ClassPathResource("static" + path).getContentAsByteArray();
            byte[] hash = Sha256.of(content);
            return path + "?v=" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
