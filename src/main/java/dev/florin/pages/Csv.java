package dev.florin.pages;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of comma-separated values (RFC 4180, UTF-8), written to the visitor row by row as it is made. No spreadsheet takes
 * a cell of it for a formula. If it cannot be made to its end the connection is broken off, so that no browser takes the
 * half of it for the whole.
 */
public final class Csv {

    private static final Logger log = LoggerFactory.getLogger(Csv.class);

    private final CsvWriter writer;

    private Csv(CsvWriter writer) {
        this.writer = writer;
    }

    /**
     * Answers with a file.
     *
     * @param name such as {@code payments.csv}
     * @param rows writes them all
     */
    public static void write(
            HttpServletResponse response, String name, List<String> columns, Consumer<? super Csv> rows) {
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try (var writer = CsvWriter.builder().build(response.getOutputStream(), StandardCharsets.UTF_8)) {
            var csv = new Csv(writer);
            csv.row(columns.toArray());
            rows.accept(csv);
            writer.flush();
        } catch (IOException | UncheckedIOException e) {
            throw new Broken(); // the visitor has gone
        } catch (RuntimeException e) {
            log.warn("{} is broken off: {}", name, e.getMessage());
            throw new Broken();
        }
    }

    /** One row; null is an empty cell. */
    public void row(@Nullable Object... cells) {
        writer.writeRecord(Arrays.stream(cells).map(Csv::cell).toArray(String[]::new));
    }

    /** OWASP, CSV Injection: what begins like a formula gets an apostrophe in front. A number is none. */
    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean begins = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return begins && !(value instanceof Number) ? "'" + text : text;
    }

    /** Leaves through all that would turn it into a page, up to the server, which closes the connection. */
    static final class Broken extends RuntimeException {
        Broken() {
            super("A file was broken off", null, false, false);
        }
    }
}
