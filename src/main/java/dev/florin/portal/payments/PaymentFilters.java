package dev.florin.portal.payments;

import dev.florin.kernel.Rejection;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.PaymentStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filter that the query of the list of payments says. */
final class PaymentFilters {

    private static final Pattern LAST4 = Pattern.compile("\\d{4}");
    private static final Pattern METHOD = Pattern.compile("card|upi");
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,60}");
    private static final Pattern ORDER = Pattern.compile("order_[0-9a-z]{26}");

    /** Lists that people ask for every day, each by its statuses. */
    record Tab(String title, Set<PaymentStatus> statuses, String href, boolean isHere) {}

    private PaymentFilters() {}

    static PaymentFilter read(Said said) {
        return new PaymentFilter(
                said.several("status", "Status", PaymentStatus.class),
                said.matching("method", "Method", METHOD, "must be card or upi."),
                order(said),
                said.currency("currency", "Currency"),
                said.amount("amount_min", "Amount from"),
                said.amount("amount_max", "Amount up to"),
                said.matching("error_code", "Reason", WORD, "is a code such as card_declined."),
                said.matching("brand", "Brand", WORD, "is one such as visa."),
                said.matching("last4", "Card ends in", LAST4, "has four digits."),
                said.day("from", "Since", 0),
                said.day("to", "Until", 1));
    }

    private static @Nullable OrderId order(Said said) {
        String text = said.matching("order", "Order", ORDER, "is an id such as order_01k0….");
        try {
            return text == null ? null : OrderId.of(text);
        } catch (Rejection e) {
            return null;
        }
    }

    static List<Tab> tabs(Said said, PaymentFilter filter) {
        return List.of(
                tab("All", EnumSet.noneOf(PaymentStatus.class), said, filter),
                tab("Captured", EnumSet.of(PaymentStatus.CAPTURED), said, filter),
                tab("To capture", EnumSet.of(PaymentStatus.AUTHORIZED), said, filter),
                tab(
                        "Under way",
                        EnumSet.of(PaymentStatus.PENDING, PaymentStatus.PROCESSING, PaymentStatus.REQUIRES_ACTION),
                        said,
                        filter),
                tab("Refunded", EnumSet.of(PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED), said, filter),
                tab("Failed", EnumSet.of(PaymentStatus.FAILED), said, filter));
    }

    private static Tab tab(String title, Set<PaymentStatus> statuses, Said said, PaymentFilter filter) {
        Address address = said.address().without("status");
        if (!statuses.isEmpty()) {
            var query = new java.util.LinkedHashMap<>(address.query());
            query.put("status", statuses.stream().map(PaymentStatus::wire).toList());
            address = new Address(address.path(), query);
        }
        return new Tab(title, statuses, address.toString(), filter.statuses().equals(statuses));
    }
}
