create table merchants.merchant (
  id                  uuid primary key,
  name                text not null check (name <> ''),
  requests_per_second int not null default 500 check (requests_per_second > 0),
  timezone            text not null default 'UTC',
  created_at          timestamptz not null
);

create table merchants.api_key (
  key_id       text primary key,
  merchant_id  uuid not null references merchants.merchant,
  livemode     boolean not null,
  secret_hash  bytea not null,     -- HMAC-SHA-256 of the secret under the pepper, which is not in the database
  created_at   timestamptz not null,
  expires_at   timestamptz,        -- set by rotation: both keys are good until then
  revoked_at   timestamptz,
  last_used_at timestamptz         -- to within some seconds
);

create index api_key_by_merchant on merchants.api_key (merchant_id, livemode);
