package dev.florin.torture.checker;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Every payment is the fold of its events, and each of them was possible where it stands. */
final class LawfulHistory implements Law {

    @Override
    public void judge(Evidence evidence, Findings findings) {
        evidence.books().payments().forEach((id, payment) -> {
            try {
                new Fold(payment).run();
            } catch (Unlawful e) {
                findings.add(id, String.valueOf(e.getMessage()));
            }
        });
    }

    private static final class Unlawful extends RuntimeException {
        Unlawful(String message) {
            super(message);
        }
    }

    /** Folds the events as the API tells them, by rules of its own. */
    private static final class Fold {

        private static final List<String> OPEN = List.of("pending", "processing", "requires_action");

        private final JsonNode payment;
        private final long amount;
        private String status = "";
        private long captured;
        private long capturing;
        private long refunded;
        private long refunding;
        private long late;
        private long disputed;
        private long disputing;
        private boolean voiding;

        Fold(JsonNode payment) {
            this.payment = payment;
            this.amount = payment.path("amount").asLong();
        }

        void run() {
            int number = 0;
            for (JsonNode event : payment.path("events")) {
                String what = "its event %d, %s,".formatted(++number, event);
                step(event.path("type").asString(), event.path("amount").asLong(0), what);
                require(captured + capturing <= amount, what + " captures more than was authorised");
                require(refunded + refunding <= captured + late, what + " refunds more than was captured");
            }
            String end = refunded > 0 && !status.equals("failed")
                    ? refunded == captured ? "refunded" : "partially_refunded"
                    : status;
            String told = payment.path("status").asString();
            boolean closed = told.equals("captured") && end.equals("authorized") && captured > 0 && capturing == 0;
            require(
                    told.equals(end) || closed || told.equals("expired") && end.equals("cancelled"),
                    "is told as %s, but its events make it %s".formatted(told, end));
            require(
                    payment.path("amount_captured").asLong() == captured
                            && payment.path("amount_refunded").asLong() == refunded,
                    "is told with %s captured and %s refunded, but its events make it %d and %d"
                            .formatted(
                                    payment.path("amount_captured"),
                                    payment.path("amount_refunded"),
                                    captured,
                                    refunded));
        }

        private void step(String type, long much, String what) {
            boolean open = OPEN.contains(status);
            switch (type) {
                case "payment.created" -> {
                    require(status.isEmpty() && much == amount, what + " is no beginning");
                    status = "pending";
                }
                case "payment.outcome_unknown" -> require(!status.isEmpty(), what + " comes before the beginning");
                case "payment.pending", "payment.requires_action" -> {
                    require(open, what + " comes after it was " + status);
                    status = type.equals("payment.pending") ? "processing" : "requires_action";
                }
                case "payment.authorized" -> {
                    require(open && much == amount, what + " comes after it was " + status);
                    status = "authorized";
                }
                case "payment.failed" -> {
                    require(open, what + " comes after it was " + status);
                    status = "failed";
                    voiding = false;
                }
                case "payment.late_success" -> {
                    require(status.equals("failed") && late == 0, what + " comes where it is " + status);
                    late = payment.path("capture").asString().equals("automatic") ? much : 0;
                }
                case "payment.capture_requested", "payment.success", "payment.capture_failed" ->
                    capture(type, much, what);
                case "payment.void_requested" -> {
                    boolean possible = open || status.equals("authorized") || status.equals("failed");
                    require(possible && !voiding && capturing == 0, what + " comes where it is " + status);
                    voiding = true;
                }
                case "payment.void_failed", "payment.cancelled" -> {
                    require(voiding, what + " was not asked for");
                    voiding = false;
                    boolean failed = status.equals("failed") || type.equals("payment.void_failed");
                    status = failed ? status : captured > 0 ? "captured" : "cancelled";
                }
                case "refund.created", "refund.processed", "refund.failed" -> refund(type, much, what);
                case "dispute.created", "dispute.won", "dispute.lost" -> dispute(type, much, what);
                default -> throw new Unlawful(what + " is not known");
            }
        }

        private void capture(String type, long much, String what) {
            require(status.equals("authorized") && !voiding, what + " comes where it is " + status);
            boolean automatic = payment.path("capture").asString().equals("automatic") && capturing == 0;
            switch (type) {
                case "payment.capture_requested" -> capturing += much;
                case "payment.success" -> {
                    require(automatic || much <= capturing, what + " was not asked for");
                    capturing -= automatic ? 0 : much;
                    captured += much;
                    status = captured == amount ? "captured" : status;
                }
                default -> {
                    require(much <= capturing, what + " was not asked for");
                    capturing -= much;
                }
            }
        }

        private void refund(String type, long much, String what) {
            boolean taken = captured > 0 || late > 0;
            require(taken && capturing == 0 && !voiding, what + " comes where it is " + status);
            refunding += type.equals("refund.created") ? much : -much;
            refunded += type.equals("refund.processed") ? much : 0;
            require(refunding >= 0, what + " was not asked for");
            require(
                    !type.equals("refund.created")
                            || disputed == 0
                            || refunded + refunding + disputed <= captured + late,
                    what + " gives back what is disputed");
        }

        /** What is open or lost is kept from being given back a second time. */
        private void dispute(String type, long much, String what) {
            disputing += type.equals("dispute.created") ? much : -much;
            disputed += type.equals("dispute.created") ? much : type.equals("dispute.won") ? -much : 0;
            require(disputing >= 0, what + " was not opened");
            require(disputed <= captured + late, what + " is about more than was captured");
        }

        private static void require(boolean lawful, String otherwise) {
            if (!lawful) {
                throw new Unlawful(otherwise);
            }
        }
    }
}
