-- The state machine and the sums, as a second fence behind the domain's; a function, because PostgreSQL reads the
-- expression of a check anew for every statement.
create function orders.is_lawful(previous text, status text, amount bigint, paid bigint, has_live_attempt boolean)
    returns boolean language plpgsql immutable as $$
begin
    return amount between 1 and 999999999999
        and paid between 0 and amount
        and case status
            when 'paid' then has_live_attempt and paid > 0
            when 'attempted' then true
            else not has_live_attempt and paid = 0
        end
        -- forward only
        and case previous
            when 'created' then status in ('created', 'attempted', 'expired', 'cancelled')
            when 'attempted' then status in ('attempted', 'paid', 'expired', 'cancelled')
            else status = previous and status in ('paid', 'expired', 'cancelled')
        end;
end $$;

create table orders.orders (
    merchant_id     uuid        not null,
    id              uuid        not null,
    livemode        boolean     not null,
    status          text        not null,
    previous_status text        not null,
    amount          bigint      not null,
    currency        char(3)     not null,
    amount_paid     bigint      not null default 0,
    capture         text        not null,
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
    -- each update writes the status that it found beside the one that it sets
    constraint order_is_lawful check (orders.is_lawful(previous_status, status, amount, amount_paid,
        live_attempt is not null))
) with (fillfactor = 80);

create index orders_to_expire on orders.orders (expire_after) where expire_after is not null;
