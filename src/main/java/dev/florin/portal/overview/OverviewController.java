package dev.florin.portal.overview;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.members.Permission;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.payments.Statistics;
import dev.florin.portal.PaidWith;
import dev.florin.portal.State;
import dev.florin.settlements.Settlements;
import dev.florin.settlements.Settlements.Forecast;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class OverviewController {

    private static final int RECENT = 6;

    /** As many lines as are added up while somebody waits. */
    private static final int FORECAST = 500;

    private final Statistics statistics;
    private final Overview overview;
    private final Attention attention;
    private final Checklist checklist;
    private final Payments payments;
    private final Settlements settlements;
    private final InstantSource clock;

    OverviewController(
            Statistics statistics,
            Overview overview,
            Attention attention,
            Checklist checklist,
            Payments payments,
            Settlements settlements,
            InstantSource clock) {
        this.statistics = statistics;
        this.overview = overview;
        this.attention = attention;
        this.checklist = checklist;
        this.payments = payments;
        this.settlements = settlements;
        this.clock = clock;
    }

    /** One of the last payments. */
    record Recent(String id, Money amount, State state, String means, Instant at) {

        static Recent of(PaymentView payment) {
            return new Recent(
                    payment.id().toString(),
                    payment.terms().amount(),
                    State.of(payment.status()),
                    PaidWith.of(payment),
                    payment.terms().at());
        }
    }

    @GetMapping("/dashboard")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String currency,
            Model model) {
        Tenant tenant = visitor.tenant();
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), visitor.zone());
        Optional<Span> asked = Span.of(period, from, to, now);
        Span span = asked.orElseGet(() -> Span.usual(now));
        List<Currency> currencies = statistics.currencies(tenant);
        Optional<Currency> chosen = chosen(currencies, currency);

        model.addAttribute("span", span);
        model.addAttribute("choices", Span.CHOICES);
        model.addAttribute(
                "fault",
                asked.isPresent()
                        ? null
                        : "That is no period: choose two days, the first one not after the last, and none to come. "
                                + "Here are the last 30 days.");
        model.addAttribute("today", now.toLocalDate());
        model.addAttribute("zone", visitor.zone().normalized().equals(ZoneOffset.UTC) ? "UTC" : visitor.zone());
        model.addAttribute(
                "currencies", currencies.stream().map(Currency::getCurrencyCode).toList());
        model.addAttribute("currency", chosen.map(Currency::getCurrencyCode).orElse(null));
        model.addAttribute(
                "figures", chosen.map(it -> overview.figures(tenant, it, span)).orElse(null));
        model.addAttribute("payout", chosen.map(it -> payout(tenant, it)).orElse(null));
        model.addAttribute(
                "recent",
                payments.list(tenant, PaymentFilter.ANY, PageQuery.first(RECENT)).data().stream()
                        .map(Recent::of)
                        .toList());
        model.addAttribute("matters", attention.matters(visitor));
        model.addAttribute(
                "steps", visitor.may(Permission.VIEW_DEVELOPMENT) ? checklist.steps(tenant.merchant()) : List.of());
        return "portal/overview/show";
    }

    /** What would be paid out if the day ended now. */
    private Forecast payout(Tenant tenant, Currency currency) {
        return settlements.forecast(tenant, FORECAST).stream()
                .filter(forecast -> forecast.amount().currency().equals(currency))
                .findFirst()
                .orElseGet(() -> new Forecast(Money.zero(currency), false));
    }

    /** The currency that is asked for, or that of most payments. */
    private static Optional<Currency> chosen(List<Currency> currencies, @Nullable String code) {
        return currencies.stream()
                .filter(currency -> currency.getCurrencyCode().equals(code))
                .findFirst()
                .or(() -> currencies.stream().findFirst());
    }
}
