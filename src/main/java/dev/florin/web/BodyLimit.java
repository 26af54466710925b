package dev.florin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that no request can need, before they are read. */
final class BodyLimit extends OncePerRequestFilter {

    static final int OF_API = 256 * 1024;

    /** Of bodies with files, which only few paths read. */
    static final int OF_UPLOADS = 6 * 1024 * 1024;

    static final int OF_CALLBACKS = 64 * 1024;

    /** A statement is a file: one byte more than it may have, so that its reader says so. */
    static final int OF_STATEMENTS = 64 * 1024 * 1024 + 1;

    private static final String STATEMENTS = "/api/v1/statements";

    private final int limit;
    private final ProblemWriter problems;

    /** @param limit in bytes */
    BodyLimit(int limit, ProblemWriter problems) {
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = mostOf(request);
        if (request.getContentLengthLong() > most) {
            problems.write(request, response, problem(most));
        } else {
            chain.doFilter(request.getContentLengthLong() < 0 ? counted(request, most) : request, response);
        }
    }

    private static HttpServletRequest counted(HttpServletRequest request, int most) {
        var counted = new Counted(request, most);
        return isUpload(request) ? new CountedParts(counted) : counted;
    }

    private int mostOf(HttpServletRequest request) {
        if (STATEMENTS.equals(request.getRequestURI())) {
            return Math.max(limit, OF_STATEMENTS);
        }
        return limit == OF_API && isUpload(request) ? OF_UPLOADS : limit;
    }

    static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    static Problem problem(int limit) {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "A body may have at most %d bytes.".formatted(limit));
    }

    /** A body that did not tell its length. */
    private static final class Counted extends HttpServletRequestWrapper {

        private final int limit;

        Counted(HttpServletRequest request, int limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream body = super.getInputStream();
            return new ServletInputStream() {
                private int left = limit;

                @Override
                public int read() throws IOException {
                    int next = body.read();
                    return next < 0 ? next : count(1, next);
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = body.read(buffer, offset, length);
                    return read < 0 ? read : count(read, read);
                }

                private int count(int bytes, int result) throws IOException {
                    left -= bytes;
                    if (left < 0) {
                        throw new BodyTooLarge(limit);
                    }
                    return result;
                }

                @Override
                public boolean isFinished() {
                    return body.isFinished();
                }

                @Override
                public boolean isReady() {
                    return body.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    body.setReadListener(listener);
                }
            };
        }
    }

    static final class BodyTooLarge extends IOException {
        private final int limit;

        BodyTooLarge(int limit) {
            super("body too large");
            this.limit = limit;
        }

        int limit() {
            return limit;
        }
    }
}
