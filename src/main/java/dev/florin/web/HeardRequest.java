package dev.florin.web;

import dev.florin.requests.Body;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Remembers the beginning of the body while somebody reads it. */
final class HeardRequest extends HttpServletRequestWrapper {

    private final Beginning beginning;
    private @Nullable ServletInputStream stream;

    HeardRequest(HttpServletRequest request, int limit) {
        super(request);
        this.beginning = new Beginning(limit);
    }

    @Nullable
    Body body() {
        return beginning.body();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = stream;
        if (known == null) {
            known = new Heard(super.getInputStream());
            stream = known;
        }
        return known;
    }

    private final class Heard extends ServletInputStream {

        private final ServletInputStream from;

        Heard(ServletInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            int next = from.read();
            if (next >= 0) {
                beginning.add(next);
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = from.read(buffer, offset, length);
            if (read > 0) {
                beginning.add(buffer, offset, read);
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return from.isFinished();
        }

        @Override
        public boolean isReady() {
            return from.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            from.setReadListener(listener);
        }
    }
}
