package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What the query of a list says, read value by value. What cannot be read is left out of the list's filter and told to
 * the visitor; what can is shown as a chip, with the address of the list without it.
 */
final class Said {

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final int LONGEST = 320;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final MultiValueMap<String, String> parameters;
    private final String path;
    private final ZoneId zone;

    /** @param zone in which days begin */
    Said(String path, MultiValueMap<String, String> parameters, ZoneId zone) {
        this.path = path;
        this.parameters = parameters;
        this.zone = zone;
    }

    /** A filter that holds, and where the list is without it. */
    public record Chip(String label, String value, String without) {}

    private record Kept(String label, String shown, String name, String raw) {}

    @Nullable
    String text(String name, String label) {
        String text = raw(name);
        return text == null ? null : keep(name, label, text, text);
    }

    /** @param hint the rest of a sentence about what it must be */
    @Nullable
    String matching(String name, String label, Pattern pattern, String hint) {
        String text = raw(name);
        if (text == null) {
            return null;
        }
        return pattern.matcher(text).matches() ? keep(name, label, text, text) : fault(name, label + " " + hint);
    }

    <E extends Enum<E>> Set<E> several(String name, String label, Class<E> type) {
        Set<E> several = EnumSet.noneOf(type);
        for (String text : parameters.getOrDefault(name, List.of())) {
            for (E one : type.getEnumConstants()) {
                if (text.equals(one.name().toLowerCase(Locale.ROOT)) && several.add(one)) {
                    keep(name, label, text, text.replace('_', ' '));
                }
            }
        }
        return several;
    }

    @Nullable
    BigDecimal amount(String name, String label) {
        String text = raw(name);
        String plain = text == null ? "" : text.replaceAll("[, ]", "");
        if (text == null || AMOUNT.matcher(plain).matches()) {
            return text == null ? null : new BigDecimal(keep(name, label, plain, plain));
        }
        fault(name, label + " must be an amount such as 1250 or 12.50.");
        return null;
    }

    @Nullable
    Currency currency(String name, String label) {
        String text = raw(name);
        if (text == null) {
            return null;
        }
        try {
            Currency currency = Money.currency(text.toUpperCase(Locale.ROOT));
            keep(name, label, text, currency.getCurrencyCode());
            return currency;
        } catch (Rejection e) {
            fault(name, e.reason());
            return null;
        }
    }

    /** @param later days to add: 1 for the end of a day */
    @Nullable
    Instant day(String name, String label, int later) {
        String text = raw(name);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1970 || day.getYear() > 9999) {
                throw new DateTimeException("out of reach");
            }
            keep(name, label, text, text);
            return day.plusDays(later).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            fault(name, label + " must be a day such as 2026-03-31.");
            return null;
        }
    }

    /** Which page: a cursor that is none is that of the first one. */
    PageQuery page(String prefix, int limit) {
        UUID after = cursor("starting_after", prefix);
        return new PageQuery(limit, after, after == null ? cursor("ending_before", prefix) : null);
    }

    private @Nullable UUID cursor(String name, String prefix) {
        String text = raw(name);
        return text == null ? null : TypeId.parse(prefix, text).orElse(null);
    }

    /** The list with all that could be read, on its first page. */
    public Address address() {
        return new Address(path, values);
    }

    public List<Chip> chips() {
        return kept.stream()
                .map(one -> new Chip(
                        one.label(),
                        one.shown(),
                        address().without(one.name(), one.raw()).toString()))
                .toList();
    }

    /** By the name of the parameter. */
    public Map<String, String> faults() {
        return faults;
    }

    /** For the form: what was said by that name, whether it could be read or not. */
    public String value(String name) {
        String text = raw(name);
        return text == null ? "" : text;
    }

    public boolean has(String name, String value) {
        return values.getOrDefault(name, List.of()).contains(value);
    }

    private @Nullable String raw(String name) {
        String text = parameters.getFirst(name);
        return text == null || text.isBlank() || text.length() > LONGEST ? null : text.strip();
    }

    private String keep(String name, String label, String raw, String shown) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(raw);
        kept.add(new Kept(label, shown, name, raw));
        return raw;
    }

    private @Nullable String fault(String name, String text) {
        faults.put(name, text);
        return null;
    }
}
