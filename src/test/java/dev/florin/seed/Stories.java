package dev.florin.seed;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.Outcome.Pending;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.LineItem;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentView;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.payments.SeededPayment;
import dev.florin.vault.CardView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Orders, and how they were paid: at once, at the second try, later, not at all; and what was given back. */
final class Stories {

    private static final GatewayId SANDBOX = new GatewayId("sandbox");
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Weighted<String>> CURRENCIES =
            List.of(new Weighted<>(86, "INR"), new Weighted<>(8, "JPY"), new Weighted<>(6, "KWD"));
    private static final int MOST_ATTEMPTS = 3;

    private final Tenant tenant;
    private final Instant until;
    private final RandomGenerator random;
    private final Goods goods;
    private final Books books;
    private int orders;

    /** @param until nothing happens later */
    Stories(Tenant tenant, Instant until, RandomGenerator random, Goods goods, Books books) {
        this.tenant = tenant;
        this.until = until;
        this.random = random;
        this.goods = goods;
        this.books = books;
    }

    /** @param most how many payments may come of it at most */
    void tell(Batch batch, Instant begin, int most) {
        var order = new Order(begin);
        Instant at = begin.plusMillis(random.nextInt(3_000, 120_000));
        boolean again = true;
        for (int attempt = 0; again && attempt < Math.min(most, MOST_ATTEMPTS); attempt++) {
            again = order.attempt(batch, at) && chance(40);
            at = at.plusMillis(random.nextInt(20_000, 150_000));
        }
        order.write(batch);
    }

    private final class Order {

        private final UUID id;
        private final Instant createdAt;
        private final CaptureMode capture = chance(4) ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC;
        private final List<LineItem> items = new ArrayList<>();
        private final Money amount;
        private final List<UUID> attempts = new ArrayList<>();
        private @Nullable PaymentView paid;

        private Order(Instant createdAt) {
            this.id = Ids.at(createdAt, random);
            this.createdAt = createdAt;
            String currency = Weighted.pick(CURRENCIES, random);
            items.add(goods.item(currency));
            if (chance(25)) {
                items.add(goods.item(currency));
            }
            this.amount = Money.of(
                    items.stream().mapToLong(i -> i.unitAmount() * i.quantity()).sum(), currency);
        }

        /** @return true if nothing came of it */
        private boolean attempt(Batch batch, Instant at) {
            boolean upi =
                    amount.currency().getCurrencyCode().equals("INR") && capture == CaptureMode.AUTOMATIC && chance(58);
            UUID paymentId = Ids.at(at, random);
            attempts.add(paymentId);
            SeededPayment payment = SeededPayment.begin(paymentId, tenant, terms(at, upi ? null : goods.anyCard()));
            decide(payment, at, upi);
            PaymentView view = payment.view();
            if (view.captured().isPositive()) {
                giveBack(batch, payment);
                paid = payment.view();
                bookCapture(batch, paid);
            }
            payment.write(batch.payments, batch.events);
            batch.paymentCount++;
            return paid == null;
        }

        private Initiated terms(Instant at, @Nullable CardView card) {
            return new Initiated(
                    new OrderId(id),
                    amount,
                    capture,
                    card,
                    card == null ? (chance(70) ? UpiFlow.QR : UpiFlow.INTENT) : null,
                    null,
                    SANDBOX,
                    items.getFirst().name(),
                    null,
                    Map.of(),
                    at);
        }

        private void decide(SeededPayment payment, Instant at, boolean upi) {
            String reference = "acq_" + Long.toString(random.nextLong() >>> 4, 36);
            Instant then = at.plusMillis(random.nextInt(400, 2_200));
            PaymentError decline = chance(9) ? goods.decline(!upi) : null;
            boolean step = upi || decline != null && decline.code().equals("authentication_failed") || chance(12);
            if (step) {
                payment.settle(new Pending(reference, action(upi, reference, then)), then);
                then = then.plusMillis(random.nextInt(5_000, 45_000));
            }
            if (decline != null) {
                payment.settle(new Declined(reference, decline.code(), decline.message()), then);
                return;
            }
            payment.settle(
                    new Approved(reference, upi ? null : "%06d".formatted(random.nextInt(1_000_000)), amount), then);
            if (capture == CaptureMode.MANUAL) {
                captureLater(payment, then);
            }
        }

