package dev.florin.web;

import dev.florin.requests.Body;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Remembers the beginning of the answer; not of a good one to a GET, which can be had again. */
final class HeardResponse extends HttpServletResponseWrapper {

    private static final int FAILURES = 400;

    private final Beginning beginning;
    private final boolean failuresAlone;
    private @Nullable ServletOutputStream stream;

    HeardResponse(HttpServletResponse response, int limit, boolean failuresAlone) {
        super(response);
        this.beginning = new Beginning(limit);
        this.failuresAlone = failuresAlone;
    }

    @Nullable
    Body body() {
        return beginning.body();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream known = stream;
        if (known == null) {
            known = failuresAlone && getStatus() < FAILURES
                    ? super.getOutputStream()
                    : new Heard(super.getOutputStream());
            stream = known;
        }
        return known;
    }

    private final class Heard extends ServletOutputStream {

        private final ServletOutputStream to;

        Heard(ServletOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int next) throws IOException {
            to.write(next);
            beginning.add(next);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            to.write(bytes, offset, length);
            beginning.add(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        @Override
        public boolean isReady() {
            return to.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            to.setWriteListener(listener);
        }
    }
}
