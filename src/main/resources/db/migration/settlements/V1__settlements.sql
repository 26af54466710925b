-- Up to where the books of a merchant in a mode are settled, in all currencies: whoever moves it on settles the span.
create table settlements.calendar (
    merchant_id uuid        not null,
    livemode    boolean     not null,
    settled_to  timestamptz not null,
    primary key (merchant_id, livemode)
);

-- A span of the account `merchant` in one currency: sums alone, as its lines are the ledger's and never change.
create table settlements.settlement (
    merchant_id     uuid        not null,
    id              uuid        not null,
    livemode        boolean     not null,
    currency        char(3)     not null,
    span_from       timestamptz not null,
    cut_off         timestamptz not null,
    carried         bigint      not null,
    gross           bigint      not null,
    refunds         bigint      not null,
    fees            bigint      not null,
    disputes        bigint      not null,
    adjustments     bigint      not null,
    returned        bigint      not null,
    payout          bigint      not null,
    captures        bigint      not null,
    lines           bigint      not null,
    status          text        not null,
    previous_status text        not null,
    created_at      timestamptz not null,
    -- what the person who paid it, or learnt that it failed, has said
    paid_at         timestamptz,
    paid_to         text,
    bank_reference  text,
    failed_at       timestamptz,
    failure         text,
    primary key (merchant_id, id),
    constraint one_settlement_of_a_span unique (merchant_id, livemode, currency, cut_off),
    -- forward only, by the status that each update found
    constraint settlement_is_lawful check (
        span_from < cut_off and gross >= 0 and fees between 0 and gross and captures between 0 and lines
        and payout >= 0
        and (payout = 0 or payout = carried + gross - refunds - fees - disputes + adjustments + returned)
        and (status = 'carried') = (payout = 0)
        and (previous_status, status) in (('carried', 'carried'), ('created', 'created'), ('created', 'paid'),
            ('created', 'failed'), ('paid', 'failed'))
        and (status <> 'paid' or paid_at is not null) and (paid_at is null) = (bank_reference is null)
        and (status = 'failed') = (failed_at is not null) and (status = 'failed') = (failure is not null))
) with (fillfactor = 80);

create index settlement_by_status on settlements.settlement (merchant_id, livemode, status, id);
-- What is still to be paid, of all merchants.
create index settlement_to_pay on settlements.settlement (id) where status = 'created';

-- What a merchant is settled by from a time on. Added, never changed, so that every line has its fee for ever.
create table settlements.terms (
    merchant_id uuid        not null,
    livemode    boolean     not null,
    currency    char(3)     not null,
    valid_from  timestamptz not null,
    -- of what is captured, in millionths; and a fixed part and the least payout, in minor units
    rate        int         not null check (rate between 0 and 1000000),
    fixed       bigint      not null check (fixed >= 0),
    minimum     bigint      not null check (minimum >= 0),
    primary key (merchant_id, livemode, currency, valid_from)
);

-- The same for merchants without terms of their own, as the settings had it; without a currency, for all others.
create table settlements.usual_terms (
    currency   text        not null check (currency = '' or currency ~ '^[A-Z]{3}$'),
    valid_from timestamptz not null,
    rate       int         not null check (rate between 0 and 1000000),
    fixed      bigint      not null check (fixed >= 0),
    minimum    bigint      not null check (minimum >= 0),
    primary key (currency, valid_from)
);
revoke update, delete, truncate on settlements.terms, settlements.usual_terms from current_user;

-- Whose payouts nobody pays for now.
create table settlements.hold (
    merchant_id uuid        not null,
    livemode    boolean     not null,
    reason      text        not null,
    since       timestamptz not null,
    primary key (merchant_id, livemode)
);

-- What an operator has put right by hand.
create table settlements.adjustment (
    merchant_id uuid        not null,
    id          uuid        not null,
    livemode    boolean     not null,
    currency    char(3)     not null,
    amount      bigint      not null check (amount <> 0),
    reason      text        not null,
    created_at  timestamptz not null,
    primary key (merchant_id, id)
);
