package dev.florin.reconciliation.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comma-, semicolon- or tab-separated values, by the names in the first line. */
final class CsvStatement {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int LONGEST_CELL = 64 * 1024;

    private final Columns columns;
    private final Sink sink;
    private final DateTimeFormatter dates;
    private Map<String, Integer> places = Map.of();

    CsvStatement(Columns columns, Sink sink) {
        this.columns = columns;
        this.sink = sink;
        this.dates = DateTimeFormatter.ofPattern(columns.datePattern().replace("yyyy", "uuuu"), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    void read(BufferedReader file) throws IOException {
        char separator = separator(file);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(1 << 20)
                .ofCsvRecord(file)) {
            for (CsvRecord record : csv) {
                if (places.isEmpty()) {
                    places = header(record.getFields());
                } else {
                    line(record);
                }
            }
        } catch (CsvParseException e) {
            throw Unreadable.malformed(Format.CSV, "a line cannot be told from the next, as a quote is not closed");
        }
    }

    private static char separator(BufferedReader file) throws IOException {
        file.mark(LONGEST_HEADER);
        char[] chars = new char[LONGEST_HEADER - 1];
        int read = Math.max(0, file.read(chars, 0, chars.length));
        file.reset();
        String first =
                new String(chars, 0, read).stripLeading().lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private Map<String, Integer> header(List<String> names) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            found.putIfAbsent(key(names.get(i)), i);
        }
        for (String wanted : new @Nullable String[] {
            columns.date(),
            columns.amount(),
            columns.amount() == null ? columns.credit() : null,
            columns.amount() == null ? columns.debit() : null,
            columns.fixedCurrency() == null ? columns.currency() : null
        }) {
            if (wanted != null && !found.containsKey(key(wanted))) {
                throw new Unreadable(
                        "statement_column_missing",
                        "The first line names no column '%s'; it names %s. Change the source, or choose the file anew."
                                .formatted(
                                        wanted,
                                        Units.shortened(String.join(", ", names).strip())));
            }
        }
        return found;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private void line(CsvRecord record) {
        int number = (int) record.getStartingLineNumber();
        try {
            sink.line(read(number, record));
        } catch (BadLine.Found bad) {
            sink.bad(bad.at(number));
        }
    }

    private BankLine read(int number, CsvRecord record) {
        String currency = columns.fixedCurrency() != null
                ? columns.fixedCurrency()
                : needed(record, columns.currency(), "currency").toUpperCase(Locale.ROOT);
        String fee = cell(record, columns.fee());
        return new BankLine(
                number,
                date(needed(record, columns.date(), "date")),
                amount(record, currency),
                fee == null ? 0 : Math.abs(Units.minor(fee, columns.decimalComma(), currency)),
                currency,
                cell(record, columns.reference()),
                cell(record, columns.entryId()),
                text(cell(record, columns.description())));
    }

    private long amount(CsvRecord record, String currency) {
        if (columns.amount() != null) {
            return nonZero(Units.minor(needed(record, columns.amount(), "amount"), columns.decimalComma(), currency));
        }
        String in = cell(record, columns.credit());
        String out = cell(record, columns.debit());
        long came = in == null ? 0 : Math.abs(Units.minor(in, columns.decimalComma(), currency));
        long went = out == null ? 0 : Math.abs(Units.minor(out, columns.decimalComma(), currency));
        return nonZero(came - went);
    }

    private static long nonZero(long amount) {
        if (amount == 0) {
            throw new BadLine.Found("The amount is zero.", "Leave the line out: no money moved.");
        }
        return amount;
    }

    private LocalDate date(String text) {
        try {
            return LocalDate.from(dates.parse(text, new ParsePosition(0)));
        } catch (DateTimeException | IndexOutOfBoundsException _) {
            throw new BadLine.Found(
                    "'%s' is no date as %s.".formatted(Units.shortened(text), columns.datePattern()),
                    "Mend the date, or the pattern of the source.");
        }
    }

    private String needed(CsvRecord record, @Nullable String column, String what) {
        String text = cell(record, column);
        if (text == null) {
            throw new BadLine.Found(
                    "The %s is missing.".formatted(what), "Write it into the column '%s'.".formatted(column));
        }
        return text;
    }

    private @Nullable String cell(CsvRecord record, @Nullable String column) {
        Integer place = column == null ? null : places.get(key(column));
        if (place == null || place >= record.getFieldCount()) {
            return null;
        }
        String text = record.getField(place).strip();
        if (text.length() > LONGEST_CELL) {
            throw new BadLine.Found("A cell is too long.", "Look whether a quote is not closed.");
        }
        return text.isEmpty() ? null : text;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
