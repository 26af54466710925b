create table payments.payment (
    merchant_id        uuid        not null,
    id                 uuid        not null,
    livemode           boolean     not null,
    order_id           uuid        not null,
    status             text        not null,
    previous_status    text        not null,
    amount             bigint      not null check (amount between 1 and 999999999999),
    currency           char(3)     not null,
    amount_captured    bigint      not null default 0 check (amount_captured >= 0),
    -- asked of the acquirer and not answered yet
    amount_capturing   bigint      not null default 0 check (amount_capturing >= 0),
    amount_refunded    bigint      not null default 0 check (amount_refunded >= 0),
    capture            text        not null check (capture in ('automatic', 'manual')),
    method             text        not null check (method in ('card', 'upi')),
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
    version            int         not null check (version > 0),
    -- when somebody has to find out what became of it; null when nothing is open
    resolve_after      timestamptz,
    resolve_tries      int         not null default 0,
    -- sealed; kept only while the authorisation may still have to be sent
    cvc                bytea,
    primary key (merchant_id, id),
    -- forward only: each update writes the status that it found beside the one that it sets
    check ((previous_status, status) in (
        ('pending', 'pending'), ('pending', 'processing'), ('pending', 'requires_action'), ('pending', 'authorized'),
        ('pending', 'captured'), ('pending', 'failed'), ('pending', 'cancelled'), ('pending', 'expired'),
        ('processing', 'processing'), ('processing', 'requires_action'), ('processing', 'authorized'),
        ('processing', 'captured'), ('processing', 'failed'), ('processing', 'cancelled'), ('processing', 'expired'),
        ('requires_action', 'requires_action'), ('requires_action', 'processing'), ('requires_action', 'authorized'),
        ('requires_action', 'captured'), ('requires_action', 'failed'), ('requires_action', 'cancelled'),
        ('requires_action', 'expired'),
        ('authorized', 'authorized'), ('authorized', 'captured'), ('authorized', 'cancelled'),
        ('authorized', 'expired'),
        ('captured', 'captured'), ('captured', 'partially_refunded'), ('captured', 'refunded'),
        ('partially_refunded', 'partially_refunded'), ('partially_refunded', 'refunded'),
        ('failed', 'failed'), ('cancelled', 'cancelled'), ('expired', 'expired'), ('refunded', 'refunded'))),
    check (amount_captured + amount_capturing <= amount),
    check (amount_refunded <= amount_captured),
    check (amount_captured = 0 or status in ('authorized', 'captured', 'partially_refunded', 'refunded')),
    check (status not in ('captured', 'partially_refunded', 'refunded') or amount_captured > 0),
    -- PCI DSS 3.3.1: no CVC after the authorisation
    check (cvc is null or status in ('pending', 'processing', 'requires_action')),
    check ((method = 'card') = (card is not null))
) with (fillfactor = 70);

create index payment_of_order on payments.payment (merchant_id, order_id);
create index payment_to_resolve on payments.payment (resolve_after) where resolve_after is not null;
create index payment_to_expire on payments.payment (capture_before) where capture_before is not null;

-- Append-only and kept for good.
create table payments.event (
    merchant_id uuid        not null,
    payment_id  uuid        not null,
    seq         int         not null check (seq > 0),
    type        text        not null,
    at          timestamptz not null,
    data        jsonb       not null,
    primary key (merchant_id, payment_id, seq)
);
