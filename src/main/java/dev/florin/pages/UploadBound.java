package dev.florin.pages;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * How much a form with a file may send: a bean for each such form. What is more is refused before anything of it is read,
 * and what no bean speaks of may send next to nothing.
 *
 * @param path pattern of its address, as controllers have it, without the mode
 * @param bytes of the file
 * @param what says it to people, as a sentence
 */
public record UploadBound(PathPattern path, long bytes, String what) {

    static final UploadBound OTHERS = of("/**", 0, "Nothing is to be uploaded here.");

    /** For the other fields, and what is written around them. */
    private static final long FORM = 256 * 1024;

    public static UploadBound of(String path, long bytes, String what) {
        return new UploadBound(PathPatternParser.defaultInstance.parse(path), bytes, what);
    }

    boolean isOf(String address) {
        return path.matches(PathContainer.parsePath(address));
    }

    boolean holds(long body) {
        return body <= bytes + FORM;
    }
}
