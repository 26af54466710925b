package dev.florin.reconciliation;

import dev.florin.reconciliation.reading.BadLine;
import dev.florin.reconciliation.reading.BankLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some lines of a file that are stored together, each with what tells it from all others. */
final class Portion {

    private final List<BankLine> lines = new ArrayList<>();
    private final List<String> identities = new ArrayList<>();
    private final List<BadLine> bad = new ArrayList<>();

    void add(BankLine line, String identity) {
        lines.add(line);
        identities.add(identity);
    }

    void add(BadLine line) {
        bad.add(line);
    }

    int size() {
        return lines.size() + bad.size();
    }

    List<BankLine> lines() {
        return lines;
    }

    List<String> identities() {
        return identities;
    }

    List<BadLine> bad() {
        return bad;
    }

    @Nullable
    LocalDate first() {
        return lines.stream().map(BankLine::bookedOn).min(LocalDate::compareTo).orElse(null);
    }

    @Nullable
    LocalDate last() {
        return lines.stream().map(BankLine::bookedOn).max(LocalDate::compareTo).orElse(null);
    }

    /** Of one currency, as a balance is. */
    long moved(@Nullable String currency) {
        return lines.stream()
                .filter(line -> line.currency().equals(currency))
                .mapToLong(BankLine::amount)
                .sum();
    }

    @Nullable
    String currency() {
        return lines.isEmpty() ? null : lines.getFirst().currency();
    }
}
