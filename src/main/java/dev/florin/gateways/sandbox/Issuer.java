package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.Result.Action;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of payments and refunds, and when. */
final class Issuer {

    private static final Duration SLOW = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final URI publicUrl;
    private final Duration customerDeadline;
    private volatile Settings settings;

    Issuer(InstantSource clock, URI publicUrl, Duration customerDeadline, Settings settings) {
        this.clock = clock;
        this.publicUrl = publicUrl;
        this.customerDeadline = customerDeadline;
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    void become(Settings changed) {
        settings = changed;
    }

    Verdict card(UUID reference, String number, YearMonth expiry) {
        String masked = MagicValues.mask(number);
        if (masked.equals(MagicValues.NEEDS_3DS)) {
            return customer("redirect", publicUrl.resolve("/3ds/" + reference).toString());
        }
        Result fate = MagicValues.fate(masked);
        if (expiry.isBefore(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)))) {
            fate = Result.declined("expired_card");
        }
        return held(fate == null ? draw(true) : fate, delay());
    }

    Verdict collect(String vpa) {
        if (vpa.equals(MagicValues.PENDING_VPA)) {
            return customer("upi_collect", "");
        }
        Result fate = MagicValues.fate(vpa);
        return held(fate == null ? draw(false) : fate, vpa.equals(MagicValues.SLOW_VPA) ? SLOW : delay());
    }

    /** A code or link to pay by: answered at once, and after the delay the customer has paid, or will not. */
    Verdict link(UUID reference, boolean qr, long amount, @Nullable String description) {
        Action action =
                new Action(qr ? "upi_qr" : "upi_intent", payUrl(reference, qr, amount, description), deadline());
        return Verdict.later(Result.pending(action), draw(false), after(delay()));
    }

    /** A refund is taken on at once and confirmed later. */
    Verdict refund(@Nullable String instrument) {
        Result fate = MagicValues.REFUNDS_FAIL.equals(instrument) ? Result.declined("refund_failed") : Result.APPROVED;
        return Verdict.later(Result.PENDING, fate, after(settings.drawRefundDelay(ThreadLocalRandom.current())));
    }

    /** {@code verdict}, but answered before it is decided. */
    Verdict late(Verdict verdict, Duration delay) {
        Result fate = verdict.fate() == null ? verdict.now() : verdict.fate();
        return Verdict.later(Result.PENDING, fate, after(delay));
    }

    /** As no acquirer should: declined, and carried out all the same. */
    Verdict successAfterDecline(Duration delay) {
        return Verdict.later(Result.declined("card_declined"), Result.APPROVED, after(delay));
    }

    private Verdict customer(String type, String url) {
        Action action = new Action(type, url, deadline());
        return Verdict.later(Result.pending(action), Result.declined("expired"), action.expiresAt());
    }

    private Verdict held(Result fate, Duration delay) {
        return delay.isZero() ? Verdict.at(fate) : Verdict.held(fate, after(delay));
    }

    private Result draw(boolean card) {
        if (settings.drawSuccess(card, ThreadLocalRandom.current())) {
            return Result.APPROVED;
        }
        return Result.declined(card ? "card_declined" : "customer_declined");
    }

    private Duration delay() {
        return settings.drawPaymentDelay(ThreadLocalRandom.current());
    }

    private Instant after(Duration delay) {
        return clock.instant().plus(delay);
    }

    private Instant deadline() {
        return after(customerDeadline);
    }

    /**
     * As NPCI's UPI Linking Specifications 1.6 have it: payee address and name, category, our transaction reference (at
     * most 35 characters), amount in rupees, and how the customer met it (01 a code, 04 a link).
     */
    private static String payUrl(UUID reference, boolean qr, long amount, @Nullable String description) {
        return "upi://pay?pa=florin@sandbox&pn=Florin%20Sandbox&mc=5999&mode=" + (qr ? "01" : "04")
                + "&tr=" + reference.toString().replace("-", "")
                + "&tn="
                + URLEncoder.encode(description == null ? "Payment" : description, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                + "&am=" + BigDecimal.valueOf(amount, 2).toPlainString() + "&cu=INR";
    }
}
