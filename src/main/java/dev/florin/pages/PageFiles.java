package dev.florin.pages;

import dev.florin.platform.StaticFile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The URLs of the pages' own scripts and styles, for templates: each carries a part of the hash of what is in it. */
@Component
public class PageFiles {

    private final Map<String, String> urls = new ConcurrentHashMap<>();

    /** @param name of a file in {@code static/pages/v1}, such as {@code pages.css} */
    public String own(String name) {
        return urls.computeIfAbsent(name, file -> StaticFile.url("/pages/v1/" + file));
    }
}
