package dev.florin.portal;

import dev.florin.disputes.DisputeStatus;
import dev.florin.orders.OrderStatus;
import dev.florin.payments.PaymentStatus;
import dev.florin.refunds.RefundStatus;
import dev.florin.settlements.SettlementStatus;
import dev.florin.webhooks.DeliveryStatus;

/**
 * How a thing stands, in a word and a colour that says no more than the word.
 *
 * @param tone {@code good}, {@code bad}, {@code wait}, or nothing
 */
public record State(String text, String tone) {

    public static State of(PaymentStatus status) {
        return switch (status) {
            case PENDING -> new State("Pending", "wait");
            case PROCESSING -> new State("Processing", "wait");
            case REQUIRES_ACTION -> new State("Waits for the customer", "wait");
            case AUTHORIZED -> new State("Authorised", "wait");
            case CAPTURED -> new State("Captured", "good");
            case PARTIALLY_REFUNDED -> new State("Partly refunded", "");
            case REFUNDED -> new State("Refunded", "");
            case FAILED -> new State("Failed", "bad");
            case CANCELLED -> new State("Voided", "");
            case EXPIRED -> new State("Expired", "");
        };
    }

    public static State of(OrderStatus status) {
        return switch (status) {
            case CREATED -> new State("Open", "wait");
            case ATTEMPTED -> new State("Attempted", "wait");
            case PAID -> new State("Paid", "good");
            case EXPIRED -> new State("Expired", "");
            case CANCELLED -> new State("Cancelled", "");
        };
    }

    public static State of(RefundStatus status) {
        return switch (status) {
            case PENDING -> new State("Pending", "wait");
            case PROCESSED -> new State("Processed", "good");
            case FAILED -> new State("Failed", "bad");
        };
    }

    public static State of(SettlementStatus status) {
        return of(status, false);
    }

    /** @param onHold whether it is kept from being paid out */
    public static State of(SettlementStatus status, boolean onHold) {
        return switch (status) {
            case CARRIED -> new State("Carried on", "");
            case CREATED -> new State(onHold ? "On hold" : "On its way", "wait");
            case PAID -> new State("Paid", "good");
            case FAILED -> new State("Failed", "bad");
        };
    }

    public static State of(DisputeStatus status) {
        return switch (status) {
            case NEEDS_RESPONSE -> new State("Needs a response", "bad");
            case UNDER_REVIEW -> new State("Under review", "wait");
            case WON -> new State("Won", "good");
            case LOST -> new State("Lost", "");
            case ACCEPTED -> new State("Accepted", "");
        };
    }

    public static State of(DeliveryStatus status) {
        return switch (status) {
            case PENDING -> new State("Pending", "wait");
            case DELIVERED -> new State("Delivered", "good");
            case FAILED -> new State("Failed", "bad");
        };
    }
}
