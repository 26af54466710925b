package dev.florin.benchmark;

import dev.florin.kernel.TypeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A paid order, in three statements that are a transaction each: no paid order can be told to be one with fewer commits,
 * as the order is answered for, the attempt must be durable before the acquirer is called, and its outcome after. What
 * does not vary stands in the SQL, where it costs the least.
 */
final class FloorPayment implements AutoCloseable {

    private static final String ANSWER =
            "{\"id\":\"pay_01kaq9v3mze8n9x6w1t2r5y7dc\",\"object\":\"payment\"}".repeat(16);
    private static final String EXCHANGE = "{\"reference\":\"01994b2e-7c53-7d1e-9e1b-8f3c2a6d5e4f\"}".repeat(6);
    private static final byte[] DIGEST = new byte[32];
    private static final byte[] SEALED = new byte[64];
    private static final String FINGERPRINT = "9f86d081884c7d659a2feaa0c55ad015";

    private static final String ORDER = """
            with answered as (
              insert into floor.idempotency_key
              values (?, false, ?, ?, ?, null, 201, ?, now())
              on conflict do nothing)
            insert into floor.orders
            values (?, ?, false, 'created', ?, 'INR', 0, 'r-1001', 'automatic', '[]',
              'Asha Rao', 'asha@example.com', '+919876543210', null, '{"cart": "c-2034"}', 0, null,
              now() + interval '15 minutes', now(), now(), 0)""";

    private static final String ATTEMPT = """
            with claimed as (
              insert into floor.idempotency_key
              values (?, false, ?, ?, ?, now() + interval '1 minute', null, null, now())
              on conflict do nothing),
            attempted as (
              update floor.orders set status = 'attempted', attempts = attempts + 1, updated_at = now(),
                version = version + 1
              where merchant_id = ? and id = ? and status in ('created', 'attempted')),
            tokenized as (
              insert into floor.card
              values (?, ?, false, ?, 'visa', '4242', 12, 2030, ?, now(), now() + interval '400 days')),
            initiated as (
              insert into floor.event
              values (?, ?, 1, 'initiated', now(), ?::jsonb))
            insert into floor.payment
            values (?, ?, false, ?, 'processing', ?, 'INR', 0, 0, 'automatic', 'card', ?, 'visa', '4242', 12, 2030,
              null, 'sandbox', ?, null, null, null, null, ?, null, '{}', now() + interval '40 seconds', 0,
              now(), now(), 0)""";

    private static final String OUTCOME = """
            with settled as (
              update floor.payment set status = 'captured', amount_captured = amount, acquirer_reference = ?,
                auth_code = '842613', sealed_cvc = null, resolve_after = null, updated_at = now(), version = version + 1
              where merchant_id = ? and id = ? and version = 0),
            happened as (
              insert into floor.event
              values (?, ?, 2, 'authorized', now(), ?::jsonb), (?, ?, 3, 'captured', now(), ?::jsonb)),
            posted as (
              insert into floor.transfer
              values (?, ?, ?, false, 'acquirer:sandbox', 'D', 'merchant', 'C', ?, 'INR', 'capture')),
            paid as (
              update floor.orders set status = 'paid', amount_paid = ?, paid_by = ?, updated_at = now(),
                version = version + 1
              where merchant_id = ? and id = ? and status = 'attempted'),
            exchanged as (
              insert into floor.exchange
              values (?, ?, ?, 'sandbox', 'authorize', ?, 200, ?, 12, now()))
            update floor.idempotency_key set status = 201, body = ?, leased_until = null
            where merchant_id = ? and livemode = false and key = ? and status is null""";

    private static final String DATA =
            "{\"reference\": \"01994b2e-7c53-7d1e-9e1b-8f3c2a6d5e4f\", \"amount\": 50000, \"currency\": \"INR\"}";

    private final Connection connection;
    private final List<UUID> merchants;
    private final PreparedStatement order;
    private final PreparedStatement attempt;
    private final PreparedStatement outcome;

    /** @param connection becomes this one's own */
    FloorPayment(Connection connection, List<UUID> merchants) throws SQLException {
        this.connection = connection;
        this.merchants = merchants;
        this.order = connection.prepareStatement(ORDER);
        this.attempt = connection.prepareStatement(ATTEMPT);
        this.outcome = connection.prepareStatement(OUTCOME);
    }

    void write() throws SQLException {
        var random = ThreadLocalRandom.current();
        UUID merchant = merchants.get(random.nextInt(merchants.size()));
        UUID id = TypeId.next();
        UUID payment = TypeId.next();
        UUID token = TypeId.next();
        long amount = random.nextLong(100, 100_000);
        String key = "floor-" + payment;
        run(order, row(merchant, "order-" + id, DIGEST, id, ANSWER), row(merchant, id, amount));
        run(
                attempt,
                row(merchant, key, DIGEST, payment),
                row(merchant, id),
                row(merchant, token, SEALED, FINGERPRINT),
                row(merchant, payment, DATA),
                row(merchant, payment, id, amount, token, TypeId.next(), SEALED));
        run(
                outcome,
                row("ch_" + payment, merchant, payment),
                row(merchant, payment, DATA, merchant, payment, DATA),
                row(merchant, payment, TypeId.next(), amount),
                row(amount, payment, merchant, id),
                row(merchant, payment, TypeId.next(), EXCHANGE, EXCHANGE),
                row(ANSWER, merchant, key));
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static void run(PreparedStatement statement, Object[]... rows) throws SQLException {
        int parameter = 0;
        for (Object[] row : rows) {
            for (Object value : row) {
                statement.setObject(++parameter, value);
            }
        }
        if (statement.executeUpdate() != 1) {
            throw new SQLException("The floor did not write: " + statement);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
