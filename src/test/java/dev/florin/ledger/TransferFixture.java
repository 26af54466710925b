package dev.florin.ledger;

import dev.florin.kernel.Money;
import dev.florin.kernel.TypeId;
import java.util.UUID;

/** What a payment posts. */
public final class TransferFixture {

    public static final Account MERCHANT = Account.credit("merchant");
    public static final Account ACQUIRER = Account.debit("acquirer:sandbox");

    private TransferFixture() {}

    public static Transfer capture(long minor, String currency) {
        return capture(TypeId.next(), TypeId.next(), Money.of(minor, currency));
    }

    public static Transfer capture(UUID id, UUID subject, Money amount) {
        return new Transfer(id, ACQUIRER, MERCHANT, amount, "capture", subject);
    }

    public static Transfer refund(UUID subject, Money amount) {
        return new Transfer(TypeId.next(), MERCHANT, ACQUIRER, amount, "refund", subject);
    }

    /** What an acquirer took after it had declined: nothing of the merchant's. */
    public static Transfer late() {
        UUID payment = TypeId.next();
        return new Transfer(
                payment, ACQUIRER, Account.credit("unclaimed"), Money.of(500, "INR"), "late_success", payment);
    }
}
