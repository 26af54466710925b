package dev.florin.reconciliation;

import dev.florin.kernel.Money;
import dev.florin.ledger.Postings.Line;
import dev.florin.ledger.Transfer;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Transfers in words, in which those that should be and those that are can be compared, and shown. */
final class Posted {

    private Posted() {}

    static Set<String> words(Collection<Transfer> transfers) {
        Set<String> words = new TreeSet<>();
        transfers.forEach(transfer -> words.add(words(
                transfer.id(),
                transfer.kind(),
                transfer.debit().code(),
                transfer.credit().code(),
                transfer.amount())));
        return words;
    }

    static String words(Line line) {
        return words(line.id(), line.kind(), line.debit(), line.credit(), line.amount());
    }

    private static String words(UUID id, String kind, String debit, String credit, Money amount) {
        return "%s of %s from %s to %s (%s)".formatted(kind, amount, debit, credit, id);
    }
}
