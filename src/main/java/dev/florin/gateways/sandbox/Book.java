package dev.florin.gateways.sandbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every transaction there ever was, and the rules between them. Not for several threads at once. */
final class Book {

    private final Map<UUID, Transaction> transactions = new HashMap<>();
    private final Set<UUID> voidedUnseen = new HashSet<>();

    @Nullable
    Transaction find(UUID reference) {
        return transactions.get(reference);
    }

    Collection<Transaction> all() {
        return Collections.unmodifiableCollection(transactions.values());
    }

    /** The fact that taking on {@code request} would be; nothing is changed yet. */
    Fact.Accepted judge(
            Request request, Verdict wish, @Nullable String returnUrl, @Nullable String account, Instant now) {
        Transaction authorization = transactions.get(request.root());
        String currency = authorization == null
                ? request.currency()
                : authorization.accepted().currency();
        long amount = request.operation() == Operation.VOID && authorization != null
                ? authorization.remaining()
                : request.amount();
        String refusal = refusal(request, authorization);
        Verdict verdict = refusal == null ? wish : Verdict.at(Result.declined(refusal));
        return new Fact.Accepted(now, request, amount, currency, verdict, returnUrl, account);
    }

    private @Nullable String refusal(Request request, @Nullable Transaction authorization) {
        return switch (request.operation()) {
            case AUTHORIZE -> voidedUnseen.contains(request.reference()) ? "voided" : null;
            case CAPTURE -> authorization == null ? "authorization_not_found" : capture(request, authorization);
            case VOID ->
                authorization != null && authorization.captured() > 0 && authorization.remaining() == 0
                        ? "already_captured"
                        : null;
            case REFUND -> authorization == null ? "authorization_not_found" : refund(request, authorization);
            case INQUIRE, DISPUTE -> throw new IllegalArgumentException("Not a transaction.");
        };
    }

    private static @Nullable String capture(Request request, Transaction authorization) {
        if (request.amount() <= authorization.remaining()) {
            return null;
        }
        if (!authorization.result().approved()) {
            return "not_authorized";
        }
        return authorization.closed() && authorization.captured() == 0 ? "voided" : "capture_exceeds_authorization";
    }

    private static @Nullable String refund(Request request, Transaction authorization) {
        return request.amount() <= authorization.refundable() ? null : "refund_exceeds_capture";
    }

    Transaction apply(Fact.Accepted fact) {
        Transaction made = new Transaction(fact);
        transactions.put(made.reference(), made);
        Transaction authorization = transactions.get(made.request().root());
        if (authorization == null) {
            if (made.result().approved()) {
                voidedUnseen.add(made.request().root());
            }
            return made;
        }
        if (made.request().operation() == Operation.REFUND && made.result().pending()) {
            authorization.refund(made.accepted().amount()); // reserved
        } else if (made.result().approved()) {
            carryOut(made, authorization);
        }
        return made;
    }

    Transaction apply(Fact.Resolved fact) {
        Transaction resolved = transactions.get(fact.reference());
        if (resolved == null) {
            throw new IllegalStateException("Resolved, but never accepted: " + fact.reference());
        }
        Transaction authorization = transactions.get(resolved.request().root());
        resolved.resolve(fact.result(), fact.at());
        if (authorization == null) {
            return resolved;
        }
        if (resolved.request().operation() != Operation.REFUND) {
            if (fact.result().approved()) {
                carryOut(resolved, authorization);
            }
        } else if (!fact.result().approved()) {
            authorization.refund(-resolved.accepted().amount());
        }
        return resolved;
    }

    private static void carryOut(Transaction approved, Transaction authorization) {
        long amount = approved.accepted().amount();
        switch (approved.request().operation()) {
            case AUTHORIZE -> authorization.capture(approved.request().last() ? amount : 0);
            case CAPTURE -> {
                authorization.capture(amount);
                if (approved.request().last()) {
                    authorization.close();
                }
            }
            case VOID -> authorization.close();
            case REFUND -> authorization.refund(amount);
            case INQUIRE, DISPUTE -> throw new IllegalArgumentException("Not a transaction.");
        }
    }
}
