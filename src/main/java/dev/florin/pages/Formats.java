package dev.florin.pages;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the pages write things, for templates: {@code ${formats.money(view.captured())}}. */
@Component
public class Formats {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /** With the currency's code and as many decimals as ISO 4217 gives it: {@code INR 1,250.00}, {@code JPY 500}. */
    public String money(Money amount) {
        return money(amount.minor(), amount.currency().getCurrencyCode());
    }

    /** @param minor in minor units */
    public String money(long minor, String currency) {
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        var format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return currency + "\u00a0" + format.format(BigDecimal.valueOf(minor, decimals));
    }

    /** In the visitor's merchant's time zone, to the second. */
    public String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : TIME.format(at.atZone(zone));
    }

    public String day(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : DAY.format(at.atZone(zone));
    }

    /** A day of a bank's, or another that has no time. */
    public String date(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    /** For {@code <time datetime>}. */
    public String iso(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
