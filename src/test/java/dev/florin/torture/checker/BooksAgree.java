package dev.florin.torture.checker;

import dev.florin.kernel.TypeId;
import java.util.UUID;
import java.util.regex.Pattern;

/** Florin's own records do not contradict each other, and nothing is open. */
final class BooksAgree implements Law {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    @Override
    public void judge(Evidence evidence, Findings findings) {
        evidence.books().contradictions().forEach(what -> findings.add(object(evidence.books(), what), what));
    }

    /** The first thing that it speaks of. */
    private static String object(Books books, String what) {
        return ID.matcher(what)
                .results()
                .map(found -> UUID.fromString(found.group()))
                .flatMap(
                        id -> java.util.stream.Stream.of("pay", "rfnd", "order").map(kind -> TypeId.format(kind, id)))
                .filter(id -> books.payments().containsKey(id)
                        || books.refunds().containsKey(id)
                        || books.orders().containsKey(id))
                .findFirst()
                .orElse("");
    }
}
