package dev.florin.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The URLs of the pages' own scripts and styles, for templates: each carries a part of the hash of what is in it. */
@Component
public class PageFiles {

    private final Map<String, String> urls = new ConcurrentHashMap<>();

    /** @param name of a file in {@code static/pages/v1}, such as {@code pages.css} */
    public String own(String name) {
        return urls.computeIfAbsent(name, PageFiles::versioned);
    }

    private static String versioned(String name) {
        String path = "/pages/v1/" + name;
        try {
            byte[] content = new ClassPathResource("static" + path).getContentAsByteArray();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return path + "?v=" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
