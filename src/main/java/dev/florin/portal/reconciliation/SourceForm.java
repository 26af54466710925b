package dev.florin.portal.reconciliation;

import dev.florin.reconciliation.Source;
import dev.florin.reconciliation.Sources;
import dev.florin.reconciliation.reading.Columns;
import dev.florin.reconciliation.reading.Format;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the form of a source says, as it is written. */
record SourceForm(
        @Nullable String name,
        @Nullable String gateway,
        @Nullable String format,
        @Nullable String zone,
        @Nullable String tolerance,
        @Nullable String days,
        @Nullable Boolean fetched,
        @Nullable String date,
        @Nullable String datePattern,
        @Nullable String amount,
        @Nullable String credit,
        @Nullable String debit,
        @Nullable Boolean decimalComma,
        @Nullable String currency,
        @Nullable String fixedCurrency,
        @Nullable String reference,
        @Nullable String entryId,
        @Nullable String description,
        @Nullable String fee) {

    static SourceForm empty(String zone) {
        return new SourceForm(
                "",
                "",
                "csv",
                zone,
                "0",
                "2",
                false,
                "Date",
                "dd.MM.uuuu",
                "Amount",
                "",
                "",
                false,
                "Currency",
                "",
                "Reference",
                "",
                "Description",
                "");
    }

    static SourceForm of(Source source) {
        Columns columns = source.columns();
        return new SourceForm(
                source.name(),
                source.gateway().name(),
                source.format().wire(),
                source.zone().getId(),
                String.valueOf(source.tolerance()),
                String.valueOf(source.days()),
                source.fetched(),
                columns.date(),
                columns.datePattern(),
                columns.amount(),
                columns.credit(),
                columns.debit(),
                columns.decimalComma(),
                columns.currency(),
                columns.fixedCurrency(),
                columns.reference(),
                columns.entryId(),
                columns.description(),
                columns.fee());
    }

    Format wantedFormat() {
        return Format.of(text(format)).orElse(Format.CSV);
    }

    Columns columns() {
        return new Columns(
                text(date),
                text(datePattern).isEmpty() ? "uuuu-MM-dd" : text(datePattern),
                none(amount),
                none(credit),
                none(debit),
                Boolean.TRUE.equals(decimalComma),
                none(currency),
                none(fixedCurrency),
                none(reference),
                none(entryId),
                none(description),
                none(fee));
    }

    Sources.Wanted wanted() {
        return new Sources.Wanted(
                text(name),
                wantedFormat(),
                columns(),
                wantedZone(),
                number(tolerance),
                (int) number(days),
                Boolean.TRUE.equals(fetched));
    }

    private ZoneId wantedZone() {
        try {
            return text(zone).isEmpty() ? ZoneOffset.UTC : ZoneId.of(text(zone));
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }

    /** What is none is refused as too little. */
    private static long number(@Nullable String text) {
        String plain = text(text);
        return plain.matches("\\d{1,7}") ? Long.parseLong(plain) : -1;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static @Nullable String none(@Nullable String text) {
        String plain = text(text);
        return plain.isEmpty() ? null : plain;
    }
}
