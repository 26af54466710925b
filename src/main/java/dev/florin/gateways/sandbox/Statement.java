package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.Result.Action;
import dev.florin.gateways.sandbox.Result.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as answers, inquiries and callbacks tell it.
 *
 * @param kind {@code authorization}, {@code capture}, {@code void} or {@code refund}
 * @param authorization the reference of what was captured, voided or refunded
 * @param account as the client gave it
 * @param captured of an authorisation, told to inquiries only, as are the next two
 * @param refunded what was given back, or is being
 * @param closed true when nothing more can be captured because it was voided or captured for the last time
 */
record Statement(
        String id,
        UUID reference,
        String kind,
        Status status,
        long amount,
        @Nullable String currency,
        @Nullable UUID authorization,
        @Nullable String account,
        Instant created,
        @Nullable String authCode,
        @Nullable String code,
        @Nullable String message,
        @Nullable Action action,
        @Nullable Long captured,
        @Nullable Long refunded,
        @Nullable Boolean closed) {

    /** The first answer; the same bytes whenever it is asked for. */
    static Statement first(Transaction transaction) {
        return of(transaction, transaction.firstAnswer(), false);
    }

    /** How it stands now. */
    static Statement current(Transaction transaction) {
        return of(transaction, transaction.result(), transaction.request().operation() == Operation.AUTHORIZE);
    }

    /** How it stood with {@code result}, whatever came later. */
    static Statement with(Transaction transaction, Result result) {
        return of(transaction, result, false);
    }

    private static Statement of(Transaction transaction, Result result, boolean totals) {
        Fact.Accepted accepted = transaction.accepted();
        Request request = accepted.request();
        String code = result.code();
        return new Statement(
                transaction.id(),
                request.reference(),
                request.operation().kind,
                result.status(),
                accepted.amount(),
                accepted.currency(),
                request.authorization(),
                accepted.account(),
                accepted.at(),
                request.operation() == Operation.AUTHORIZE && result.approved() ? transaction.authCode() : null,
                code,
                code == null ? null : Declines.message(code),
                result.action(),
                totals ? transaction.captured() : null,
                totals ? transaction.refunded() : null,
                totals ? transaction.closed() : null);
    }
}
