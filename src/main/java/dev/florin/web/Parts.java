package dev.florin.web;

import dev.florin.platform.Sha256;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a body of several parts says, for comparison: of each its name and the hash of what is in it. */
final class Parts {

    private Parts() {}

    static SortedMap<String, String> of(HttpServletRequest request) {
        try {
            SortedMap<String, String> parts = new TreeMap<>();
            for (Part part : request.getParts()) {
                parts.put(part.getName() + "/" + part.getSubmittedFileName(), hash(part));
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e); // read before
        }
    }

    private static String hash(Part part) throws IOException {
        var digest = Sha256.digest();
        try (InputStream content = new DigestInputStream(part.getInputStream(), digest)) {
            content.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
