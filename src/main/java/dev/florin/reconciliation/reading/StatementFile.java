package dev.florin.reconciliation.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A file that can be read from its beginning as often as one likes. */
@FunctionalInterface
public interface StatementFile {

    /** How much of it is enough to see what it is. */
    int BEGINNING = 4096;

    InputStream open() throws IOException;

    /**
     * Reads all of it.
     *
     * @throws Unreadable if it is empty, no text, of another format, or broken
     */
    default void read(Format format, Columns columns, Sink sink) {
        try (var reader = reader(format)) {
            switch (format) {
                case CSV -> new CsvStatement(columns, sink).read(reader);
                case CAMT053 -> new CamtStatement(sink).read(reader);
                case MT940 -> new Mt940Statement(sink).read(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the beginning alone, for refusing at once what could not be read later. */
    default void check(Format format) {
        try (var reader = reader(format)) {
            reader.mark(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedReader reader(Format format) throws IOException {
        byte[] beginning;
        try (InputStream file = open()) {
            beginning = file.readNBytes(BEGINNING);
        }
        Charset charset;
        try (InputStream file = open()) {
            charset = Encoding.of(beginning, file);
        }
        String text = new String(beginning, charset).replace("\ufeff", "");
        if (text.isBlank()) {
            throw Unreadable.empty();
        }
        Format looked = Format.looked(text);
        if (looked != format) {
            throw new Unreadable(
                    "statement_format_wrong",
                    "This looks like %s, and the source is said to send %s. Choose the file anew, or change the source."
                            .formatted(looked.title(), format.title()));
        }
        var reader = new BufferedReader(new InputStreamReader(open(), charset), 1 << 16);
        if (text.length() != new String(beginning, charset).length()
                || charset == StandardCharsets.UTF_16BE
                || charset == StandardCharsets.UTF_16LE) {
            reader.mark(1);
            if (reader.read() != 0xFEFF) {
                reader.reset();
            }
        }
        return reader;
    }
}
