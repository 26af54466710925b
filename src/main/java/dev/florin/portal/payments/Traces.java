package dev.florin.portal.payments;

import dev.florin.disputes.DisputeView;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentView;
import dev.florin.refunds.RefundView;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One kind of record that a payment has left somewhere: each such bean adds to the {@link Timeline}. */
interface Traces {

    /** What this visitor may see of it, in whatever order. */
    Stream<Moment> of(Subject subject, Visitor visitor);

    /**
     * What a timeline is of.
     *
     * @param events of the payment, as far as they belong to it
     * @param ids under which records are kept
     * @param publicIds the same as they are written
     */
    record Subject(List<PaymentEvent> events, List<UUID> ids, List<String> publicIds) {

        /** A payment with all its refunds and disputes. */
        static Subject of(PaymentView payment, List<RefundView> refunds, List<DisputeView> disputes) {
            return new Subject(
                    payment.events(),
                    Stream.of(
                                    Stream.of(payment.id().value()),
                                    refunds.stream().map(refund -> refund.id().value()),
                                    disputes.stream()
                                            .map(dispute -> dispute.id().value()))
                            .flatMap(Function.identity())
                            .toList(),
                    Stream.of(
                                    Stream.of(payment.id().toString()),
                                    refunds.stream().map(refund -> refund.id().toString()),
                                    disputes.stream()
                                            .map(dispute -> dispute.id().toString()))
                            .flatMap(Function.identity())
                            .toList());
        }

        /** A dispute alone; what happened to it is told by itself. */
        static Subject of(DisputeView dispute) {
            return new Subject(
                    List.of(),
                    List.of(dispute.id().value()),
                    List.of(dispute.id().toString()));
        }

        /** A refund alone. */
        static Subject of(PaymentView payment, RefundView refund) {
            UUID id = refund.id().value();
            return new Subject(
                    payment.events().stream()
                            .filter(event -> id.equals(refundOf(event)))
                            .toList(),
                    List.of(id),
                    List.of(refund.id().toString()));
        }

        private static @Nullable UUID refundOf(PaymentEvent event) {
            return switch (event) {
                case PaymentEvent.RefundRequested e -> e.refund();
                case PaymentEvent.Refunded e -> e.refund();
                case PaymentEvent.RefundFailed e -> e.refund();
                default -> null;
            };
        }
    }
}
