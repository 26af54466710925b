package dev.florin.payments;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of a merchant's that nobody has paid for: for lists, which do not ask where rows come from. */
final class ManyPayments {

    /** A statement that takes too long is broken off. */
    private static final int AT_ONCE = 50_000;

    private final JdbcClient jdbc;

    ManyPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores payments that came one by one, the newest a minute ago: of 1000, 860 captured, 64 failed, one authorised
     * and others; nine of ten in INR; one in 5000 in KWD; a third by UPI; all card numbers.
     */
    void store(UUID merchant, boolean live, int count, String every) {
        for (int first = 1; first <= count; first += AT_ONCE) {
            store(merchant, live, first, Math.min(count, first + AT_ONCE - 1), count, every);
        }
    }

    private void store(UUID merchant, boolean live, int first, int last, int count, String every) {
        jdbc.sql("""
                insert into payments.payment (merchant_id, id, livemode, order_id, status, previous_status, amount,
                    currency, amount_captured, amount_refunded, capture, method, card_token, card, upi_flow, gateway,
                    acquirer_reference, error_code, error_message, description, metadata, created_at, version)
                select :merchant, uuidv7(at - clock_timestamp()),
                    :live, gen_random_uuid(), status, status, amount, case when n % 5000 = 7 then 'KWD' when n % 10 = 3 then 'USD' else 'INR' end,
                    case when status in ('captured', 'refunded', 'partially_refunded') then amount else 0 end,
                    case status when 'refunded' then amount when 'partially_refunded' then amount / 2 else 0 end,
                    'automatic', case when n % 3 = 0 then 'upi' else 'card' end,
                    case when n % 3 <> 0 then gen_random_uuid() end,
                    case when n % 3 <> 0 then jsonb_build_object('token', gen_random_uuid(), 'brand', case when n % 2 = 0 then 'visa' else 'mastercard' end,
                        'last4', lpad((n::bigint * 7919 % 10000)::text, 4, '0'), 'expMonth', 12, 'expYear', 2030, 'fingerprint', md5(n::text)) end,
                    case when n % 3 = 0 then 'INTENT' end, 'sandbox', 'ref_' || :live || n,
                    case status when 'failed' then case when n % 7 = 0 then 'fraud_detected' else 'card_declined' end end,
                    case status when 'failed' then 'No.' end, 'An order of things', '{}', at, 3
                from (select n, now() - (:count - n + 1) * :every::interval as at, 100 + n::bigint * 37 % 500000 as amount,
                        case when n % 1000 < 860 then 'captured' when n % 1000 < 924 then 'failed'
                            when n % 1000 < 950 then 'refunded' when n % 1000 < 970 then 'partially_refunded'
                            when n % 1000 < 990 then 'cancelled' when n % 1000 < 999 then 'expired' else 'authorized' end as status
                    from generate_series(:first, :last) n) one
                """)
                .param("merchant", merchant)
                .param("live", live)
                .param("first", first)
                .param("last", last)
                .param("count", count)
                .param("every", every)
                .update();
    }
}
