package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.StatementFaults.Kind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Statements of accounts: a line for each capture, refund and lost dispute, right or with the faults that are wished for. */
final class Statements {

    private final Processor processor;
    private final Disputes disputes;
    private volatile StatementFaults plan = StatementFaults.NONE;

    Statements(Processor processor, Disputes disputes) {
        this.processor = processor;
        this.disputes = disputes;
    }

    /** What shall be wrong from now on with statements that do not say so themselves. */
    void plan(StatementFaults faults) {
        plan = faults;
    }

    StatementFaults plan() {
        return plan;
    }

    Reply tell(Wanted wanted) {
        List<StatementLine> lines = new ArrayList<>();
        Map<String, Long> opening = new HashMap<>();
        for (Booking booking : bookings(wanted.account())) {
            LocalDate day = day(booking);
            if (day.isBefore(wanted.from())) {
                opening.merge(booking.currency(), booking.amount(), Long::sum);
            }
            lines(booking, day, wanted.faults(plan)).stream()
                    .filter(line ->
                            !line.on().isBefore(wanted.from()) && !line.on().isAfter(wanted.to()))
                    .forEach(lines::add);
        }
        var writer = new StatementWriter(wanted.from(), wanted.to(), lines, opening);
        return switch (wanted.format()) {
            case "csv" -> text("text/csv; charset=utf-8", writer.csv());
            case "camt053" -> text("application/xml; charset=utf-8", writer.camt053());
            case "mt940" -> text("text/plain; charset=utf-8", writer.mt940());
            default -> throw new Refusal(422, "invalid_request", "A format is csv, camt053 or mt940.");
        };
    }

    /** What is wrong with the lines of these days: for whoever checks what was found. */
    Reply planted(Wanted wanted) {
        StatementFaults faults = wanted.faults(plan);
        List<Planted> planted = new ArrayList<>();
        for (Booking booking : bookings(wanted.account())) {
            LocalDate day = day(booking);
            Kind kind = faults.of(booking);
            if (kind != null && !day.isBefore(wanted.from()) && !day.isAfter(wanted.to())) {
                planted.add(new Planted(booking.reference().toString(), kind.wire(), day.toString()));
            }
        }
        return Reply.json(Map.of("faults", planted));
    }

    private List<Booking> bookings(@Nullable String account) {
        return Stream.concat(processor.bookings().stream(), disputes.bookings().stream())
                .filter(booking -> account == null || account.equals(booking.account()))
                .sorted()
                .toList();
    }

    private static LocalDate day(Booking booking) {
        return booking.at().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<StatementLine> lines(Booking booking, LocalDate day, StatementFaults faults) {
        StatementLine right = new StatementLine(
                booking.id(),
                day,
                booking.reference().toString(),
                booking.kind(),
                booking.amount(),
                0,
                booking.currency());
        Kind kind = faults.of(booking);
        if (kind == null) {
            return List.of(right);
        }
        return switch (kind) {
            case MISSING -> List.of();
            case DOUBLED -> List.of(right, right.named(booking.id() + "-2"));
            case WRONG_AMOUNT -> List.of(right.of(faults.wrong(booking.reference(), booking.amount()), 0));
            case LATE -> List.of(right.later());
            case FEE_NETTED -> {
                long fee = StatementFaults.fee(booking.amount());
                yield List.of(right.of(booking.amount() - fee, fee));
            }
        };
    }

    private static Reply text(String type, String text) {
        return new Reply(200, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    private record Planted(String reference, String fault, String day) {}

    /**
     * What is asked for.
     *
     * @param account null for all
     * @param to inclusive
     * @param own what shall be wrong with this one; null for what is planned for all
     */
    record Wanted(
            @Nullable String account,
            LocalDate from,
            LocalDate to,
            String format,
            @Nullable StatementFaults own) {

        StatementFaults faults(StatementFaults planned) {
            return own == null ? planned : own;
        }

        static Wanted of(URI uri) {
            Map<String, String> query = new HashMap<>();
            String raw = uri.getRawQuery();
            for (String pair : raw == null ? new String[0] : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            try {
                LocalDate from = LocalDate.parse(query.getOrDefault("from", ""));
                return new Wanted(
                        query.get("account"),
                        from,
                        LocalDate.parse(query.getOrDefault("to", from.toString())),
                        query.getOrDefault("format", "csv"),
                        query.containsKey("seed") ? faults(query) : null);
            } catch (DateTimeException | NumberFormatException _) {
                throw new Refusal(422, "invalid_request", "Missing or not valid: from, to or a share of faults.");
            }
        }

        private static StatementFaults faults(Map<String, String> query) {
            return new StatementFaults(
                    Long.parseLong(query.getOrDefault("seed", "0")),
                    share(query, "missing"),
                    share(query, "doubled"),
                    share(query, "wrong_amount"),
                    share(query, "late"),
                    share(query, "fee_netted"));
        }

        private static double share(Map<String, String> query, String name) {
            return Double.parseDouble(query.getOrDefault(name, "0"));
        }
    }
}
