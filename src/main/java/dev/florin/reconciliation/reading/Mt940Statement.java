package dev.florin.reconciliation.reading;

import com.prowidesoftware.swift.model.field.Field60F;
import com.prowidesoftware.swift.model.field.Field61;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SWIFT MT940, one or many messages in a file, with or without their envelopes. The file is cut into fields as it comes,
 * so that it may be as long as it likes; what is in a field, Prowide's library knows.
 */
final class Mt940Statement {

    private static final Pattern TAG = Pattern.compile("^:(\\d{2}[A-Z]?):(.*)$");

    /** Structured in field 86: our reference, and what was kept back. */
    private static final Pattern REFERENCE = Pattern.compile("/(?:EREF|REF)/([^/\\s]+)");

    private static final Pattern FEE = Pattern.compile("/CHGS/(?:[A-Z]{3})?([0-9.,]+)");
    private static final int LONGEST_FIELD = 8192;

    private final Sink sink;
    private final StringBuilder value = new StringBuilder();
    private String tag = "";
    private int lineOfTag;
    private int line;
    private String currency = "";
    private @Nullable Field61 pending;
    private int lineOfPending;
    private boolean any;

    Mt940Statement(Sink sink) {
        this.sink = sink;
    }

    void read(BufferedReader file) throws IOException {
        for (String text = file.readLine(); text != null; text = file.readLine()) {
            line++;
            Matcher found = TAG.matcher(text);
            if (found.matches()) {
                field();
                tag = found.group(1);
                lineOfTag = line;
                value.append(found.group(2));
            } else if (text.startsWith("-}") || text.equals("-") || text.startsWith("{")) {
                field();
            } else if (!tag.isEmpty() && value.length() < LONGEST_FIELD) {
                value.append('\n').append(text);
            }
        }
        field();
        flush("");
        if (!any) {
            throw Unreadable.malformed(Format.MT940, "there is no field 20, 60F or 61 in it");
        }
    }

    private void field() {
        String said = value.toString();
        switch (tag) {
            case "20" -> any = true;
            case "60F", "60M" -> balance(true, said);
            case "61" -> {
                flush("");
                pending = new Field61(said);
                lineOfPending = lineOfTag;
                any = true;
            }
            case "86" -> flush(said);
            case "62F", "62M" -> {
                flush("");
                balance(false, said);
            }
            default -> {}
        }
        tag = "";
        value.setLength(0);
    }

    private void balance(boolean opening, String said) {
        var field = new Field60F(said); // of the same form as 60M, 62F and 62M
        try {
            String code = field.getCurrency() == null ? "" : field.getCurrency();
            long minor = Units.minor(text(field.getAmount()), true, code);
            currency = code;
            sink.balance(opening, date(text(field.getDate())), "D".equals(field.getDCMark()) ? -minor : minor, code);
        } catch (BadLine.Found _) {
            // lines then have no currency, and say so
        }
    }

    /** @param information field 86, which follows the line that it is about */
    private void flush(String information) {
        Field61 field = pending;
        if (field == null) {
            return;
        }
        pending = null;
        try {
            sink.line(line(field, information));
        } catch (BadLine.Found bad) {
            sink.bad(bad.at(lineOfPending));
        }
    }

    private BankLine line(Field61 field, String information) {
        long amount = Units.minor(text(field.getAmount()), true, currency);
        if (amount == 0) {
            throw new BadLine.Found("The amount is zero.", "There is nothing to do: no money moved.");
        }
        String mark = text(field.getDebitCreditMark());
        boolean debit = mark.equals("D") || mark.equals("RC");
        String plain = information.replace("\n", "");
        Matcher reference = REFERENCE.matcher(plain);
        Matcher fee = FEE.matcher(plain);
        String owner = field.getReferenceForTheAccountOwner();
        return new BankLine(
                lineOfPending,
                booked(field),
                debit ? -amount : amount,
                fee.find() ? Math.abs(Units.minor(fee.group(1), true, currency)) : 0,
                currency,
                reference.find() ? reference.group(1) : "NONREF".equals(owner) ? null : owner,
                field.getReferenceOfTheAccountServicingInstitution(),
                (plain + " " + text(field.getSupplementaryDetails())).strip());
    }

    /** The entry date has no year: the one next to the value date's. */
    private static LocalDate booked(Field61 field) {
        LocalDate valued = date(text(field.getValueDate()));
        String entry = text(field.getEntryDate());
        if (!entry.matches("\\d{4}")) {
            return valued;
        }
        try {
            int month = Integer.parseInt(entry.substring(0, 2));
            int day = Integer.parseInt(entry.substring(2));
            int year = valued.getYear()
                    + (month == 12 && valued.getMonthValue() == 1
                            ? -1
                            : month == 1 && valued.getMonthValue() == 12 ? 1 : 0);
            return LocalDate.of(year, month, day);
        } catch (DateTimeException _) {
            throw new BadLine.Found("'%s' is no day.".formatted(entry), "Write month and day, like 0331.");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.of(
                    2000 + Integer.parseInt(text.substring(0, 2)),
                    Integer.parseInt(text.substring(2, 4)),
                    Integer.parseInt(text.substring(4, 6)));
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException _) {
            throw new BadLine.Found(
                    "'%s' is no date.".formatted(Units.shortened(text)), "Write year, month and day, like 260331.");
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
