-- Sets of keys, wrapped by the master key, which is not in the database.
create table vault.keyset (
  name       text primary key,
  wrapped    bytea not null,
  version    int not null default 1,
  created_at timestamptz not null default now(),
  rotated_at timestamptz
);

create table vault.card (
  merchant_id uuid not null,
  token       uuid not null,
  livemode    boolean not null,
  sealed      bytea,                -- number and holder; null once erased
  brand       text not null,
  last4       text not null check (last4 ~ '^[0-9]{4}$'),
  exp_month   smallint not null check (exp_month between 1 and 12),
  exp_year    smallint not null,
  fingerprint text not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null, -- when the number is erased
  primary key (merchant_id, token)
);

create index card_to_erase on vault.card (expires_at) where sealed is not null;
