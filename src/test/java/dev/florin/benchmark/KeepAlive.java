package dev.florin.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One caller's connection to Florin: HTTP/1.1 on loopback, kept alive, one request at a time, opened again when it was
 * closed. It knows no more of the protocol than Florin's answers need, because every microsecond of CPU that it takes
 * is missing in what is measured on the same cores.
 */
final class KeepAlive implements AutoCloseable {

    /** Longer than {@code Prefer: wait=10}, so that whatever ends here was lost. */
    private static final int TIMEOUT_MS = 15_000;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    KeepAlive(int port) {
        this.port = port;
    }

    /** @param body ISO 8859-1, as far as it was decoded: ids and states are ASCII */
    record Answer(int status, String body) {}

    /**
     * @param headers complete lines, each with its end
     * @throws IOException if no whole answer came; the next request opens a new connection
     */
    Answer post(String path, String headers, String body) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try {
            connected().getOutputStream().write(request.getBytes(ISO_8859_1));
            return answer();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connected() throws IOException {
        if (socket == null) {
            var fresh = new Socket(InetAddress.getLoopbackAddress(), port);
            fresh.setSoTimeout(TIMEOUT_MS);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
            in = new BufferedInputStream(fresh.getInputStream());
            socket = fresh;
        }
        return socket;
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean closing = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
            closing |= lower.equals("connection: close");
        }
        String body = chunked ? chunks() : text(length);
        if (closing) {
            close();
        }
        return new Answer(status, body);
    }

    private String chunks() throws IOException {
        var body = new StringBuilder();
        while (true) {
            String chunk = text(Integer.parseInt(line(), 16));
            line();
            if (chunk.isEmpty()) {
                return body.toString();
            }
            body.append(chunk);
        }
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended early");
        }
        return new String(bytes, ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed before the answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try (var _ = socket) {
            socket = null;
        } catch (IOException _) {
            // it is not used any more
        }
    }
}
