package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.LEDGER;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Ledger.Posting;
import dev.florin.pages.Formats;
import dev.florin.pages.Visitor;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The transfers in the books. */
@Component
class LedgerTraces implements Traces {

    private final Ledger ledger;
    private final Formats formats;

    LedgerTraces(Ledger ledger, Formats formats) {
        this.ledger = ledger;
        this.formats = formats;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        return ledger.postings(visitor.tenant(), subject.ids()).stream().map(this::moment);
    }

    private Moment moment(Posting posting) {
        var transfer = posting.transfer();
        return Moment.of(
                posting.at(),
                LEDGER,
                "Posted: " + PaymentPage.readable(transfer.kind()).toLowerCase(java.util.Locale.ROOT),
                "%s: debit %s, credit %s"
                        .formatted(
                                formats.money(transfer.amount()),
                                transfer.debit().code(),
                                transfer.credit().code()),
                "");
    }
}
