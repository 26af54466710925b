package dev.florin.gateways.sandbox;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cards and payer addresses whose outcome is fixed, by what the log keeps of them. */
final class MagicValues {

    static final String NEEDS_3DS = mask("4000002500003155");
    static final String DISPUTED = mask("4000000000000259");
    static final String REFUNDS_FAIL = mask("4000000000005126");
    static final String PENDING_VPA = "pending@upi";
    static final String SLOW_VPA = "slow@upi";

    static final Set<String> GOOD = Stream.of(
                    "4242424242424242",
                    "5555555555554444",
                    "378282246310005",
                    "6011111111111117",
                    "6527658900001005",
                    "4000000000000259", // disputed later
                    "4000000000005126")
            .map(MagicValues::mask)
            .collect(Collectors.toSet());

    static final Map<String, String> BAD = Map.ofEntries(
            Map.entry(mask("4000000000000002"), "card_declined"),
            Map.entry(mask("4000000000009995"), "insufficient_funds"),
            Map.entry(mask("4000000000009987"), "lost_card"),
            Map.entry(mask("4000000000009979"), "stolen_card"),
            Map.entry(mask("4000000000000069"), "expired_card"),
            Map.entry(mask("4000000000000127"), "incorrect_cvc"),
            Map.entry(mask("4000000000000119"), "processing_error"),
            Map.entry("failure@upi", "customer_declined"));

    private static final Map<String, Fault> FAULTS =
            Stream.of(Fault.values()).collect(Collectors.toMap(fault -> mask(fault.card), Function.identity()));

    private MagicValues() {}

    /** What becomes of a payment with this, or null when luck decides. */
    static @Nullable Result fate(String instrument) {
        String code = BAD.get(instrument);
        if (code != null) {
            return Result.declined(code);
        }
        boolean good = GOOD.contains(instrument)
                || FAULTS.containsKey(instrument)
                || instrument.equals("success@upi")
                || instrument.equals(SLOW_VPA);
        return good ? Result.APPROVED : null;
    }

    static @Nullable Fault fault(String instrument) {
        return FAULTS.get(instrument);
    }

    /** BIN and last four, as much as PCI DSS 4.0 requirement 3.4.1 lets one see. */
    static String mask(String number) {
        int hidden = number.length() - 10;
        return number.substring(0, 6) + "*".repeat(hidden) + number.substring(6 + hidden);
    }
}