        /** What could not be captured by now was captured at once: nothing stays for Florin to do. */
        private void captureLater(SeededPayment payment, Instant at) {
            Instant week = at.plus(Duration.ofDays(7));
            if (chance(5) && week.plusSeconds(60).isBefore(until)) {
                payment.release(Ids.at(week, random), true, week, week.plusMillis(900));
                return;
            }
            Instant later = later(at, 60 * 24 * 3);
            if (chance(12)) {
                payment.release(Ids.at(later, random), false, later, later.plusMillis(700));
            } else {
                Money part = chance(20) ? goods.part(amount) : null;
                payment.capture(Ids.at(later, random), part, later, later.plusMillis(800));
            }
        }

        private void bookCapture(Batch batch, PaymentView payment) {
            payment.events().forEach(event -> {
                if (event instanceof PaymentEvent.Captured(var it, var sum, var _, var then)) {
                    books.post(
                            batch.transfers,
                            payment.id().value(),
                            it,
                            Books.ACQUIRER,
                            Books.MERCHANT,
                            sum,
                            "capture",
                            then);
                }
            });
        }

        private void giveBack(Batch batch, SeededPayment payment) {
            if (!chance(5)) {
                return;
            }
            for (int i = 0; i < (chance(12) ? 2 : 1); i++) {
                Instant asked = later(payment.view().events().getLast().at(), 60 * 24 * 20);
                Instant done = asked.plusMillis(random.nextInt(800, 60_000));
                if (done.isBefore(until) && payment.view().refundable().isPositive()) {
                    refund(batch, payment, asked, done);
                }
            }
        }

        private void refund(Batch batch, SeededPayment payment, Instant asked, Instant done) {
            UUID refund = Ids.at(asked, random);
            UUID paymentId = payment.view().id().value();
            PaymentError failure =
                    chance(2) ? new PaymentError("refund_failed", "The issuer did not accept the refund.") : null;
            Money part = chance(30) ? goods.part(payment.view().refundable()) : null;
            Money sum = payment.refund(refund, part, asked, done, failure);
            batch.refunds.row(
                    tenant.merchant(),
                    refund,
                    tenant.live(),
                    paymentId,
                    id,
                    SANDBOX.name(),
                    failure == null ? "processed" : "failed",
                    "pending",
                    sum.minor(),
                    sum.currency().getCurrencyCode(),
                    false,
                    chance(50) ? "Customer changed their mind" : null,
                    "{}",
                    "ref_" + Long.toString(random.nextLong() >>> 4, 36),
                    failure == null ? null : failure.code(),
                    failure == null ? null : failure.message(),
                    asked,
                    done);
            books.post(batch.transfers, refund, refund, Books.MERCHANT, Books.REFUNDS, sum, "refund_requested", asked);
            if (failure == null) {
                books.post(batch.transfers, refund, paymentId, Books.REFUNDS, Books.ACQUIRER, sum, "refund", done);
            } else {
                books.post(
                        batch.transfers, refund, paymentId, Books.REFUNDS, Books.MERCHANT, sum, "refund_failed", done);
            }
        }

        private void write(Batch batch) {
            Instant expiresAt = createdAt.plus(Duration.ofMinutes(15));
            boolean over = expiresAt.isBefore(until);
            batch.orders.row(
                    tenant.merchant(),
                    id,
                    tenant.live(),
                    paid != null ? "paid" : over ? "expired" : "attempted",
                    "attempted",
                    amount.minor(),
                    amount.currency().getCurrencyCode(),
                    paid == null ? 0 : paid.captured().minor(),
                    capture.wire(),
                    "TEA-%07d".formatted(++orders),
                    JSON.writeValueAsString(goods.customer()),
                    JSON.writeValueAsString(items),
                    "{}",
                    attempts.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")),
                    paid == null ? null : paid.id().value(),
                    createdAt,
                    expiresAt,
                    paid != null || over ? null : expiresAt);
        }
    }

    private Action action(boolean upi, String reference, Instant at) {
        Instant deadline = at.plus(Duration.ofMinutes(5));
        return upi
                ? new Action(Action.Kind.UPI_QR, "upi://pay?pa=tea@sandbox&tr=" + reference, deadline)
                : new Action(Action.Kind.REDIRECT, "https://issuer.example/" + reference, deadline);
    }

    /** Up to so many minutes later, but not in the future. */
    private Instant later(Instant at, int minutes) {
        long most = Math.min(minutes * 60_000L, Duration.between(at, until).toMillis() - 120_000);
        return at.plusMillis(most <= 1_000 ? 1_000 : random.nextLong(1_000, most));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
