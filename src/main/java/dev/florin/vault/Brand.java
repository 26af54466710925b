package dev.florin.vault;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whose card it is, by the first six digits of its number (ISO/IEC 7812-1). Ranges of schemes overlap: the narrowest one
 * that fits decides, so 652765 is RuPay (652150–653149) though 65 is Discover, and 601111 is Discover (6011) though 60 is
 * RuPay. RuPay cards of 353 and 356 also carry JCB, and are told as JCB.
 *
 * <p>Ranges and lengths: the schemes' own lists as collected at en.wikipedia.org/wiki/Payment_card_number.
 */
enum Brand {
    VISA(Set.of(13, 16, 19), 3, "4"),
    MASTERCARD(Set.of(16), 3, "51-55", "2221-2720"),
    AMEX(Set.of(15), 4, "34", "37"),
    RUPAY(Set.of(16), 3, "508", "60", "606985-607984", "608001-608500", "652150-653149", "817200-820199", "82"),
    DISCOVER(lengths(16, 19), 3, "6011", "644-649", "65"),
    DINERS(lengths(14, 19), 3, "300-305", "3095", "36", "38-39"),
    JCB(lengths(16, 19), 3, "3528-3589"),
    UNIONPAY(lengths(16, 19), 3, "62", "810000-817199"),
    MAESTRO(lengths(12, 19), 3, "50", "56-58", "6"),
    UNKNOWN(lengths(12, 19), 0);

    private record Range(Brand brand, int from, int to) {

        /** @param text a prefix such as {@code 4}, or the first and the last one such as {@code 2221-2720} */
        static Range parse(Brand brand, String text) {
            var ends = List.of(text.split("-"));
            return new Range(brand, sixDigits(ends.getFirst(), '0'), sixDigits(ends.getLast(), '9'));
        }

        private static int sixDigits(String prefix, char filler) {
            return Integer.parseInt(prefix + String.valueOf(filler).repeat(6 - prefix.length()));
        }

        boolean contains(int bin) {
            return from <= bin && bin <= to;
        }

        int width() {
            return to - from;
        }
    }

    private static final List<Range> NARROWEST_FIRST = Arrays.stream(values())
            .flatMap(brand -> Stream.of(brand.prefixes).map(text -> Range.parse(brand, text)))
            .sorted(Comparator.comparingInt(Range::width))
            .toList();

    private final Set<Integer> lengths;
    private final int cvcLength;
    private final String[] prefixes;

    /** @param cvcLength 0 where it is not known */
    Brand(Set<Integer> lengths, int cvcLength, String... prefixes) {
        this.lengths = lengths;
        this.cvcLength = cvcLength;
        this.prefixes = prefixes;
    }

    /** @param number at least six digits */
    static Brand of(String number) {
        int bin = Integer.parseInt(number, 0, 6, 10);
        for (var range : NARROWEST_FIRST) {
            if (range.contains(bin)) {
                return range.brand;
            }
        }
        return UNKNOWN;
    }

    boolean hasNumbersOf(int length) {
        return lengths.contains(length);
    }

    boolean hasCvcOf(int length) {
        return cvcLength == 0 ? length == 3 || length == 4 : length == cvcLength;
    }

    /** As the API writes it: {@code mastercard}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Set<Integer> lengths(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
