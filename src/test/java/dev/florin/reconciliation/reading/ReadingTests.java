package dev.florin.reconciliation.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.kernel.Rejection;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files say, in the formats and characters that banks send. */
class ReadingTests {

    private static final Columns GERMAN = new Columns(
            "Buchungstag", "dd.MM.uuuu", null, "Haben", "Soll", true, null, "EUR", "Zweck", null, "Zweck", null);

    private static final class Heard implements Sink {
        final List<BankLine> lines = new ArrayList<>();
        final List<BadLine> bad = new ArrayList<>();
        final List<Long> balances = new ArrayList<>();

        @Override
        public void line(BankLine line) {
            lines.add(line);
        }

        @Override
        public void bad(BadLine line) {
            bad.add(line);
        }

        @Override
        public void balance(boolean opening, LocalDate on, long minor, String currency) {
            balances.add(minor);
        }
    }

    private static Heard read(Format format, Columns columns, byte[] content) {
        var heard = new Heard();
        StatementFile file = () -> new ByteArrayInputStream(content);
        file.read(format, columns, heard);
        return heard;
    }

    private static Heard csv(String text) {
        return read(Format.CSV, Columns.SANDBOX, text.getBytes(UTF_8));
    }

    @Test
    void aLineOfCsvHasWhatItsColumnsSay() {
        Heard heard = csv("""
                entry_id,booked_on,reference,amount,fee,currency,description
                e1,2026-03-31,pay-1,490.00,10.00,INR,"Tea, and cake"
                e2,2026-03-31T10:00,r-1,-5,,JPY,
                """);
        assertThat(heard.bad).isEmpty();
        assertThat(heard.lines)
                .containsExactly(
                        new BankLine(2, LocalDate.of(2026, 3, 31), 49_000, 1000, "INR", "pay-1", "e1", "Tea, and cake"),
                        new BankLine(3, LocalDate.of(2026, 3, 31), -5, 0, "JPY", "r-1", "e2", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'31.03.2026;1.250,50;;Gruß', 125050",
        "'31.03.2026;;12,50;Gruß', -1250",
        "'31.03.2026;;-12,50;Gruß', -1250"
    })
    void twoColumnsAndCommasAreReadAsTheSourceSays(String line, long amount) {
        for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
            Heard heard =
                    read(Format.CSV, GERMAN, ("Buchungstag;Haben;Soll;Zweck\r\n" + line + "\r\n").getBytes(charset));
            assertThat(heard.lines).singleElement().satisfies(read -> {
                assertThat(read.amount()).isEqualTo(amount);
                assertThat(read.description()).isEqualTo("Gruß");
            });
        }
    }

    @Test
    void marksOfTheByteOrderAreHeeded() {
        String text = "booked_on,amount,currency\n2026-03-31,1.00,INR\n";
        assertThat(csv("\ufeff" + text).lines).hasSize(1);
        assertThat(read(Format.CSV, Columns.SANDBOX, ("\ufeff" + text).getBytes(UTF_16LE)).lines)
                .hasSize(1);
    }

    @Test
    void badLinesAreToldWithTheirNumberAndTheOthersAreRead() {
        Heard heard = csv("""
                booked_on,amount,currency
                2026-02-30,1.00,INR
                2026-03-01,one,INR
                2026-03-01,1.001,INR
                2026-03-01,1.00,Rupees
                2026-03-01,0,INR
                2026-03-01,,INR
                2026-03-01,1.00,INR
                """);
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.bad).extracting(BadLine::number).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(heard.bad).allSatisfy(bad -> {
            assertThat(bad.what()).endsWith(".");
            assertThat(bad.mend()).endsWith(".");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CSV, '', statement_empty",
        "CSV, '  ', statement_empty",
        "CSV, 'PK zipped', statement_compressed",
        "CSV, '<Document/>', statement_format_wrong",
        "CAMT053, 'a,b', statement_format_wrong",
        "MT940, 'a,b', statement_format_wrong",
        "CSV, 'when,how_much', statement_column_missing",
        "CAMT053, '<Document></Document>', statement_malformed",
        "CAMT053, '<Document><a></Document>', statement_malformed"
    })
    void whatCannotBeReadIsRefused(Format format, String content, String code) {
        assertThatThrownBy(() -> read(format, Columns.SANDBOX, content.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void noEntityOfAFilesOwnIsResolved() {
        String bomb = """
                <?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <Document><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>""";
        assertThatThrownBy(() -> read(Format.CAMT053, Columns.SANDBOX, bomb.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("statement_malformed"));
    }

    @ParameterizedTest
    @CsvSource({"02, '<Sts>BOOK</Sts>'", "08, '<Sts><Cd>BOOK</Cd></Sts>'"})
    void camtIsReadInOldAndNewVersions(String version, String status) {
        Heard heard =
                read(Format.CAMT053, Columns.SANDBOX, """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%s"><BkToCstmrStmt><Stmt>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-30</Dt></Dt></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">8.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>
                <Ntry><Amt Ccy="EUR">1.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>%s<BookgDt><Dt>2026-03-31</Dt></BookgDt>
                <AcctSvcrRef>b-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>e2e-1</EndToEndId></Refs>
                <AmtDtls><TxAmt><Amt Ccy="EUR">9.99</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>Refund</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                <Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>%s<BookgDt><Dt>2026-03-31</Dt></BookgDt></Ntry>
                </Stmt></BkToCstmrStmt></Document>
                """.formatted(version, status, status.replace("BOOK", "PDNG"))
                        .getBytes(UTF_8));
        assertThat(heard.balances).containsExactly(1000L, 850L);
        assertThat(heard.lines).singleElement().satisfies(line -> {
            assertThat(line.amount()).isEqualTo(-150);
            assertThat(line.currency()).isEqualTo("EUR");
            assertThat(line.reference()).isEqualTo("e2e-1");
            assertThat(line.bankId()).isEqualTo("b-1");
            assertThat(line.description()).isEqualTo("Refund");
        });
    }

    @Test
    void mt940IsReadWithAndWithoutEnvelopes() {
        String fields = """
                :20:START
                :25:ACCOUNT
                :28C:1/1
                :60F:C260330EUR10,
                :61:2603310331D1,50NTRFNONREF//B-1
                :86:/EREF/e2e-1/CHGS/EUR0,50/REMI/Refund of
                 something
                :61:2601021231C12,5NMSCINVOICE7
                :86:Somebody paid
                :62F:C260331EUR21,
                """;
        for (String text : List.of(fields + "-\n", "{1:F01X}{2:I940X}{4:\n" + fields + "-}\n")) {
            Heard heard = read(Format.MT940, Columns.SANDBOX, text.getBytes(UTF_8));
            assertThat(heard.bad).isEmpty();
            assertThat(heard.balances).containsExactly(1000L, 2100L);
            assertThat(heard.lines).hasSize(2);
            assertThat(heard.lines.getFirst().amount()).isEqualTo(-150);
            assertThat(heard.lines.getFirst().fee()).isEqualTo(50);
            assertThat(heard.lines.getFirst().reference()).isEqualTo("e2e-1");
            assertThat(heard.lines.getFirst().bankId()).isEqualTo("B-1");
            assertThat(heard.lines.getLast().bookedOn()).isEqualTo(LocalDate.of(2025, 12, 31));
            assertThat(heard.lines.getLast().reference()).isEqualTo("INVOICE7");
        }
    }
}
