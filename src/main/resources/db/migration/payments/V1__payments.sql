-- The state machine and the sums, as a second fence behind the domain's. One function instead of a dozen expressions:
-- PostgreSQL reads the expression of a check anew for every statement, which for these took longer than the insert.
create function payments.is_lawful(previous text, status text, amount bigint, captured bigint, capturing bigint,
    refunded bigint, method text, has_card boolean, has_cvc boolean) returns boolean language plpgsql immutable as $$
begin
    return amount between 1 and 999999999999
        and captured >= 0 and capturing >= 0 and captured + capturing <= amount
        and refunded between 0 and captured
        and (captured = 0 or status in ('authorized', 'captured', 'partially_refunded', 'refunded'))
        and (captured > 0 or status not in ('captured', 'partially_refunded', 'refunded'))
        and (method = 'card' and has_card or method = 'upi' and not has_card)
        -- PCI DSS 3.3.1: no CVC after the authorisation
        and (not has_cvc or status in ('pending', 'processing', 'requires_action'))
        -- forward only
        and case previous
            when 'pending' then status in ('pending', 'processing', 'requires_action', 'authorized', 'captured',
                'failed', 'cancelled')
            when 'processing' then status in ('processing', 'requires_action', 'authorized', 'captured', 'failed',
                'cancelled')
            when 'requires_action' then status in ('requires_action', 'processing', 'authorized', 'captured',
                'failed', 'cancelled')
            when 'authorized' then status in ('authorized', 'captured', 'cancelled', 'expired')
            when 'captured' then status in ('captured', 'partially_refunded', 'refunded')
            when 'partially_refunded' then status in ('partially_refunded', 'refunded')
            else status = previous and status in ('refunded', 'failed', 'cancelled', 'expired')
        end;
end $$;

create table payments.payment (
    merchant_id        uuid        not null,
    id                 uuid        not null,
    livemode           boolean     not null,
    order_id           uuid        not null,
    status             text        not null,
    previous_status    text        not null,
    amount             bigint      not null,
    currency           char(3)     not null,
    amount_captured    bigint      not null default 0,
    -- asked of the acquirer and not answered yet
    amount_capturing   bigint      not null default 0,
    amount_refunded    bigint      not null default 0,
    capture            text        not null,
    method             text        not null,
    card_token         uuid,
    card               jsonb,
    upi_flow           text,
    vpa                text,
    gateway            text        not null,
    acquirer_reference text,
    auth_code          text,
    action             jsonb,
    error_code         text,
    error_message      text,
    description        text        not null,
    return_url         text,
    metadata           jsonb       not null,
    created_at         timestamptz not null,
    capture_before     timestamptz,
    -- the number of the last event of its stream: the row is that stream, folded
    version            int         not null,
    -- when somebody has to find out what became of it; null when nothing is open
    resolve_after      timestamptz,
    resolve_tries      int         not null default 0,
    -- sealed; kept only while the authorisation may still have to be sent
    cvc                bytea,
    primary key (merchant_id, id),
    -- each update writes the status that it found beside the one that it sets
    constraint payment_is_lawful check (payments.is_lawful(previous_status, status, amount, amount_captured,
        amount_capturing, amount_refunded, method, card is not null, cvc is not null))
) with (fillfactor = 70);

create index payment_of_order on payments.payment (merchant_id, order_id);
create index payment_to_resolve on payments.payment (resolve_after) where resolve_after is not null;
create index payment_to_expire on payments.payment (capture_before) where capture_before is not null;

-- Append-only and kept for good.
create table payments.event (
    merchant_id uuid        not null,
    payment_id  uuid        not null,
    seq         int         not null,
    type        text        not null,
    at          timestamptz not null,
    data        jsonb       not null,
    primary key (merchant_id, payment_id, seq)
);
