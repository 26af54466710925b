create table refunds.refund (
    merchant_id        uuid        not null,
    id                 uuid        not null,
    livemode           boolean     not null,
    payment_id         uuid        not null,
    order_id           uuid        not null,
    gateway            text        not null,
    status             text        not null,
    previous_status    text        not null,
    amount             bigint      not null,
    currency           char(3)     not null,
    -- made by Florin, of money that an acquirer took after it had declined
    late               boolean     not null,
    reason             text,
    metadata           jsonb       not null,
    acquirer_reference text,
    error_code         text,
    error_message      text,
    created_at         timestamptz not null,
    settled_at         timestamptz,
    -- when somebody has to find out what became of it; null once it is decided
    resolve_after      timestamptz,
    resolve_tries      int         not null default 0,
    primary key (merchant_id, id),
    -- forward only, by the status that each update found; open exactly while it is pending
    constraint refund_is_lawful check (
        amount > 0 and status in ('pending', 'processed', 'failed') and previous_status in ('pending', status)
        and (status = 'pending') = (resolve_after is not null) and (status = 'pending') = (settled_at is null)
        and (status = 'failed') = (error_code is not null))
) with (fillfactor = 80);

create index refund_of_payment on refunds.refund (merchant_id, payment_id);
create index refund_to_resolve on refunds.refund (resolve_after) where resolve_after is not null;
