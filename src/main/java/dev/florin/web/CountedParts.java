package dev.florin.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.catalina.core.ApplicationPart;
import org.apache.tomcat.util.http.fileupload.FileItem;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.disk.DiskFileItemFactory;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The parts of a body that did not tell its length, read as it is counted. The server's own way to them goes past all
 * wrappers, and would write to disk whatever comes, up to what a statement may have.
 */
final class CountedParts extends HttpServletRequestWrapper {

    private static final int IN_MEMORY = 256 * 1024;
    private static final int MOST_PARTS = 10;

    private @Nullable List<Part> parts;

    /** @param counted fails when more comes than may */
    CountedParts(HttpServletRequest counted) {
        super(counted);
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        List<Part> known = parts;
        if (known == null) {
            known = read();
            parts = known;
        }
        return known;
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        return getParts().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<Part> read() throws IOException, ServletException {
        File folder = new File(System.getProperty("java.io.tmpdir"));
        var files = new DiskFileItemFactory();
        files.setSizeThreshold(IN_MEMORY);
        files.setRepository(folder);
        var upload = new FileUpload();
        upload.setFileItemFactory(files);
        upload.setFileCountMax(MOST_PARTS);
        try {
            List<Part> read = new ArrayList<>();
            for (FileItem item : upload.parseRequest(new ServletRequestContext(this))) {
                read.add(new ApplicationPart(item, folder));
            }
            return List.copyOf(read);
        } catch (FileUploadException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BodyLimit.BodyTooLarge large) {
                throw large;
            }
            throw new ServletException(e);
        }
    }
}
