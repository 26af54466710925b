package dev.florin.seed;

import dev.florin.payments.SeededPayment;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Rows of some stories, on their way into the database. */
final class Batch {

    final Copy orders = new Copy("orders.orders", """
            merchant_id, id, livemode, status, previous_status, amount, currency, amount_paid, capture, receipt, customer,
            line_items, metadata, attempts, live_attempt, created_at, expires_at, expire_after""");
    final Copy payments = SeededPayment.rows();
    final Copy events = SeededPayment.events();
    final Copy transfers = Books.rows();
    final Copy refunds = new Copy("refunds.refund", """
            merchant_id, id, livemode, payment_id, order_id, gateway, status, previous_status, amount, currency, late,
            reason, metadata, acquirer_reference, error_code, error_message, created_at, settled_at""");

    int paymentCount;

    void send(PGConnection connection) throws SQLException, IOException {
        for (Copy copy : List.of(orders, payments, events, transfers, refunds)) {
            copy.send(connection);
        }
    }
}
