create table orders.orders (
    merchant_id     uuid        not null,
    id              uuid        not null,
    livemode        boolean     not null,
    status          text        not null check (status in ('created', 'attempted', 'paid', 'expired', 'cancelled')),
    previous_status text        not null,
    amount          bigint      not null check (amount between 1 and 999999999999),
    currency        char(3)     not null,
    amount_paid     bigint      not null default 0 check (amount_paid between 0 and amount),
    capture         text        not null check (capture in ('automatic', 'manual')),
    receipt         text,
    customer        jsonb       not null,
    line_items      jsonb       not null,
    metadata        jsonb       not null,
    return_url      text,
    attempts        uuid[]      not null,
    -- the one attempt whose outcome is open or good; while it is set, no other may begin
    live_attempt    uuid,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    -- when to expire it; null once that cannot happen any more
    expire_after    timestamptz,
    primary key (merchant_id, id),
    -- forward only: each update writes the status that it found beside the one that it sets
    check ((previous_status, status) in (
        ('created', 'created'), ('created', 'attempted'), ('created', 'expired'), ('created', 'cancelled'),
        ('attempted', 'attempted'), ('attempted', 'paid'), ('attempted', 'expired'), ('attempted', 'cancelled'),
        ('paid', 'paid'))),
    check (status <> 'paid' or live_attempt is not null),
    check (status not in ('created', 'expired', 'cancelled') or (live_attempt is null and amount_paid = 0))
) with (fillfactor = 80);

create index orders_to_expire on orders.orders (expire_after) where expire_after is not null;
