package dev.florin.payments;

import static java.util.stream.Collectors.joining;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.payments.Payments.Arrived;
import dev.florin.payments.Payments.Since;
import dev.florin.platform.Stretch;
import dev.florin.platform.Walk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payments as people look for them. */
@Repository
class PaymentFinder {

    /** Amounts of all currencies in one unit: no currency has more decimals. */
    private static final int DECIMALS = 4;

    /** Of each currency: how many of that unit its minor unit is. */
    private static final String UNITS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0 && currency.getDefaultFractionDigits() != 2)
            .map(currency -> "when '%s' then %s"
                    .formatted(
                            currency.getCurrencyCode(),
                            BigDecimal.TEN
                                    .pow(DECIMALS - currency.getDefaultFractionDigits())
                                    .toPlainString()))
            .sorted()
            .collect(joining(" ", "amount * case currency ", " else 100 end"));

    /** More are not told apart. */
    private static final int MOST_NEWS = 100;

    private static final int FEW = 10;

    private final JdbcClient jdbc;
    private final PaymentRepository payments;

    PaymentFinder(JdbcClient jdbc, PaymentRepository payments) {
        this.jdbc = jdbc;
        this.payments = payments;
    }

    /** One row more than asked for, where there are that many. */
    List<PaymentView> list(Tenant tenant, PaymentFilter filter, PageQuery query) {
        return walk(tenant, filter).rows(query, payments::view);
    }

    Stretch<PaymentView> walk(Tenant tenant, PaymentFilter filter, PageQuery query) {
        return walk(tenant, filter).stretch(query, payments::view);
    }

    private Walk walk(Tenant tenant, PaymentFilter filter) {
        Walk walk = Walk.along(jdbc, "payments.payment", tenant);
        if (filter.order() != null) {
            walk.among("order_id = :order", "order", filter.order().value());
        } else if (filter.last4() != null) {
            walk.among("card ->> 'last4' = :last4", "last4", filter.last4());
        } else if (filter.errorCode() != null) {
            walk.among("error_code = :errorCode", "errorCode", filter.errorCode());
        } else {
            walk.amongStatuses(statuses(filter));
        }
        if (filter.order() != null || filter.last4() != null || filter.errorCode() != null) {
            walk.where("status = any(:statuses)", "statuses", anyOf(filter.statuses()));
        }
        return walk.where("method = :method", "method", filter.method())
                .where(
                        "currency = :currency",
                        "currency",
                        filter.currency() == null ? null : filter.currency().getCurrencyCode())
                // In no currency less or more than that: most rows need no look at theirs
                .where("amount >= :amountLeast", "amountLeast", units(filter.amountFrom(), 0, RoundingMode.CEILING))
                .where("amount <= :amountMost", "amountMost", units(filter.amountTo(), DECIMALS, RoundingMode.FLOOR))
                .where(
                        UNITS + " >= :amountFrom",
                        "amountFrom",
                        units(filter.amountFrom(), DECIMALS, RoundingMode.CEILING))
                .where(UNITS + " <= :amountTo", "amountTo", units(filter.amountTo(), DECIMALS, RoundingMode.FLOOR))
                .where("card ->> 'brand' = :brand", "brand", filter.brand())
                .created(filter.createdFrom(), filter.createdBefore());
    }

    /** As the database writes them. */
    private static List<String> statuses(PaymentFilter filter) {
        Set<PaymentStatus> wanted = filter.statuses().isEmpty() ? Set.of(PaymentStatus.values()) : filter.statuses();
        return wanted.stream().map(PaymentStatus::wire).sorted().toList();
    }

    private static String @Nullable [] anyOf(Set<PaymentStatus> statuses) {
        return statuses.isEmpty()
                ? null
                : statuses.stream().map(PaymentStatus::wire).toArray(String[]::new);
    }

    private static @Nullable Long units(@Nullable BigDecimal amount, int decimals, RoundingMode rounding) {
        return amount == null
                ? null
                : amount.max(BigDecimal.ZERO)
                        .min(BigDecimal.valueOf(Money.MAX_MINOR))
                        .movePointRight(decimals)
                        .setScale(0, rounding)
                        .longValueExact();
    }

    /** Newest first. */
    List<PaymentView> byAcquirerReference(Tenant tenant, String reference) {
        return jdbc.sql("""
                select * from payments.payment
                where merchant_id = :merchant and livemode = :live and acquirer_reference = :reference
                order by id desc limit :few
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("reference", reference)
                .param("few", FEW)
                .query(payments::view)
                .list();
    }

    /** In one query for all of them. */
    List<Arrived> arrivals(Collection<Since> watched) {
        return jdbc.sql("""
                select w.merchant_id, w.livemode, w.id, count(*) as payments
                from unnest(:merchants::uuid[], :lives::boolean[], :ids::uuid[]) as w (merchant_id, livemode, id)
                cross join lateral (
                    select 1 from payments.payment p
                    where p.merchant_id = w.merchant_id and p.livemode = w.livemode and p.id > w.id
                    order by p.id limit :most) as news
                group by w.merchant_id, w.livemode, w.id
                """)
                .param(
                        "merchants",
                        watched.stream().map(w -> w.tenant().merchant()).toArray(UUID[]::new))
                .param("lives", watched.stream().map(w -> w.tenant().live()).toArray(Boolean[]::new))
                .param("ids", watched.stream().map(Since::newest).toArray(UUID[]::new))
                .param("most", MOST_NEWS)
                .query((row, _) -> new Arrived(
                        new Since(
                                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                                row.getObject("id", UUID.class)),
                        row.getInt("payments")))
                .list();
    }
}
