-- The durable facts of a paid order, in rows as wide and with the keys and indexes that Florin's own modules have.
create schema floor;

create table floor.idempotency_key (
    merchant_id uuid not null,
    livemode boolean not null,
    key text not null,
    fingerprint bytea not null,
    resource uuid,
    leased_until timestamptz,
    status smallint,
    body text,
    created_at timestamptz not null,
    primary key (merchant_id, livemode, key)
);

create table floor.orders (
    merchant_id uuid not null,
    id uuid not null,
    livemode boolean not null,
    status text not null,
    amount bigint not null,
    currency text not null,
    amount_paid bigint not null,
    receipt text,
    capture text not null,
    line_items jsonb not null,
    customer_name text,
    customer_email text,
    customer_phone text,
    return_url text,
    metadata jsonb not null,
    attempts integer not null,
    paid_by uuid,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null,
    primary key (merchant_id, id)
);

create table floor.card (
    merchant_id uuid not null,
    token uuid not null,
    livemode boolean not null,
    sealed bytea,
    brand text not null,
    last4 text not null,
    exp_month smallint not null,
    exp_year smallint not null,
    fingerprint text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (merchant_id, token)
);
create index on floor.card (expires_at) where sealed is not null;

create table floor.payment (
    merchant_id uuid not null,
    id uuid not null,
    livemode boolean not null,
    order_id uuid not null,
    status text not null,
    amount bigint not null,
    currency text not null,
    amount_captured bigint not null,
    amount_refunded bigint not null,
    capture text not null,
    method text not null,
    card_token uuid,
    card_brand text,
    card_last4 text,
    card_exp_month smallint,
    card_exp_year smallint,
    vpa text,
    gateway text not null,
    reference uuid not null,
    acquirer_reference text,
    auth_code text,
    error_code text,
    error_message text,
    sealed_cvc bytea,
    description text,
    metadata jsonb not null,
    resolve_after timestamptz,
    attempts integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null,
    primary key (merchant_id, id)
);
create index on floor.payment (merchant_id, order_id);
create index on floor.payment (resolve_after) where resolve_after is not null;

create table floor.event (
    merchant_id uuid not null,
    payment_id uuid not null,
    seq integer not null,
    type text not null,
    at timestamptz not null,
    data jsonb not null,
    primary key (merchant_id, payment_id, seq)
);

create table floor.transfer (
    merchant_id uuid not null,
    subject uuid not null,
    id uuid not null,
    livemode boolean not null,
    debit text not null,
    debit_side char(1) not null,
    credit text not null,
    credit_side char(1) not null,
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    kind text not null,
    posted_at timestamptz not null default now(),
    primary key (merchant_id, subject, id)
);
create index on floor.transfer (merchant_id, posted_at);
create index on floor.transfer using brin (posted_at) with (autosummarize = on);

create table floor.exchange (
    merchant_id uuid not null,
    subject uuid not null,
    id uuid not null,
    gateway text not null,
    operation text not null,
    request text not null,
    status smallint,
    answer text not null,
    took_ms integer not null,
    at timestamptz not null,
    primary key (merchant_id, subject, id)
);
