-- Where a merchant is paid to, in each mode: sealed, and beside it what may be shown.
create table merchants.bank_account (
    merchant_id uuid        not null references merchants.merchant,
    livemode    boolean     not null,
    account     bytea       not null,
    shown       text        not null,
    changed_at  timestamptz not null,
    primary key (merchant_id, livemode)
);
