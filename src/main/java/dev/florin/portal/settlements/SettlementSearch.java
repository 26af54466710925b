package dev.florin.portal.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.settlements.SettlementStatus;
import dev.florin.settlements.Settlements.SettlementFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the query of the list of settlements says; what cannot be read of it is as good as not said. */
record SettlementSearch(
        @Nullable String status,
        @Nullable String currency,
        @Nullable String from,
        @Nullable String to) {

    SettlementFilter filter(ZoneId zone) {
        SettlementStatus wanted = wanted();
        return new SettlementFilter(
                wanted == null ? Set.of() : Set.of(wanted), currencyOrNull(), day(from, 0, zone), day(to, 1, zone));
    }

    public boolean isNarrow() {
        return parameters().values().stream().anyMatch(value -> value != null && !value.isBlank());
    }

    Map<String, @Nullable String> parameters() {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put("status", status);
        parameters.put("currency", currency);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }

    private @Nullable SettlementStatus wanted() {
        for (SettlementStatus one : SettlementStatus.values()) {
            if (one.wire().equals(status)) {
                return one;
            }
        }
        return null;
    }

    private @Nullable Currency currencyOrNull() {
        try {
            return currency == null || currency.isBlank()
                    ? null
                    : Money.currency(currency.strip().toUpperCase(Locale.ROOT));
        } catch (Rejection e) {
            return null;
        }
    }

    private static @Nullable Instant day(@Nullable String text, int later, ZoneId zone) {
        try {
            return text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? null
                    : LocalDate.parse(text).plusDays(later).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
