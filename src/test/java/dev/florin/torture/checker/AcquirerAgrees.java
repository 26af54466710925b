package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog.Charge;
import dev.florin.gateways.sandbox.SandboxLog.Refund;
import dev.florin.gateways.sandbox.SandboxLog.Totals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What clients were told last is what the acquirer did, and what is booked is what it did in all, to the unit. */
final class AcquirerAgrees implements Law {

    private static final Totals NOTHING = new Totals(0, 0, 0);

    @Override
    public void judge(Evidence evidence, Findings findings) {
        Map<String, Telling> last = new HashMap<>();
        evidence.tellings().stream()
                .filter(Telling::isFresh)
                .sorted(Comparator.comparingLong(t -> t.answer().at()))
                .forEach(told -> last.put(told.id(), told));
        for (Telling told : last.values()) {
            if (told.kind().equals("payment")) {
                payment(told, evidence.charge(told.id()), findings);
            } else if (told.kind().equals("refund")) {
                refund(told, evidence.acquirer().refunds().get(Evidence.reference(told.id())), findings);
            }
        }
        totals(evidence, findings);
    }

    private static void payment(Telling told, @Nullable Charge charge, Findings findings) {
        boolean right = switch (told.status()) {
            case "authorized" -> charge != null && isTold(told, charge) && charge.voided() == 0;
            case "captured", "partially_refunded", "refunded" ->
                charge != null && isTold(told, charge) && charge.captured() > 0;
            case "failed", "cancelled", "expired" ->
                told.captured() == 0
                        && (charge == null
                                || charge.captured() == charge.refunded()
                                        && (charge.captured() > 0 || charge.voided() == charge.authorized()));
            default -> true; // that it is still open is another law's
        };
        if (!right) {
            findings.add(
                    told.id(),
                    "was last told as %s of %d with %d captured and %d refunded, but the acquirer has %s"
                            .formatted(told.status(), told.amount(), told.captured(), told.refunded(), charge));
        }
    }

    private static boolean isTold(Telling told, Charge charge) {
        return charge.authorized() == told.amount()
                && charge.currency().equals(told.currency())
                && charge.captured() == told.captured()
                && charge.refunded() == told.refunded();
    }

    private static void refund(Telling told, @Nullable Refund refund, Findings findings) {
        boolean right = switch (told.status()) {
            case "processed" ->
                refund != null
                        && refund.amount() == told.amount()
                        && refund.authorization().equals(Evidence.reference(told.parent()));
            case "failed" -> refund == null;
            default -> true;
        };
        if (!right) {
            findings.add(
                    told.id(),
                    "was last told as %s of %d, but the acquirer has %s"
                            .formatted(told.status(), told.amount(), refund));
        }
    }

    private static void totals(Evidence evidence, Findings findings) {
        Map<String, Totals> acquirer = evidence.acquirer().totals();
        Map<String, Totals> ledger = evidence.books().ledger();
        var currencies = new TreeSet<>(acquirer.keySet());
        currencies.addAll(ledger.keySet());
        for (String currency : currencies) {
            Totals moved = acquirer.getOrDefault(currency, NOTHING);
            Totals booked = ledger.getOrDefault(currency, NOTHING);
            if (moved.captured() != booked.captured() || moved.refunded() != booked.refunded()) {
                findings.add(
                        "",
                        "in %s the acquirer captured %d and refunded %d, booked are %d and %d"
                                .formatted(
                                        currency,
                                        moved.captured(),
                                        moved.refunded(),
                                        booked.captured(),
                                        booked.refunded()));
            }
        }
        List.copyOf(evidence.acquirer().charges().values()).stream()
                .filter(c -> c.captured() > c.authorized() || c.refunded() > c.captured())
                .forEach(c -> findings.add(
                        dev.florin.kernel.TypeId.format("pay", c.reference()),
                        "more was taken than authorised, or given back than taken: " + c));
    }
}
