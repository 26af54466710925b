package dev.florin.seed;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows on their way into a table, by COPY. */
public final class Copy {

    private final String table;
    private final String columns;
    private final StringBuilder rows = new StringBuilder();

    /** @param columns separated by commas, in the order in which rows give them */
    public Copy(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    /** @param values whose texts PostgreSQL reads; null is null */
    public void row(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                rows.append('\t');
            }
            append(values[i]);
        }
        rows.append('\n');
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> rows.append("\\N");
            case Boolean it -> rows.append(it ? 't' : 'f');
            case Number it -> rows.append(it);
            case Instant it -> rows.append(it);
            default -> escape(value.toString());
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }

    void send(PGConnection connection) throws SQLException, IOException {
        connection
                .getCopyAPI()
                .copyIn(
                        "copy %s (%s) from stdin".formatted(table, columns),
                        new StringReader(rows.toString()),
                        1 << 16);
    }
}
