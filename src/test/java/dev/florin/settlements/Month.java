package dev.florin.settlements;

import static dev.florin.settlements.Books.ADJUSTMENTS;
import static dev.florin.settlements.Books.MERCHANT;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Account;
import dev.florin.ledger.PastTransfers;
import dev.florin.ledger.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A month of a merchant's books, as payments, refunds, disputes and people post them, at random times; and of things that
 * settlements know nothing of.
 *
 * @param transfers in no order
 */
public record Month(Instant from, Instant to, List<Entry> transfers) {

    private static final Account ACQUIRER = Account.debit("acquirer:sandbox");
    private static final Account REFUNDS = Account.credit("refunds");
    private static final Account DISPUTES = Account.credit("disputes");
    private static final Account UNCLAIMED = Account.credit("unclaimed");
    private static final List<String> CURRENCIES = List.of("INR", "JPY", "KWD");

    /** @param at when it was posted */
    public record Entry(Transfer transfer, Instant at) {

        /** What it gave the merchant; below zero if it took. */
        long effect() {
            long amount = transfer.amount().minor();
            return transfer.credit().equals(MERCHANT)
                    ? amount
                    : transfer.debit().equals(MERCHANT) ? -amount : 0;
        }

        boolean isCapture() {
            return transfer.kind().equals("capture");
        }
    }

    public static Month random(Random random, Instant to, int payments) {
        var month = new Month(to.minus(Duration.ofDays(30)), to, new ArrayList<>());
        for (int i = 0; i < payments; i++) {
            month.payment(random, CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        }
        return month;
    }

    public void post(Tenant tenant, PastTransfers books) {
        transfers.forEach(entry -> books.post(tenant, entry.transfer(), entry.at()));
    }

    /** What came of a currency's transfers before a moment, by their kind; those that leave the merchant alone are left out. */
    Map<String, Long> effects(String currency, Instant end) {
        return transfers.stream()
                .filter(it ->
                        it.transfer().amount().currency().getCurrencyCode().equals(currency))
                .filter(it -> it.at().isBefore(end) && it.effect() != 0)
                .collect(Collectors.groupingBy(it -> it.transfer().kind(), Collectors.summingLong(Entry::effect)));
    }

    private void payment(Random random, String currency) {
        Money amount = Money.of(1 + random.nextInt(200_000), currency);
        UUID payment = TypeId.next();
        Instant at = moment(random, from);
        if (random.nextInt(50) == 0) {
            add(at, payment, payment, ACQUIRER, UNCLAIMED, amount, "late_success");
            return;
        }
        add(at, TypeId.next(), payment, ACQUIRER, MERCHANT, amount, "capture");
        switch (random.nextInt(10)) {
            case 0, 1 -> refund(random, payment, part(random, amount), moment(random, at));
            case 2 -> dispute(random, amount, moment(random, at));
            case 3 -> {
                UUID id = TypeId.next();
                boolean gives = random.nextBoolean();
                add(
                        moment(random, from),
                        id,
                        id,
                        gives ? ADJUSTMENTS : MERCHANT,
                        gives ? MERCHANT : ADJUSTMENTS,
                        part(random, amount),
                        random.nextBoolean() ? "adjustment" : "loan");
            }
            default -> {}
        }
    }

    private void refund(Random random, UUID payment, Money amount, Instant at) {
        UUID refund = TypeId.next();
        add(at, refund, refund, MERCHANT, REFUNDS, amount, "refund_requested");
        boolean fails = random.nextInt(4) == 0;
        add(
                moment(random, at),
                payment,
                refund,
                REFUNDS,
                fails ? MERCHANT : ACQUIRER,
                amount,
                fails ? "refund_failed" : "refund");
    }

    private void dispute(Random random, Money amount, Instant at) {
        UUID dispute = TypeId.next();
        add(at, dispute, dispute, MERCHANT, DISPUTES, amount, "dispute_opened");
        boolean won = random.nextBoolean();
        add(
                moment(random, at),
                UUID.nameUUIDFromBytes(dispute.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                dispute,
                DISPUTES,
                won ? MERCHANT : ACQUIRER,
                amount,
                won ? "dispute_won" : "dispute_lost");
    }

    private void add(Instant at, UUID id, UUID subject, Account debit, Account credit, Money amount, String kind) {
        transfers.add(new Entry(new Transfer(id, debit, credit, amount, kind, subject), at));
    }

    private Instant moment(Random random, Instant after) {
        long span = Duration.between(after, to).toMillis();
        return after.plusMillis(span <= 0 ? 0 : random.nextLong(span));
    }

    private static Money part(Random random, Money amount) {
        return new Money(1 + random.nextLong(amount.minor()), amount.currency());
    }
}
