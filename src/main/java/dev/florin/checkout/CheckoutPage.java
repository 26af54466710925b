package dev.florin.checkout;

import dev.florin.kernel.Money;
import dev.florin.merchants.MerchantProfile;
import dev.florin.orders.LineItem;
import dev.florin.orders.OrderView;
import dev.florin.payments.PaymentBody;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import dev.florin.platform.QrCodes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the templates show, in the reader's language; public where they call it.
 *
 * @param form what was sent and is shown again: never a number or a code of a card
 * @param mistakes a message's code by field
 * @param proof the signature for the merchant; null unless completed
 */
record CheckoutPage(
        Checkout checkout,
        MerchantProfile merchant,
        ZoneId zone,
        Visit visit,
        Locale locale,
        boolean phone,
        Form form,
        Map<String, String> mistakes,
        @Nullable String proof,
        Instant now) {

    private static final Set<String> TOLD = Set.of(
            "card_declined",
            "insufficient_funds",
            "expired_card",
            "incorrect_cvc",
            "incorrect_number",
            "processing_error",
            "authentication_failed",
            "customer_declined",
            "expired",
            "gateway_timeout",
            "gateway_unavailable",
            "currency_not_supported");

    /** For how long after the payment the receipt goes on to the merchant by itself. */
    private static final long FRESH = 120;

    /** @param method the chosen one */
    record Form(
            String method,
            @Nullable String name,
            @Nullable String vpa,
            @Nullable Scenario scenario) {

        static final Form NEW = new Form("card", null, null, null);
    }

    record Line(String name, int quantity, String total) {}

    public String state() {
        return checkout.state().wire();
    }

    public String direction() {
        return Languages.direction(locale);
    }

    public String language() {
        return locale.toLanguageTag();
    }

    public OrderView order() {
        return checkout.order();
    }

    public boolean isTest() {
        return !order().tenant().live();
    }

    public String path() {
        return "/checkout/" + order().id();
    }

    public String link(String more) {
        return path() + more + visit.query();
    }

    public String inLanguage(String language) {
        return path() + visit.query(language);
    }

    public String total() {
        return amount(order().amount());
    }

    public List<Line> lines() {
        return order().lineItems().stream()
                .map(item -> new Line(item.name(), item.quantity(), amount(total(item))))
                .toList();
    }

    private Money total(LineItem item) {
        return new Money(item.unitAmount(), order().amount().currency()).times(item.quantity());
    }

    private String amount(Money money) {
        return Amounts.written(money, locale);
    }

    public boolean takesUpi() {
        return order().amount().currency().getCurrencyCode().equals("INR");
    }

    /** Seconds until the order expires. */
    public long remaining() {
        return Math.max(0, order().expiresAt().getEpochSecond() - now.getEpochSecond());
    }

    /** {@code 4:05} */
    public String minutes(long seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    public List<Scenario> scenarios() {
        return List.of(Scenario.values());
    }

    /** A month in which no card of a scenario has expired. */
    public String futureMonth() {
        return "12 / " + (now.atZone(zone).getYear() + 3) % 100;
    }

    /** What the script has to be able to say beside a field. */
    public List<String> codes() {
        return List.of(
                "number_missing",
                "card_number_invalid",
                "expiry_missing",
                "expiry_invalid",
                "card_expired",
                "cvc_missing",
                "cvc_invalid",
                "vpa_missing",
                "vpa_invalid");
    }

    public @Nullable PaymentBody payment() {
        return checkout.payment();
    }

    /** What the customer has to do: {@code redirect}, {@code upi_qr}, {@code upi_intent}, {@code upi_collect}, or nothing. */
    public String action() {
        PaymentBody payment = payment();
        return payment == null || payment.nextAction() == null
                ? ""
                : payment.nextAction().type();
    }

    public String actionUrl() {
        PaymentBody payment = payment();
        return payment == null || payment.nextAction() == null
                ? ""
                : payment.nextAction().url();
    }

    public long actionRemaining() {
        PaymentBody payment = payment();
        return payment == null || payment.nextAction() == null
                ? 0
                : Math.max(0, payment.nextAction().expiresAt() - now.getEpochSecond());
    }

    public QrCodes.Drawing code() {
        return QrCodes.draw(actionUrl());
    }

    /** The same request for one app; the addresses are those that the apps document for merchants. */
    public String app(String scheme) {
        return actionUrl().replaceFirst("^upi://pay", scheme);
    }

    public boolean mayBeAbandoned() {
        return Checkouts.mayBeAbandoned(checkout);
    }

    /** Why the last attempt failed, as a message's code: nothing that a thief could use. */
    public String failure() {
        PaymentView last = checkout.last();
        if (last == null || last.error() == null) {
            return "other";
        }
        String code = last.error().code();
        return TOLD.contains(code) ? code : "other";
    }

    public String paymentId() {
        return checkout.last() == null ? "" : checkout.last().id().toString();
    }

    /** {@code Visa •••• 4242}, an address, or UPI. */
    public String method() {
        PaymentBody payment = payment();
        if (payment == null) {
            return "";
        }
        if (payment.card() != null) {
            return brandName(payment.card().brand()) + " •••• " + payment.card().last4();
        }
        return payment.vpa() == null ? "UPI" : "UPI " + payment.vpa();
    }

    private static String brandName(String brand) {
        return switch (brand) {
            case "amex" -> "American Express";
            case "rupay" -> "RuPay";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            case "unknown" -> "";
            default -> Character.toUpperCase(brand.charAt(0)) + brand.substring(1);
        };
    }

    public String paidAt() {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(completedAt());
    }

    private Instant completedAt() {
        PaymentView last = Objects.requireNonNull(checkout.last());
        return last.events().stream()
                .filter(event -> event instanceof PaymentEvent.Authorized)
                .map(PaymentEvent::at)
                .findFirst()
                .orElse(last.terms().at());
    }

    public boolean isRefunded() {
        return checkout.last() != null && checkout.last().refunded().isPositive();
    }

    /** True if nothing is left of what was paid. */
    public boolean isAllRefunded() {
        return checkout.last() != null && checkout.last().status() == PaymentStatus.REFUNDED;
    }

    public String refunded() {
        return checkout.last() == null ? "" : amount(checkout.last().refunded());
    }

    /** The merchant's page, with what proves the payment; null if there is none. */
    public @Nullable String back() {
        String url = order().returnUrl();
        if (url == null || visit.isEmbedded()) {
            return null;
        }
        if (checkout.state() != CheckoutState.COMPLETED || proof == null) {
            return with(url, "order_id=" + order().id());
        }
        return with(url, "order_id=" + order().id() + "&payment_id=" + paymentId() + "&signature=" + proof);
    }

    /** True shortly after the payment: who opens an old receipt stays with it. */
    public boolean goesBack() {
        return back() != null && now.getEpochSecond() - completedAt().getEpochSecond() < FRESH;
    }

    private static String with(String url, String parameters) {
        int hash = url.indexOf('#');
        String page = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash);
        return page + (page.contains("?") ? "&" : "?") + parameters + fragment;
    }

    /** Who pays, as far as one may see who has the link: {@code a•••@example.com}. */
    public @Nullable String customer() {
        String email = order().customer().email();
        return email == null ? null : email.charAt(0) + "•••" + email.substring(email.indexOf('@'));
    }

    public String logo() {
        return merchant.logo() == null
                ? ""
                : path() + "/logo?v=" + merchant.logo().version();
    }

    public String brand() {
        return path() + "/brand.css?v=" + Branding.version(merchant);
    }

    public String script() {
        return Assets.SCRIPT;
    }

    public String style() {
        return Assets.STYLE;
    }

    public boolean has(String field) {
        return mistakes.containsKey(field);
    }

    public String mistake(String field) {
        return "mistake." + mistakes.get(field);
    }
}
