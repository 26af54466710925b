package dev.florin.reconciliation.reading;

import java.io.Reader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * ISO 20022 {@code BkToCstmrStmt}, read as it comes: of versions 02 to 13 the elements that count here are the same but
 * for {@code Sts}. Neither DTDs nor entities of its own are heeded.
 */
final class CamtStatement {

    private static final XMLInputFactory FACTORY = factory();
    private static final int LONGEST_TEXT = 4096;

    private final Sink sink;
    private final StringBuilder path = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> entry = new HashMap<>();
    private final Map<String, String> balance = new HashMap<>();
    private final StringBuilder remittance = new StringBuilder();
    private String currencyOfAmount = "";
    private int entries;
    private boolean statement;

    CamtStatement(Sink sink) {
        this.sink = sink;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        return factory;
    }

    void read(Reader file) {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(file);
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(xml);
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> hear(xml);
                    case XMLStreamConstants.DTD ->
                        throw Unreadable.malformed(Format.CAMT053, "it declares a document type, which none may");
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw Unreadable.malformed(
                    Format.CAMT053,
                    "its XML breaks at line %d"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNumber()));
        }
        if (!statement) {
            throw Unreadable.malformed(Format.CAMT053, "there is no BkToCstmrStmt in it");
        }
    }

    private void hear(XMLStreamReader xml) {
        if (text.length() < LONGEST_TEXT) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(xml.getTextLength(), LONGEST_TEXT));
        }
    }

    private void begin(XMLStreamReader xml) {
        String name = xml.getLocalName();
        if (path.length() > LONGEST_TEXT) {
            throw Unreadable.malformed(Format.CAMT053, "its elements are nested too deeply");
        }
        path.append('/').append(name);
        text.setLength(0);
        switch (name) {
            case "BkToCstmrStmt" -> statement = true;
            case "Ntry" -> {
                entry.clear();
                remittance.setLength(0);
                entries++;
            }
            case "Bal" -> balance.clear();
            case "Amt", "TtlChrgsAndTaxAmt" -> {
                String currency = xml.getAttributeValue(null, "Ccy");
                currencyOfAmount = currency == null ? "" : currency;
            }
            default -> {}
        }
    }

    private void end() {
        String here = path.toString();
        String name = here.substring(here.lastIndexOf('/') + 1);
        String said = text.toString().strip();
        int ntry = here.indexOf("/Ntry");
        int bal = here.indexOf("/Bal/");
        if (ntry >= 0 && !here.endsWith("/Ntry")) {
            field(here.substring(ntry + "/Ntry/".length()), said);
        } else if (bal >= 0) {
            balance(here.substring(bal + "/Bal/".length()), said);
        }
        if (name.equals("Ntry")) {
            finishEntry();
        } else if (name.equals("Bal")) {
            finishBalance();
        }
        path.setLength(here.length() - name.length() - 1);
        text.setLength(0);
    }

    private void field(String field, String said) {
        switch (field) {
            case "Amt" -> {
                entry.put("amount", said);
                entry.put("currency", currencyOfAmount);
            }
            case "CdtDbtInd" -> entry.put("side", said);
            case "RvslInd" -> entry.put("reversal", said);
            case "Sts", "Sts/Cd" -> {
                if (!said.isEmpty()) {
                    entry.put("status", said); // of newer versions in an element of its own
                }
            }
            case "BookgDt/Dt", "BookgDt/DtTm" -> entry.put("booked", said);
            case "ValDt/Dt", "ValDt/DtTm" -> entry.put("value", said);
            case "AcctSvcrRef" -> entry.put("bankId", said);
            case "NtryRef" -> entry.putIfAbsent("entryRef", said);
            case "Chrgs/TtlChrgsAndTaxAmt" -> entry.put("fee", said);
            case "NtryDtls/TxDtls/Chrgs/TtlChrgsAndTaxAmt", "Chrgs/Rcrd/Amt" -> entry.putIfAbsent("fee", said);
            case "NtryDtls/TxDtls/Refs/EndToEndId" -> {
                if (!said.equals("NOTPROVIDED")) {
                    entry.putIfAbsent("reference", said);
                }
            }
            case "NtryDtls/TxDtls/RmtInf/Ustrd", "AddtlNtryInf", "NtryDtls/TxDtls/RmtInf/Strd/CdtrRefInf/Ref" -> {
                if (remittance.length() < LONGEST_TEXT) {
                    remittance.append(remittance.isEmpty() ? "" : " ").append(said);
                }
            }
            default -> {}
        }
    }

    private void finishEntry() {
        String status = entry.getOrDefault("status", "BOOK");
        if (!status.equals("BOOK")) {
            return; // announced, and not booked yet
        }
        try {
            sink.line(line());
        } catch (BadLine.Found bad) {
            sink.bad(bad.at(entries));
        }
    }

    private BankLine line() {
        String currency = entry.getOrDefault("currency", "");
        long amount = Units.minor(entry.getOrDefault("amount", ""), false, currency);
        boolean debit = "DBIT".equals(entry.get("side"));
        if (amount == 0) {
            throw new BadLine.Found("The amount is zero.", "There is nothing to do: no money moved.");
        }
        String fee = entry.get("fee");
        String entryRef = entry.get("entryRef");
        return new BankLine(
                entries,
                date(entry.getOrDefault("booked", entry.getOrDefault("value", ""))),
                debit ? -amount : amount,
                fee == null || fee.isEmpty() ? 0 : Math.abs(Units.minor(fee, false, currency)),
                currency,
                entry.getOrDefault("reference", entryRef),
                entry.getOrDefault("bankId", entryRef),
                remittance.toString());
    }

    private void balance(String field, String said) {
        switch (field) {
            case "Tp/CdOrPrtry/Cd" -> balance.put("type", said);
            case "Amt" -> {
                balance.put("amount", said);
                balance.put("currency", currencyOfAmount);
            }
            case "CdtDbtInd" -> balance.put("side", said);
            case "Dt/Dt", "Dt/DtTm" -> balance.put("on", said);
            default -> {}
        }
    }

    private void finishBalance() {
        String type = balance.getOrDefault("type", "");
        if (!Set.of("OPBD", "PRCD", "CLBD").contains(type)) {
            return;
        }
        try {
            String currency = balance.getOrDefault("currency", "");
            long minor = Units.minor(balance.getOrDefault("amount", ""), false, currency);
            sink.balance(
                    !type.equals("CLBD"),
                    date(balance.getOrDefault("on", "")),
                    "DBIT".equals(balance.get("side")) ? -minor : minor,
                    currency);
        } catch (BadLine.Found _) {
            // it is not needed: lines speak for themselves
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException _) {
            throw new BadLine.Found("'%s' is no date.".formatted(Units.shortened(text)), "Write it like 2026-03-31.");
        }
    }
}
