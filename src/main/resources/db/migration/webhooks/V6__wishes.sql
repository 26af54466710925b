-- Since when an endpoint has wanted what it wants, or nothing, by the database's clock: for checking that it was told
alter table webhooks.endpoint add column wished_at timestamptz not null default now();
