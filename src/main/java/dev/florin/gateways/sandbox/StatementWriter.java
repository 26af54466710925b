package dev.florin.gateways.sandbox;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes statements as banks do. Those of ISO 20022 and SWIFT have one currency, so there are as many as currencies. */
final class StatementWriter {

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("uuMMdd");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdd");

    private final LocalDate from;
    private final LocalDate to;
    private final List<StatementLine> lines;
    private final Map<String, Long> opening;

    /** @param opening balances by currency, in minor units */
    StatementWriter(LocalDate from, LocalDate to, List<StatementLine> lines, Map<String, Long> opening) {
        this.from = from;
        this.to = to;
        this.lines = lines;
        this.opening = opening;
    }

    String csv() {
        var csv = new StringBuilder("entry_id,booked_on,reference,amount,fee,currency,description\n");
        lines.forEach(line -> csv.append("%s,%s,%s,%s,%s,%s,%s of %s\n"
                .formatted(
                        line.id(),
                        line.on(),
                        line.reference(),
                        plain(line.amount(), line.currency()),
                        line.fee() == 0 ? "" : plain(line.fee(), line.currency()),
                        line.currency(),
                        line.kind(),
                        line.id())));
        return csv.toString();
    }

    String camt053() {
        var xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
                <GrpHdr><MsgId>SBX-%1$s-%2$s</MsgId><CreDtTm>%2$sT23:59:59Z</CreDtTm></GrpHdr>
                """.formatted(from, to));
        byCurrency().forEach((currency, some) -> {
            long before = opening.getOrDefault(currency, 0L);
            long after = before + some.stream().mapToLong(StatementLine::amount).sum();
            xml.append("<Stmt><Id>SBX-%s-%s</Id><Acct><Id><Othr><Id>SANDBOX</Id></Othr></Id><Ccy>%s</Ccy></Acct>\n"
                    .formatted(currency, from, currency));
            xml.append(balance("OPBD", before, currency, from)).append(balance("CLBD", after, currency, to));
            some.forEach(line -> xml.append(entry(line)));
            xml.append("</Stmt>\n");
        });
        return xml.append("</BkToCstmrStmt></Document>\n").toString();
    }

    private static String balance(String type, long minor, String currency, LocalDate on) {
        return "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"%s\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>\n"
                .formatted(type, currency, plain(Math.abs(minor), currency), minor < 0 ? "DBIT" : "CRDT", on);
    }

    private static String entry(StatementLine line) {
        String fee = line.fee() == 0
                ? ""
                : "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"%s\">%s</TtlChrgsAndTaxAmt></Chrgs>"
                        .formatted(line.currency(), plain(line.fee(), line.currency()));
        return ("<Ntry><Amt Ccy=\"%s\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt>"
                        + "<AcctSvcrRef>%s</AcctSvcrRef>%s<NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>"
                        + "<RmtInf><Ustrd>%s of %s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n")
                .formatted(
                        line.currency(),
                        plain(Math.abs(line.amount()), line.currency()),
                        line.amount() < 0 ? "DBIT" : "CRDT",
                        line.on(),
                        line.id(),
                        fee,
                        line.reference(),
                        line.kind(),
                        line.id());
    }

    String mt940() {
        var mt = new StringBuilder();
        byCurrency().forEach((currency, some) -> {
            long before = opening.getOrDefault(currency, 0L);
            long after = before + some.stream().mapToLong(StatementLine::amount).sum();
            mt.append(":20:SBX%s\n:25:SANDBOX\n:28C:1/1\n".formatted(SHORT.format(from)));
            mt.append(":60F:%s\n".formatted(balance(before, currency, from)));
            some.forEach(line -> mt.append(line(line)));
            mt.append(":62F:%s\n-\n".formatted(balance(after, currency, to)));
        });
        return mt.toString();
    }

    private static String balance(long minor, String currency, LocalDate on) {
        return (minor < 0 ? "D" : "C") + SHORT.format(on) + currency + comma(Math.abs(minor), currency);
    }

    private static String line(StatementLine line) {
        String digits = line.id().replaceAll("[^0-9a-z]", "");
        return ":61:%s%s%s%sNTRFNONREF//%s\n:86:/EREF/%s%s/REMI/%s of %s\n"
                .formatted(
                        SHORT.format(line.on()),
                        DAY.format(line.on()),
                        line.amount() < 0 ? "D" : "C",
                        comma(Math.abs(line.amount()), line.currency()),
                        digits.substring(Math.max(0, digits.length() - 16)),
                        line.reference(),
                        line.fee() == 0 ? "" : "/CHGS/" + line.currency() + comma(line.fee(), line.currency()),
                        line.kind(),
                        line.id());
    }

    private Map<String, List<StatementLine>> byCurrency() {
        Map<String, List<StatementLine>> all = lines.stream()
                .collect(Collectors.groupingBy(StatementLine::currency, TreeMap::new, Collectors.toList()));
        for (String currency : new TreeSet<>(opening.keySet())) {
            all.putIfAbsent(currency, List.of());
        }
        if (all.isEmpty()) {
            all.put("INR", List.of());
        }
        return all;
    }

    private static String plain(long minor, String currency) {
        return BigDecimal.valueOf(minor, Money.currency(currency).getDefaultFractionDigits())
                .toPlainString();
    }

    /** With a comma always, as SWIFT wants it. */
    private static String comma(long minor, String currency) {
        String plain = plain(minor, currency).replace('.', ',');
        return plain.contains(",") ? plain : plain + ",";
    }
}
