package dev.florin.reconciliation;

import dev.florin.ledger.Transfer;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Transfers in words, in which those that should be and those that are can be compared, and shown. */
final class Posted {

    private Posted() {}

    static Set<String> words(Collection<Transfer> transfers) {
        Set<String> words = new TreeSet<>();
        transfers.forEach(transfer -> words.add(transfer.words()));
        return words;
    }
}
