create table ledger.transfer (
  merchant_id uuid not null,
  subject     uuid not null,
  id          uuid not null,
  livemode    boolean not null,
  debit       text not null,
  debit_side  char(1) not null,
  credit      text not null,
  credit_side char(1) not null,
  amount      bigint not null,
  currency    char(3) not null,
  kind        text not null,
  posted_at   timestamptz not null default now(), -- the database's clock: the roll-up relies on it
  primary key (merchant_id, subject, id),
  check (amount > 0 and debit <> credit)
);

-- For the balances of one merchant since the last roll-up, and for the roll-up itself.
create index transfer_by_merchant_and_time on ledger.transfer (merchant_id, posted_at);
create index transfer_by_time on ledger.transfer using brin (posted_at) with (autosummarize = on);

-- Added, never changed; why by rules, docs/decisions tells.
create function ledger.refuse_change() returns void language plpgsql as $$
begin
  raise exception 'Transfers are added and never changed; post another one that corrects it'
    using errcode = 'restrict_violation';
end $$;
create rule transfers_are_never_updated as on update to ledger.transfer do instead select ledger.refuse_change();
create rule transfers_are_never_deleted as on delete to ledger.transfer do instead select ledger.refuse_change();
revoke update, delete, truncate on ledger.transfer from current_user;

-- A transfer seen from each of its two accounts.
create view ledger.entry as
  select merchant_id, livemode, currency, debit as account, debit_side as side,
         amount as debits, 0::bigint as credits, posted_at
  from ledger.transfer
  union all
  select merchant_id, livemode, currency, credit, credit_side, 0, amount, posted_at
  from ledger.transfer;

-- The sums of all entries posted before the watermark.
create table ledger.rollup (
  merchant_id uuid not null,
  livemode    boolean not null,
  currency    char(3) not null,
  account     text not null,
  side        char(1) not null,
  debits      bigint not null check (debits >= 0),
  credits     bigint not null check (credits >= 0),
  primary key (merchant_id, livemode, currency, account, side)
);

create table ledger.watermark (
  only_row boolean primary key default true check (only_row),
  up_to    timestamptz not null -- exclusive
);
insert into ledger.watermark (up_to) values ('-infinity');

-- Right at every instant: what is rolled up, and what has been posted since.
create view ledger.balance as
  select merchant_id, livemode, currency, account, side, sum(debits) as debits, sum(credits) as credits
  from (
    select merchant_id, livemode, currency, account, side, debits, credits
    from ledger.rollup
    union all
    select merchant_id, livemode, currency, account, side, debits, credits
    from ledger.entry
    where posted_at >= (select up_to from ledger.watermark)
  ) part
  group by merchant_id, livemode, currency, account, side;
