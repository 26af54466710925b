-- What came in by the API, and what was answered: masked, cut, and forgotten after some weeks. One table for each of eight
-- weeks that take turns; the number of a row's is in its id, as that tells when it was made. Whoever writes needs no right
-- but to insert, and no table is made or dropped while Florin runs.
create table requests.request (
    merchant_id     uuid     not null,
    livemode        boolean  not null,
    id              uuid     not null,
    slot            smallint not null,
    key_id          text     not null,
    method          text     not null,
    -- with its query string
    path            text     not null,
    -- the pattern that it matched
    route           text,
    status          smallint not null,
    -- of the problem that was answered
    code            text,
    took_us         int      not null,
    idempotency_key text,
    -- whether the answer was that to an earlier request
    replayed        boolean  not null,
    request         text,
    answer          text,
    agent           text,
    ip              text     not null,
    -- what it made, changed or tried to change
    order_id        uuid,
    payment_id      uuid,
    refund_id       uuid,
    primary key (merchant_id, livemode, id, slot)
) partition by list (slot);

create table requests.request_0 partition of requests.request for values in (0);
create table requests.request_1 partition of requests.request for values in (1);
create table requests.request_2 partition of requests.request for values in (2);
create table requests.request_3 partition of requests.request for values in (3);
create table requests.request_4 partition of requests.request for values in (4);
create table requests.request_5 partition of requests.request for values in (5);
create table requests.request_6 partition of requests.request for values in (6);
create table requests.request_7 partition of requests.request for values in (7);

create index request_that_failed on requests.request (merchant_id, livemode, id) where status >= 400;
create index request_of_order on requests.request (merchant_id, order_id) where order_id is not null;
create index request_of_payment on requests.request (merchant_id, payment_id) where payment_id is not null;
create index request_of_refund on requests.request (merchant_id, refund_id) where refund_id is not null;

-- Empties one week's table; with the rights of the owner, as nobody else can truncate. Does nothing to one that is empty,
-- so that nobody is kept waiting for a lock
create function requests.empty(slot int) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
declare
    used boolean;
begin
    execute format('select exists (select from requests.request_%s)', slot) into used;
    if used then
        execute format('truncate requests.request_%s', slot);
    end if;
end $$;
