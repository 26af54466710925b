-- When an event was stored, by the database's clock, whatever clocks and pauses the program has: the statistics know by
-- it what they have counted. What is here already is counted below, and never again.
alter table payments.event add column stored_at timestamptz not null default '-infinity';
alter table payments.event alter column stored_at set default now();
-- Next to nothing to keep up, as rows come in the order of time
create index event_by_time on payments.event using brin (stored_at) with (autosummarize = on);

-- The events that statistics count. Money that an acquirer took after it had declined never was the merchant's, and so is
-- not the merchant's when it goes back.
create view payments.fact as
    select e.merchant_id, p.livemode, p.currency, p.method, e.type as fact,
        case e.type when 'failed' then e.data ->> 'code' else '' end as code,
        -- Clocks differ by quarters of an hour, so a day of any zone is made of whole ones
        date_bin('15 minutes', e.at, '1970-01-01 00:00:00+00') as start,
        coalesce((e.data -> 'amount' ->> 'minor')::bigint, p.amount) as amount,
        e.stored_at
    from payments.event e
    join payments.payment p on p.merchant_id = e.merchant_id and p.id = e.payment_id
    where e.type in ('initiated', 'authorized', 'captured', 'failed', 'refunded')
        and not (e.type = 'refunded' and p.status = 'failed');

-- What happened in each quarter of an hour, by the events' own time.
create table payments.quarter_hour (
    merchant_id uuid        not null,
    livemode    boolean     not null,
    currency    char(3)     not null,
    start       timestamptz not null,
    method      text        not null,
    fact        text        not null,
    -- why, where payments failed; else empty
    code        text        not null,
    events      bigint      not null check (events > 0),
    amount      bigint      not null,
    primary key (merchant_id, livemode, currency, start, method, fact, code)
);

-- The same by days of the merchant's calendar.
create table payments.day (
    merchant_id uuid    not null,
    livemode    boolean not null,
    currency    char(3) not null,
    day         date    not null,
    method      text    not null,
    fact        text    not null,
    code        text    not null,
    events      bigint  not null check (events > 0),
    amount      bigint  not null,
    primary key (merchant_id, livemode, currency, day, method, fact, code)
);

-- In which zone a merchant's days are kept. Whoever has none has no days yet.
create table payments.calendar (
    merchant_id uuid primary key,
    zone        text not null
);

-- The events stored before are in both; those stored since are counted when somebody asks.
create table payments.counted (
    only_row boolean     primary key default true check (only_row),
    up_to    timestamptz not null -- exclusive
);
insert into payments.counted (up_to) values ('1970-01-01 00:00:00+00');

insert into payments.quarter_hour (merchant_id, livemode, currency, start, method, fact, code, events, amount)
select merchant_id, livemode, currency, start, method, fact, code, count(*), sum(amount)
from payments.fact
group by merchant_id, livemode, currency, start, method, fact, code;
