package dev.florin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.benchmark.Books.Total;
import dev.florin.benchmark.Books.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTests {

    private static final Optional<Map<String, Total>> ONE = Optional.of(Map.of("INR", new Total(1, 500)));
    private static final Optional<Map<String, Total>> OTHER = Optional.of(Map.of("INR", new Total(1, 501)));

    @Test
    void oneMinorUnitMoreInOneRecordIsADisagreement() {
        assertThat(new Books(Map.of("payments", ONE, "ledger", ONE)).verdict()).isEqualTo(Verdict.AGREE);
        assertThat(new Books(Map.of("payments", ONE, "ledger", OTHER)).verdict())
                .isEqualTo(Verdict.DISAGREE);
    }

    @Test
    void whatCannotBeReadIsUnknownAndNotAgreed() {
        var books = new Books(Map.of("payments", ONE, "ledger", Optional.empty()));

        assertThat(books.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(AcquirerLog.taken(Path.of("no-such-log"))).isEmpty();
    }

    @Test
    void theAcquirerHasTakenWhatItApprovedAtOnceOrLater(@TempDir Path directory) throws IOException {
        var log = Files.writeString(directory.resolve("facts.jsonl"), """
                {"fact":"accepted","request":{"operation":"authorize","reference":"a","last":true},"amount":5,\
                "currency":"INR","verdict":{"now":{"status":"approved"}}}
                {"fact":"accepted","request":{"operation":"authorize","reference":"b","last":true},"amount":7,\
                "currency":"INR","verdict":{"now":{"status":"pending"}}}
                {"fact":"accepted","request":{"operation":"authorize","reference":"c","last":true},"amount":11,\
                "currency":"INR","verdict":{"now":{"status":"pending"}}}
                {"fact":"resolved","reference":"b","result":{"status":"approved"}}
                {"fact":"resolved","reference":"c","result":{"status":"declined","code":"expired_card"}}
                {"fact":"accepted","request":{"operation":"authorize","reference":"d","last":false},"amount":13,\
                "currency":"JPY","verdict":{"now":{"status":"approved"}}}
                """);

        assertThat(AcquirerLog.taken(log)).contains(Map.of("INR", new Total(2, 12)));
    }
}
